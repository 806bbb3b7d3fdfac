/** How the state of the inspection changes: a pure function. */
import type { SearchKind } from '../../../core/inspection/inspection.ts';
import {
  listStart,
  moveInList,
  type ListExtent,
  type ListMove,
} from '../../components/list-window.ts';
import {
  currentPlace,
  placeOf,
  topicOrders,
  topicsStart,
  type InspectionState,
  type Input,
  type Place,
  type Target,
} from './state.ts';

export type InspectionAction =
  | { readonly type: 'move'; readonly move: ListMove; readonly extent: ListExtent }
  | { readonly type: 'open'; readonly target: Exclude<Target, { kind: 'run' }> }
  /** Another thing of the same kind in this place's stead. */
  | { readonly type: 'replace'; readonly target: Exclude<Target, { kind: 'run' }> }
  | { readonly type: 'back' }
  | { readonly type: 'switch-focus' }
  | { readonly type: 'change-lambda'; readonly by: number }
  | { readonly type: 'next-order' }
  | { readonly type: 'toggle-hidden' }
  | { readonly type: 'toggle-help' }
  | { readonly type: 'toggle-whole' }
  | { readonly type: 'show-only'; readonly slot: number }
  | { readonly type: 'open-search' }
  | { readonly type: 'open-runs' }
  | { readonly type: 'start-input'; readonly input: Input }
  | { readonly type: 'type'; readonly text: string }
  | { readonly type: 'erase' }
  | { readonly type: 'cancel-input' }
  | { readonly type: 'apply-filter' }
  /** Labels, hidden topics or the run have changed in the source. */
  | { readonly type: 'stored' }
  | { readonly type: 'run-opened' }
  /** Something could not be done; the message says why. */
  | { readonly type: 'failed'; readonly message: string };

/** The state after an action. Everything that touches the source has happened before. */
export function reduceInspection(
  before: InspectionState,
  action: InspectionAction,
): InspectionState {
  const state = before.message === undefined ? before : { ...before, message: undefined };
  const place = currentPlace(state);
  switch (action.type) {
    case 'move':
      return withPlace(state, movePlace(place, action.move, action.extent));
    case 'open':
      return { ...state, places: [...state.places, placeOf(action.target)] };
    case 'replace':
      return withPlace(state, keepHabits(place, placeOf(action.target)));
    case 'back':
      return goBack(state, place);
    case 'switch-focus':
      return withPlace(state, switchFocus(place));
    case 'change-lambda':
      return {
        ...state,
        lambda: Math.min(1, Math.max(0, Math.round(state.lambda * 10 + action.by * 10) / 10)),
      };
    case 'next-order': {
      const next = (topicOrders.indexOf(state.order) + 1) % topicOrders.length;
      return resetList({ ...state, order: topicOrders[next]! }, place);
    }
    case 'toggle-hidden':
      return resetList({ ...state, areHiddenShown: !state.areHiddenShown }, place);
    case 'toggle-help':
      return { ...state, isHelpOpen: !state.isHelpOpen };
    case 'toggle-whole':
      if (place.screen !== 'document') return state;
      return withPlace(state, { ...place, isWhole: !place.isWhole, lines: listStart });
    case 'show-only':
      if (place.screen !== 'document') return state;
      return withPlace(state, {
        ...place,
        only: place.only === action.slot ? undefined : action.slot,
      });
    case 'open-search':
      return openSearch(state, place);
    case 'open-runs':
      return { ...state, places: [...state.places, { screen: 'runs', list: listStart }] };
    case 'stored':
      return { ...state, revision: state.revision + 1, input: undefined };
    case 'run-opened':
      return { ...state, revision: state.revision + 1, places: [topicsStart] };
    case 'failed':
      return { ...state, input: undefined, message: action.message };
    default:
      return reduceInput(state, place, action);
  }
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
      if (state.input === undefined || place.screen !== 'topics') return state;
      const filtered = { ...place, filter: state.input.text.trim(), list: listStart };
      return { ...withPlace(state, filtered), input: undefined };
    }
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
      return { ...place, lines: scroll(place.lines.first, move, extent) };
    case 'search':
    case 'topics':
    case 'runs':
      return { ...place, list: moveInList(place.list, move, extent) };
  }
}

/** A text has no cursor: what moves is its first line on the screen. */
function scroll(
  first: number,
  move: ListMove,
  { total, visible }: ListExtent,
): { first: number; cursor: number } {
  const last = Math.max(0, total - visible);
  const moved = moveInList({ cursor: first, first }, move, { total: last + 1, visible });
  return { first: moved.cursor, cursor: moved.cursor };
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
    return { ...after, focus: before.focus };
  return after;
}

/** Escape undoes the last narrowing first, then goes back; from the first place it goes nowhere. */
function goBack(state: InspectionState, place: Place): InspectionState {
  if (place.screen === 'topics' && place.filter !== '') {
    return withPlace(state, { ...place, filter: '', list: listStart });
  }
  if (place.screen === 'document' && place.only !== undefined) {
    return withPlace(state, { ...place, only: undefined });
  }
  return state.places.length === 1 ? state : { ...state, places: state.places.slice(0, -1) };
}

function resetList(state: InspectionState, place: Place): InspectionState {
  return place.screen === 'topics' ? withPlace(state, { ...place, list: listStart }) : state;
}

function openSearch(state: InspectionState, place: Place): InspectionState {
  if (place.screen === 'search') return state;
  const search: Place = {
    screen: 'search',
    kind: 'words',
    text: '',
    list: listStart,
  };
  return { ...state, places: [...state.places, search] };
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
