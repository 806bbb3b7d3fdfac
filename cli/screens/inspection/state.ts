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
  readonly purpose: 'label' | 'filter';
  /** The topic that is given a label; -1 for a filter. */
  readonly topic: number;
  readonly text: string;
}

export type Place = TopicsPlace | TopicPlace | DocumentPlace | WordPlace | SearchPlace | RunsPlace;

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
}

export interface DocumentPlace {
  readonly screen: 'document';
  readonly document: number;
  /** The topic whose documents one goes through, and the place of this one among them. */
  readonly among: { readonly topic: number; readonly rank: number } | undefined;
  readonly lines: ListPosition;
  /** Slot (0 to 9) of the only topic whose words are coloured. */
  readonly only: number | undefined;
  /** The long document that this is a piece of is shown as a whole. */
  readonly isWhole: boolean;
  /** A word that stands out, and to which the text is scrolled at first. */
  readonly word: string | undefined;
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

/** A thing under the cursor that can be opened. */
export type Target =
  | { readonly kind: 'topic'; readonly topic: number }
  | { readonly kind: 'word'; readonly word: string }
  | {
      readonly kind: 'document';
      readonly document: number;
      readonly among?: DocumentPlace['among'];
      readonly word?: string | undefined;
    }
  | { readonly kind: 'run'; readonly name: string };

export const topicsStart: TopicsPlace = { screen: 'topics', list: listStart, filter: '' };

export function startInspecting(): InspectionState {
  return {
    places: [topicsStart],
    order: 'share',
    lambda: 0.6,
    areHiddenShown: false,
    isHelpOpen: false,
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
        focus: 'words',
        words: listStart,
        documents: listStart,
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
        lines: listStart,
        only: undefined,
        isWhole: false,
        word: target.word,
      };
  }
}
