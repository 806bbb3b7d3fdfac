/** The state of the training screen and how it changes: pure functions. */
import { scrollLines, type ListExtent, type ListMove } from '../../components/list-window.ts';
import type { FormingTopics, TrainingSnapshot } from '../../../core/training/session/progress.ts';

/** What the training screen shows. A pure function of what was polled and which keys were hit. */
export interface TrainingScreenState {
  readonly snapshot: TrainingSnapshot;
  readonly topics: TopicLines;
  readonly isHelpOpen: boolean;
  /** The first line of the help that is shown. */
  readonly helpFirst: number;
  /** What each worker does is shown; the topics have that room else. */
  readonly areWorkersShown: boolean;
  /** After the last sweep, until the screen closes by itself; undefined before. */
  readonly secondsToLeave: number | undefined;
  /** What the person asked for a moment ago and has not happened yet. */
  readonly request: Request | undefined;
  /** What could not be done, until something else is asked for. */
  readonly message: string | undefined;
}

export type Request = 'checkpoint' | 'inspect' | 'stop';

/** The topics in the order of their lines, with the words that are new since the last time. */
export interface TopicLines {
  /** Sweep at which they were counted. */
  readonly sweep: number;
  /** Sweep at which the order of the lines was made. */
  readonly orderedAtSweep: number;
  readonly lines: readonly TopicLine[];
}

export interface TopicLine {
  readonly topic: number;
  readonly label: string | undefined;
  readonly share: number;
  readonly words: readonly { readonly word: string; readonly isNew: boolean }[];
}

export type TrainingAction =
  | { readonly type: 'polled'; readonly snapshot: TrainingSnapshot }
  | { readonly type: 'asked'; readonly request: Request }
  | { readonly type: 'answered'; readonly request: Request }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'toggle-help' }
  | { readonly type: 'scroll-help'; readonly move: ListMove; readonly extent: ListExtent }
  | { readonly type: 'toggle-workers' }
  | { readonly type: 'closing'; readonly secondsToLeave: number };

const noTopics: TopicLines = { sweep: -1, orderedAtSweep: -1, lines: [] };

export function startTrainingScreen(snapshot: TrainingSnapshot): TrainingScreenState {
  return {
    snapshot,
    topics: refreshTopics(noTopics, snapshot.topics),
    isHelpOpen: false,
    helpFirst: 0,
    areWorkersShown: false,
    secondsToLeave: undefined,
    request: undefined,
    message: undefined,
  };
}

export function reduceTraining(
  state: TrainingScreenState,
  action: TrainingAction,
): TrainingScreenState {
  switch (action.type) {
    case 'polled':
      return {
        ...state,
        snapshot: action.snapshot,
        topics: refreshTopics(state.topics, action.snapshot.topics),
        request: wasMet(state, action.snapshot) ? undefined : state.request,
      };
    case 'asked':
      return { ...state, request: action.request, message: undefined };
    case 'failed':
      return { ...state, request: undefined, message: action.message };
    case 'answered':
      return { ...state, request: state.request === action.request ? undefined : state.request };
    case 'toggle-help':
      return { ...state, isHelpOpen: !state.isHelpOpen, helpFirst: 0 };
    case 'scroll-help':
      return { ...state, helpFirst: scrollLines(state.helpFirst, action.move, action.extent) };
    case 'toggle-workers':
      return { ...state, areWorkersShown: !state.areWorkersShown };
    case 'closing':
      return { ...state, secondsToLeave: action.secondsToLeave };
  }
}

/** A checkpoint was asked for, and there is a newer one now. */
function wasMet({ request, snapshot }: TrainingScreenState, next: TrainingSnapshot): boolean {
  if (request !== 'checkpoint') return false;
  const before = snapshot.checkpoints.last;
  const after = next.checkpoints.last;
  if (after === undefined) return false;
  return before === undefined || after.sweep > before.sweep || after.secondsAgo < before.secondsAgo;
}

/**
 * Topics move calmly: a line keeps its place until the number of sweeps has doubled since the
 * lines were last ordered by share. Early on, when all topics are alike, that is soon.
 */
function refreshTopics(shown: TopicLines, fresh: FormingTopics): TopicLines {
  if (fresh.list.length === 0 || fresh.sweep === shown.sweep) return shown;
  const mustOrder = shown.lines.length === 0 || fresh.sweep >= 2 * shown.orderedAtSweep;
  const places = new Map(shown.lines.map(({ topic }, place) => [topic, place]));
  const before = new Map(shown.lines.map((line) => [line.topic, line.words]));
  const lines = fresh.list.map(({ topic, label, share, words }) => {
    const old = before.get(topic)?.map(({ word }) => word);
    return {
      topic,
      label,
      share,
      words: words.map((word) => ({ word, isNew: old !== undefined && !old.includes(word) })),
    };
  });
  lines.sort((a, b) =>
    mustOrder
      ? b.share - a.share || a.topic - b.topic
      : (places.get(a.topic) ?? Infinity) - (places.get(b.topic) ?? Infinity),
  );
  return {
    sweep: fresh.sweep,
    orderedAtSweep: mustOrder ? Math.max(1, fresh.sweep) : shown.orderedAtSweep,
    lines,
  };
}
