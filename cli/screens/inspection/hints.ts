/** The keys that the bottom line of each place names. */
import type { KeyHint } from '../../components/key-line.ts';
import { currentPlace, type InspectionState, type Place } from './state.ts';
import { isNarrowed } from './narrowing.ts';

/** The keys of the bottom line, by place: the ones that are needed most come first. */
const hints: Readonly<Record<Place['screen'], readonly KeyHint[]>> = {
  topics: [
    { keys: 'enter', does: 'open' },
    { keys: '/', does: 'search' },
    { keys: 's', does: 'sort' },
    { keys: '←→', does: 'λ' },
    { keys: 't', does: 'trends' },
    { keys: 'x', does: 'effects' },
    { keys: 'm', does: 'map' },
    { keys: 'l', does: 'label' },
    { keys: 'h', does: 'hide' },
    { keys: 'o', does: 'group' },
    { keys: 'f', does: 'filter' },
    { keys: 'r', does: 'runs' },
    { keys: 'H', does: 'show hidden' },
  ],
  topic: [
    { keys: 'enter', does: 'open' },
    { keys: 'tab', does: 'words/documents' },
    { keys: '←→', does: 'λ' },
    { keys: 'n p', does: 'next, previous' },
    { keys: 't', does: 'trends' },
    { keys: 'x', does: 'effects' },
    { keys: 'f', does: 'filter' },
    { keys: 'l', does: 'label' },
    { keys: 'h', does: 'hide' },
    { keys: 'o', does: 'group' },
  ],
  document: [
    { keys: '↑↓', does: 'scroll' },
    { keys: 'n p', does: 'next, previous' },
    { keys: '/', does: 'find' },
    { keys: 'c', does: 'colours' },
    { keys: '1-9', does: 'one topic' },
    { keys: 'enter', does: 'open topic' },
    { keys: 'P', does: 'piece' },
  ],
  word: [
    { keys: 'enter', does: 'open' },
    { keys: 'tab', does: 'topics/contexts' },
    { keys: '/', does: 'search' },
  ],
  search: [
    { keys: 'enter', does: 'open' },
    { keys: 'tab', does: 'words/documents/topics' },
    { keys: '↑↓', does: 'move' },
  ],
  trends: [
    { keys: 'enter', does: 'documents' },
    { keys: '←→', does: 'period' },
    { keys: 'd', does: 'divide by' },
    { keys: 'a', does: 'add topic' },
    { keys: 'x', does: 'effects' },
    { keys: 'm', does: 'map' },
  ],
  effects: [
    { keys: 'enter', does: 'open topic' },
    { keys: '←→', does: 'level or number' },
    { keys: 'd', does: 'by' },
    { keys: 't', does: 'raw shares' },
    { keys: '?', does: 'what intervals cover' },
  ],
  map: [
    { keys: 'enter', does: 'open' },
    { keys: '←↑↓→', does: 'move' },
    { keys: 'l', does: 'label' },
    { keys: 'h', does: 'hide' },
    { keys: '/', does: 'search' },
  ],
  runs: [
    { keys: 'enter', does: 'inspect this run' },
    { keys: 'c', does: 'compare with the open one' },
    { keys: '↑↓', does: 'move' },
  ],
  comparison: [
    { keys: 'enter', does: 'open topic' },
    { keys: '↑↓', does: 'move' },
  ],
};

export function inspectionHints(
  state: InspectionState,
  { hasWhole = false, hasEffects = false }: { hasWhole?: boolean; hasEffects?: boolean } = {},
): readonly KeyHint[] {
  if (state.isHelpOpen)
    return [
      { keys: '↑↓', does: 'scroll' },
      { ...back, does: 'close help' },
    ];
  const here = hints[currentPlace(state).screen];
  const usable = here
    .filter(({ keys }) => hasWhole || keys !== 'P')
    .filter(({ keys }) => hasEffects || keys !== 'x');
  return [...usable, ...waysOut(state)];
}

const back: KeyHint = { keys: 'esc', does: 'back', stays: true };

/** From the first place there is nowhere to go back to, unless a training is going on behind it. */
function waysOut(state: InspectionState): readonly KeyHint[] {
  if (currentPlace(state).screen === 'search') return [back]; // q is typed there
  const quit: KeyHint = { keys: 'q', does: 'quit', stays: true };
  if (state.isNested) return [back, { ...quit, does: 'to training' }];
  const hasBack = state.places.length > 1 || isNarrowed(currentPlace(state));
  return hasBack ? [back, quit] : [quit];
}
