/** The state of the inspection: the places one has come through, and how each is shown. */
import type { SearchKind } from '../../../core/inspection/inspection.ts';
import { listStart, type ListPosition } from '../../components/list-window.ts';

/** Where the person is, and how it is shown. Changed by `reduceInspection` only. */
export interface InspectionState {
  /** The way here: the last place is shown, the ones before it are what Escape goes back to. */
  readonly places: readonly Place[];
  readonly order: TopicOrder;
  /** Weight of probability against distinctiveness in the order of a topic's words, in [0, 1]. */
  readonly lambda: number;
  readonly areHiddenShown: boolean;
  readonly isHelpOpen: boolean;
  /** The first line of the help that is shown. */
  readonly helpFirst: number;
  /** Whether it was opened from a training that goes on behind it, to which Escape leads back. */
  readonly isNested: boolean;
  /** A line that is being typed at the bottom. */
  readonly input: Input | undefined;
  /** What could not be done, until the next key. */
  readonly message: string | undefined;
  /** Grows when something stored has changed (labels, hidden topics, the run). */
  readonly revision: number;
}

export type TopicOrder = 'share' | 'coherence' | 'distinctiveness' | 'number';
export const topicOrders: readonly TopicOrder[] = [
  'share',
  'coherence',
  'distinctiveness',
  'number',
];

export interface Input {
  readonly purpose: 'label' | 'group' | 'filter' | 'documents' | 'find';
  /** The topic that is given a label or a group; -1 for all else. */
  readonly topic: number;
  readonly text: string;
}

export type Place =
  | TopicsPlace
  | TopicPlace
  | DocumentPlace
  | WordPlace
  | SearchPlace
  | RunsPlace
  | ComparisonPlace
  | TrendsPlace
  | EffectsPlace
  | MapPlace;

export interface TopicsPlace {
  readonly screen: 'topics';
  readonly list: ListPosition;
  readonly filter: string;
}

export interface TopicPlace {
  readonly screen: 'topic';
  readonly topic: number;
  readonly focus: 'words' | 'documents';
  readonly words: ListPosition;
  readonly documents: ListPosition;
  /** Only documents with this in their metadata are listed ("party: whig"); '' for all. */
  readonly filter: string;
}

export interface DocumentPlace {
  readonly screen: 'document';
  readonly document: number;
  /** The topic whose documents one goes through, and the place of this one among them. */
  readonly among:
    { readonly topic: number; readonly rank: number; readonly filter: string } | undefined;
  /** The first line on the screen; undefined: at its place, which is that of what one looks for. */
  readonly first: number | undefined;
  /** Whose words are lit: those of one topic, of all that have a colour, or none. */
  readonly lit: number | 'all' | 'none';
  /** Where this is a piece of a long document, that one is shown, at the piece's place. */
  readonly isWhole: boolean;
  /** A word that stands out, and to which the text is scrolled at first. */
  readonly word: string | undefined;
  /** What is looked for in the text, '' for nothing; and which of the places is the current one. */
  readonly find: string;
  readonly match: number | undefined;
}

export interface WordPlace {
  readonly screen: 'word';
  readonly word: string;
  readonly focus: 'topics' | 'contexts';
  readonly topics: ListPosition;
  readonly contexts: ListPosition;
}

export interface SearchPlace {
  readonly screen: 'search';
  readonly kind: SearchKind;
  readonly text: string;
  readonly list: ListPosition;
}

export interface RunsPlace {
  readonly screen: 'runs';
  readonly list: ListPosition;
}

/** The open run beside another one. */
export interface ComparisonPlace {
  readonly screen: 'comparison';
  /** The other run. */
  readonly run: string;
  readonly list: ListPosition;
}

/** The map of topics. */
export interface MapPlace {
  readonly screen: 'map';
  /** The topic that is pointed at; undefined: the first of the list. */
  readonly topic: number | undefined;
}

/** Topics over time, or in groups of documents. */
export interface TrendsPlace {
  readonly screen: 'trends';
  /** The number of the field among those that divide the documents. */
  readonly field: number;
  /** The topics that stay in the chart when the cursor goes on. */
  readonly pinned: readonly number[];
  /** The topics, as they are listed. */
  readonly list: ListPosition;
  /** The period or the kind that is pointed at. */
  readonly group: number;
  /** The map of all topics takes the room of the chart. */
  readonly isMap: boolean;
}

/** How the shares of topics depend on the covariates of the run. */
export interface EffectsPlace {
  readonly screen: 'effects';
  /** The number of the field among the covariates. */
  readonly field: number;
  /** The topics, as they are listed. */
  readonly list: ListPosition;
  /** The level or the number that is pointed at. */
  readonly point: number;
}

/** A thing under the cursor that can be opened. */
export type Target =
  | { readonly kind: 'topic'; readonly topic: number; readonly filter?: string }
  | { readonly kind: 'word'; readonly word: string }
  | {
      readonly kind: 'document';
      readonly document: number;
      readonly among?: DocumentPlace['among'];
      /** The topic that is lit, where it is not the one whose documents one goes through. */
      readonly topic?: number | undefined;
      readonly word?: string | undefined;
    }
  | { readonly kind: 'run'; readonly name: string };

export const topicsStart: TopicsPlace = { screen: 'topics', list: listStart, filter: '' };

export function startInspecting({ isNested = false } = {}): InspectionState {
  return {
    isNested,
    places: [topicsStart],
    order: 'share',
    lambda: 0.6,
    areHiddenShown: false,
    isHelpOpen: false,
    helpFirst: 0,
    input: undefined,
    message: undefined,
    revision: 0,
  };
}

/** The place that is shown. */
export function currentPlace(state: InspectionState): Place {
  return state.places.at(-1)!;
}

/** The place that a target opens; a run opens none, because everything else changes with it. */
export function placeOf(target: Exclude<Target, { kind: 'run' }>): Place {
  switch (target.kind) {
    case 'topic':
      return {
        screen: 'topic',
        topic: target.topic,
        focus: target.filter === undefined ? 'words' : 'documents',
        words: listStart,
        documents: listStart,
        filter: target.filter ?? '',
      };
    case 'word':
      return {
        screen: 'word',
        word: target.word,
        focus: 'topics',
        topics: listStart,
        contexts: listStart,
      };
    case 'document':
      return {
        screen: 'document',
        document: target.document,
        among: target.among,
        first: undefined,
        lit: target.topic ?? target.among?.topic ?? 'none',
        isWhole: true,
        word: target.word,
        find: '',
        match: undefined,
      };
  }
}

/** Effects, from the topic in this row of the list on. */
export function effectsAt(row: number): EffectsPlace {
  return { screen: 'effects', field: 0, list: { cursor: row, first: 0 }, point: 0 };
}

/** Topics over time, from the topic in this row of the list on. */
export function trendsOf(row: number): TrendsPlace {
  const list = { cursor: row, first: 0 };
  return { screen: 'trends', field: 0, pinned: [], list, group: 0, isMap: false };
}
