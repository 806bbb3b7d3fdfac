/** What every view of the inspection is given, and what it returns. */
import type { Inspection, TopicSummary } from '../../../../core/inspection/inspection.ts';
import type { Direction } from '../../../../core/inspection/topic-map/next-place.ts';
import type { Glyphs } from '../../../components/glyphs.ts';
import type { Line, Size } from '../../../components/line.ts';
import type { ListExtent } from '../../../components/list-window.ts';
import type { InspectionState, Target } from '../state.ts';

/** A place as it is shown, and what keys need to know about it. */
export interface InspectionView {
  readonly lines: readonly Line[];
  /** Length and visible rows of the list that the arrows move in. */
  readonly extent: ListExtent;
  /** What Enter opens. */
  readonly target?: Target | undefined;
  /** What n and p go to. */
  readonly next?: Exclude<Target, { kind: 'run' }> | undefined;
  readonly previous?: Exclude<Target, { kind: 'run' }> | undefined;
  /** The document is a piece of a longer one, which can be shown instead. */
  readonly hasWhole?: boolean;
  /** The topics that have a mark, in the order of the keys that light one of them. */
  readonly marked?: readonly number[];
  /** The places of what is looked for in a text, and which of them is the current one. */
  readonly matches?: { readonly total: number; readonly current: number } | undefined;
  /** The place of the topic in the list of topics. */
  readonly row?: number;
  /** On the map: the next topic in each direction. */
  readonly neighbours?: Partial<Record<Direction, number | undefined>>;
  /** What the keys of the trends choose among. */
  readonly trends?:
    { readonly numFields: number; readonly numGroups: number; readonly group: number } | undefined;
  /** Whether the run has covariates. */
  readonly hasEffects?: boolean;
  /** What the keys of the effects choose among. */
  readonly effects?:
    { readonly numFields: number; readonly numPoints: number; readonly point: number } | undefined;
  /** The topic that is labelled or hidden. */
  readonly topic?: TopicSummary | undefined;
}

/** What every view is made from. `size` is the room above the bottom line. */
export interface ViewContext {
  readonly state: InspectionState;
  readonly source: Inspection;
  readonly size: Size;
  readonly glyphs: Glyphs;
}
