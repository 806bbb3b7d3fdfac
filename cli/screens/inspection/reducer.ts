/** How the state of the inspection changes: a pure function. */
import type { SearchKind } from '../../../core/inspection/inspection.ts';
import {
  listStart,
  moveInList,
  scrollLines,
  type ListExtent,
  type ListMove,
} from '../../components/list-window.ts';
import { isNarrowed, narrowPlace, widened } from './narrowing.ts';
import { type OpeningAction, placeFor } from './opening.ts';
import {
  currentPlace,
  placeOf,
  topicOrders,
  topicsStart,
  type DocumentPlace,
  type EffectsPlace,
  type InspectionState,
  type Input,
  type Place,
  type Target,
  type TrendsPlace,
} from './state.ts';

export type InspectionAction =
  | { readonly type: 'move'; readonly move: ListMove; readonly extent: ListExtent }
  | { readonly type: 'open'; readonly target: Exclude<Target, { kind: 'run' }> }
  /** Another thing of the same kind in this place's stead. */
  | { readonly type: 'replace'; readonly target: Exclude<Target, { kind: 'run' }> }
  /** `first` is the first line of the text on the screen, which stays there. */
  | { readonly type: 'back'; readonly first?: number | undefined }
  | { readonly type: 'switch-focus' }
  | { readonly type: 'change-lambda'; readonly by: number }
  | { readonly type: 'next-order' }
  | { readonly type: 'toggle-hidden' }
  | { readonly type: 'toggle-help' }
  | { readonly type: 'toggle-whole' }
  /** Lights the words of a topic, or of all; again: puts the light out. */
  | { readonly type: 'light'; readonly lit: number | 'all' }
  | { readonly type: 'go-to-match'; readonly match: number }
  | OpeningAction
  | { readonly type: 'point-at'; readonly topic: number }
  | { readonly type: 'change-trends'; readonly change: Partial<Omit<TrendsPlace, 'screen'>> }
  | { readonly type: 'change-effects'; readonly change: Partial<Omit<EffectsPlace, 'screen'>> }
  | { readonly type: 'start-input'; readonly input: Input }
  | { readonly type: 'type'; readonly text: string }
  | { readonly type: 'erase' }
  | { readonly type: 'cancel-input' }
  | { readonly type: 'apply-filter' }
  /** Labels, hidden topics or the run have changed in the source. */
  | { readonly type: 'stored' }
  | { readonly type: 'run-opened' }
  /** Something was done, or could not be: the message says what, or why. */
  | { readonly type: 'told'; readonly message: string };

/** The state after an action. Everything that touches the source has happened before. */
export function reduceInspection(
  before: InspectionState,
  action: InspectionAction,
): InspectionState {
  const state = before.message === undefined ? before : { ...before, message: undefined };
  const place = currentPlace(state);
  switch (action.type) {
    case 'move':
      if (state.isHelpOpen) {
        return { ...state, helpFirst: scrollLines(state.helpFirst, action.move, action.extent) };
      }
      return withPlace(state, movePlace(place, action.move, action.extent));
    case 'open':
      return { ...state, places: [...state.places, placeOf(action.target)] };
    case 'replace':
      return withPlace(state, keepHabits(place, placeOf(action.target)));
    case 'back':
      return goBack(state, place, action.first);
    case 'switch-focus':
      return withPlace(state, switchFocus(place));
    case 'change-lambda':
      return { ...state, lambda: tenthsFrom(state.lambda, action.by) };
    case 'next-order': {
      const next = (topicOrders.indexOf(state.order) + 1) % topicOrders.length;
      return resetList({ ...state, order: topicOrders[next]! }, place);
    }
    case 'toggle-hidden':
      return resetList({ ...state, areHiddenShown: !state.areHiddenShown }, place);
    case 'toggle-help':
      return { ...state, isHelpOpen: !state.isHelpOpen, helpFirst: 0 };
    case 'toggle-whole':
    case 'light':
    case 'go-to-match':
      return place.screen === 'document' ? withPlace(state, readOn(place, action)) : state;
    case 'open-search':
    case 'open-runs':
    case 'open-trends':
    case 'open-effects':
    case 'open-comparison':
    case 'open-map': {
      const next = placeFor(action);
      return next.screen === place.screen ? state : { ...state, places: [...state.places, next] };
    }
    case 'change-trends':
    case 'change-effects':
      return withPlace(state, changePlace(place, action));
    case 'point-at':
      return place.screen === 'map' ? withPlace(state, { ...place, topic: action.topic }) : state;
    case 'stored':
      return { ...state, revision: state.revision + 1, input: undefined };
    case 'run-opened':
      return { ...state, revision: state.revision + 1, places: [topicsStart] };
    case 'told':
      return { ...state, input: undefined, message: action.message };
    default:
      return reduceInput(state, place, action);
  }
}

/** In [0, 1]. */
function tenthsFrom(lambda: number, by: number): number {
  return Math.min(1, Math.max(0, Math.round(lambda * 10 + by * 10) / 10));
}

type InputAction = Extract<
  InspectionAction,
  { type: 'start-input' | 'type' | 'erase' | 'cancel-input' | 'apply-filter' }
>;

function reduceInput(state: InspectionState, place: Place, action: InputAction): InspectionState {
  switch (action.type) {
    case 'start-input':
      return { ...state, input: action.input };
    case 'type':
      return editText(state, place, (text) => text + action.text);
    case 'erase':
      return editText(state, place, (text) => [...text].slice(0, -1).join(''));
    case 'cancel-input':
      return { ...state, input: undefined };
    case 'apply-filter': {
      if (state.input === undefined) return state;
      const narrowed = narrowPlace(place, state.input.text.trim());
      return { ...withPlace(state, narrowed), input: undefined };
    }
  }
}

type ReadingAction = Extract<InspectionAction, { type: 'toggle-whole' | 'light' | 'go-to-match' }>;

function readOn(place: DocumentPlace, action: ReadingAction): DocumentPlace {
  switch (action.type) {
    case 'toggle-whole':
      return { ...place, isWhole: !place.isWhole, first: undefined };
    case 'light':
      return { ...place, lit: place.lit === action.lit ? 'none' : action.lit };
    case 'go-to-match':
      return { ...place, match: action.match, first: undefined };
  }
}

function withPlace(state: InspectionState, place: Place): InspectionState {
  return { ...state, places: [...state.places.slice(0, -1), place] };
}

function movePlace(place: Place, move: ListMove, extent: ListExtent): Place {
  switch (place.screen) {
    case 'topic':
      return { ...place, [place.focus]: moveInList(place[place.focus], move, extent) };
    case 'word':
      return { ...place, [place.focus]: moveInList(place[place.focus], move, extent) };
    case 'document':
      return { ...place, first: scrollLines(extent.first ?? 0, move, extent) };
    case 'search':
    case 'topics':
    case 'runs':
    case 'comparison':
    case 'trends':
    case 'effects':
      return { ...place, list: moveInList(place.list, move, extent) };
    case 'map':
      return place;
  }
}

function changePlace(
  place: Place,
  action: Extract<InspectionAction, { type: 'change-trends' | 'change-effects' }>,
): Place {
  if (place.screen === 'trends' && action.type === 'change-trends')
    return { ...place, ...action.change };
  if (place.screen === 'effects' && action.type === 'change-effects')
    return { ...place, ...action.change };
  return place;
}

function switchFocus(place: Place): Place {
  switch (place.screen) {
    case 'topic':
      return { ...place, focus: place.focus === 'words' ? 'documents' : 'words' };
    case 'word':
      return { ...place, focus: place.focus === 'topics' ? 'contexts' : 'topics' };
    case 'search':
      return { ...place, kind: nextKind(place.kind), list: listStart };
    default:
      return place;
  }
}

const searchKinds: readonly SearchKind[] = ['words', 'documents', 'topics'];

function nextKind(kind: SearchKind): SearchKind {
  return searchKinds[(searchKinds.indexOf(kind) + 1) % searchKinds.length]!;
}

/** Who goes from topic to topic through the documents wants to see documents there too. */
function keepHabits(before: Place, after: Place): Place {
  if (before.screen === 'topic' && after.screen === 'topic')
    return { ...after, focus: before.focus, filter: before.filter };
  if (before.screen === 'document' && after.screen === 'document')
    return { ...after, lit: before.lit, isWhole: before.isWhole };
  return after;
}

/** Escape undoes the last narrowing first, then goes back; from the first place it goes nowhere. */
function goBack(state: InspectionState, place: Place, first?: number): InspectionState {
  if (isNarrowed(place)) return withPlace(state, widened(place, first));
  return state.places.length === 1 ? state : { ...state, places: state.places.slice(0, -1) };
}

function resetList(state: InspectionState, place: Place): InspectionState {
  return place.screen === 'topics' ? withPlace(state, { ...place, list: listStart }) : state;
}

function editText(
  state: InspectionState,
  place: Place,
  edit: (text: string) => string,
): InspectionState {
  if (state.input !== undefined) {
    return { ...state, input: { ...state.input, text: edit(state.input.text) } };
  }
  if (place.screen !== 'search') return state;
  return withPlace(state, { ...place, text: edit(place.text), list: listStart });
}
