/** What each key does in each place of the inspection. */
import type { Key } from '../../components/key-decoder.ts';
import type { Direction } from '../../../core/inspection/topic-map/next-place.ts';
import { listMoves } from '../../components/list-keys.ts';
import { type InspectionCommand, openTarget } from './command.ts';
import {
  currentPlace,
  type DocumentPlace,
  type EffectsPlace,
  type TrendsPlace,
  type InspectionState,
  type Place,
} from './state.ts';
import { isNarrowed } from './narrowing.ts';
import { inputCommand, typingCommand } from './typing-keys.ts';
import type { InspectionView } from './views/context.ts';

/** The command of a key in this state, with this view on the screen. */
export function inspectionCommand(
  key: Key,
  state: InspectionState,
  view: InspectionView,
): InspectionCommand | undefined {
  if (key === 'ctrl-c') return { type: 'leave' };
  if (state.input !== undefined) return inputCommand(key, state);
  const place = currentPlace(state);
  const move = listMoves[key];
  if (state.isHelpOpen) {
    if (['?', 'escape', 'q', 'enter'].includes(key)) return { type: 'toggle-help' };
    return move && { type: 'move', move, extent: view.extent };
  }
  if (state.isNested && isWayBack(key, state)) return { type: 'leave' };
  if (place.screen === 'search') return typingCommand(key, view);
  if (place.screen === 'map') {
    const next = view.neighbours?.[direction(key)];
    if (next !== undefined) return { type: 'point-at', topic: next };
  }
  if (move !== undefined) return { type: 'move', move, extent: view.extent };
  return generalCommand(key, place, view) ?? placeCommand(key, place, view);
}

/** Escape leads back, from the first place out of the inspection. */
function isWayBack(key: Key, state: InspectionState): boolean {
  const isFirst = state.places.length === 1 && !isNarrowed(currentPlace(state));
  return isFirst && (key === 'escape' || key === 'backspace');
}

function generalCommand(
  key: Key,
  place: Place,
  view: InspectionView,
): InspectionCommand | undefined {
  if (place.screen === 'document') {
    const command = readingCommand(key, place, view);
    if (command !== undefined) return command;
  }
  switch (key) {
    case 'q':
      return { type: 'leave' };
    case 'e':
      return { type: 'save-picture' };
    case '?':
      return { type: 'toggle-help' };
    case '/':
      return { type: 'open-search' };
    case 'escape':
    case 'backspace':
      return { type: 'back', first: view.extent.first };
    case 'r':
      return { type: 'open-runs' };
    case 't':
      return { type: 'open-trends', row: view.row ?? 0 };
    case 'x':
      return view.hasEffects === true ? { type: 'open-effects', row: view.row ?? 0 } : undefined;
    case 'tab':
    case 'shift-tab':
      return { type: 'switch-focus' };
    case 'enter':
      return openTarget(view);
    case 'n':
      return view.next && { type: 'replace', target: view.next };
    case 'p':
      return view.previous && { type: 'replace', target: view.previous };
    default:
      return undefined;
  }
}

function placeCommand(key: Key, place: Place, view: InspectionView): InspectionCommand | undefined {
  switch (place.screen) {
    case 'topics':
      if (key === 's') return { type: 'next-order' };
      if (key === 'H') return { type: 'toggle-hidden' };
      if (key === 'f') {
        return { type: 'start-input', input: { purpose: 'filter', topic: -1, text: place.filter } };
      }
      return mapCommand(key, view) ?? lambdaCommand(key) ?? topicCommand(key, view);
    case 'topic':
      if (key === 'f') {
        const input = { purpose: 'documents', topic: -1, text: place.filter } as const;
        return { type: 'start-input', input };
      }
      return mapCommand(key, view) ?? lambdaCommand(key) ?? topicCommand(key, view);
    case 'map':
      return topicCommand(key, view);
    case 'runs':
      return key === 'c' ? compareTarget(view) : undefined;
    case 'trends':
      return trendsCommand(key, place, view);
    case 'effects':
      return effectsCommand(key, place, view);
    case 'document':
      if (key === 'P') return view.hasWhole === true ? { type: 'toggle-whole' } : undefined;
      if (key === 'c') return { type: 'light', lit: 'all' };
      return markCommand(key, view);
    default:
      return undefined;
  }
}

/** The open run beside the one under the cursor. */
function compareTarget({ target }: InspectionView): InspectionCommand | undefined {
  return target?.kind === 'run' ? { type: 'open-comparison', run: target.name } : undefined;
}

/** What the keys of the trends change: the field, the period, what stays in the chart. */
function trendsCommand(
  key: Key,
  place: TrendsPlace,
  { trends, topic }: InspectionView,
): InspectionCommand | undefined {
  if (trends === undefined) return undefined;
  const change = (to: Partial<Omit<TrendsPlace, 'screen'>>): InspectionCommand => ({
    type: 'change-trends',
    change: to,
  });
  switch (key) {
    case 'left':
      return change({ group: Math.max(0, trends.group - 1) });
    case 'right':
      return change({ group: Math.min(trends.numGroups - 1, trends.group + 1) });
    case 'd':
      return change({ field: (place.field + 1) % trends.numFields, group: 0 });
    case 'm':
      return change({ isMap: !place.isMap });
    case 'a':
      return topic && change({ pinned: toggled(place.pinned, topic.topic) });
    default:
      return undefined;
  }
}

/** What the keys of the effects change: the field, and the level or number. */
function effectsCommand(
  key: Key,
  place: EffectsPlace,
  { effects }: InspectionView,
): InspectionCommand | undefined {
  if (effects === undefined) return undefined;
  const { point, numPoints, numFields } = effects;
  const change = (to: Partial<Omit<EffectsPlace, 'screen'>>): InspectionCommand => ({
    type: 'change-effects',
    change: to,
  });
  switch (key) {
    case 'left':
      return change({ point: Math.max(0, point - 1) });
    case 'right':
      return change({ point: Math.min(numPoints - 1, point + 1) });
    case 'd':
      return change({ field: (place.field + 1) % numFields, point: 0 });
    default:
      return undefined;
  }
}

function toggled(topics: readonly number[], topic: number): number[] {
  return topics.includes(topic) ? topics.filter((other) => other !== topic) : [...topics, topic];
}

/** "1" is the first mark and "0" the tenth; there may be fewer. */
function markCommand(key: Key, { marked = [] }: InspectionView): InspectionCommand | undefined {
  if (!/^[0-9]$/.test(key)) return undefined;
  const topic = marked[(Number(key) + 9) % 10];
  return topic === undefined ? undefined : { type: 'light', lit: topic };
}

/** In a text, "/" looks for something in it. */
function readingCommand(
  key: Key,
  place: DocumentPlace,
  view: InspectionView,
): InspectionCommand | undefined {
  if (key === '/') {
    return { type: 'start-input', input: { purpose: 'find', topic: -1, text: place.find } };
  }
  if ((key === 'n' || key === 'p') && place.find !== '') return matchCommand(key, view);
  return undefined;
}

/** While something is looked for in a text, n and p go from place to place. */
function matchCommand(key: Key, { matches }: InspectionView): InspectionCommand | undefined {
  if (matches === undefined || matches.total === 0) return undefined;
  const step = key === 'n' ? 1 : -1;
  const match = (matches.current + step + matches.total) % matches.total;
  return { type: 'go-to-match', match };
}

function mapCommand(key: Key, { topic }: InspectionView): InspectionCommand | undefined {
  return key === 'm' ? { type: 'open-map', topic: topic?.topic } : undefined;
}

/** j and k are arrows on the map, too. */
function direction(key: Key): Direction {
  return ({ j: 'down', k: 'up' } as const)[key as string] ?? (key as Direction);
}

function lambdaCommand(key: Key): InspectionCommand | undefined {
  if (key === 'left') return { type: 'change-lambda', by: -0.1 };
  if (key === 'right') return { type: 'change-lambda', by: 0.1 };
  return undefined;
}

/** Labels and hiding, for the topic under the cursor or the one that is open. */
function topicCommand(key: Key, { topic }: InspectionView): InspectionCommand | undefined {
  if (topic === undefined) return undefined;
  if (key === 'h') return { type: 'set-hidden', topic: topic.topic, hidden: !topic.hidden };
  if (key === 'l') {
    const input = { purpose: 'label', topic: topic.topic, text: topic.label ?? '' } as const;
    return { type: 'start-input', input };
  }
  if (key === 'o') {
    const input = { purpose: 'group', topic: topic.topic, text: topic.group ?? '' } as const;
    return { type: 'start-input', input };
  }
  return undefined;
}
