/** The keys that the bottom line of each place names. */
import type { KeyHint } from '../../components/key-line.ts';
import { currentPlace, type InspectionState, type Place } from './state.ts';

/** The keys of the bottom line, by place: the ones that are needed most come first. */
const hints: Readonly<Record<Place['screen'], readonly KeyHint[]>> = {
  topics: [
    { keys: 'enter', does: 'open' },
    { keys: '/', does: 'search' },
    { keys: 's', does: 'sort' },
    { keys: '←→', does: 'λ' },
    { keys: 'l', does: 'label' },
    { keys: 'h', does: 'hide' },
    { keys: 'f', does: 'filter' },
    { keys: 'r', does: 'runs' },
    { keys: 'q', does: 'quit' },
    { keys: 'H', does: 'show hidden' },
  ],
  topic: [
    { keys: 'enter', does: 'open' },
    { keys: 'tab', does: 'words/documents' },
    { keys: '←→', does: 'λ' },
    { keys: 'n p', does: 'next, previous' },
    { keys: 'l', does: 'label' },
    { keys: 'h', does: 'hide' },
    { keys: 'esc', does: 'back' },
  ],
  document: [
    { keys: '↑↓', does: 'scroll' },
    { keys: 'n p', does: 'next, previous' },
    { keys: '1-9', does: 'one topic' },
    { keys: 'enter', does: 'open topic' },
    { keys: 'P', does: 'whole' },
    { keys: 'esc', does: 'back' },
  ],
  word: [
    { keys: 'enter', does: 'open' },
    { keys: 'tab', does: 'topics/contexts' },
    { keys: '/', does: 'search' },
    { keys: 'esc', does: 'back' },
  ],
  search: [
    { keys: 'enter', does: 'open' },
    { keys: 'tab', does: 'words/documents/topics' },
    { keys: '↑↓', does: 'move' },
    { keys: 'esc', does: 'back' },
  ],
  runs: [
    { keys: 'enter', does: 'inspect this run' },
    { keys: '↑↓', does: 'move' },
    { keys: 'esc', does: 'back' },
  ],
};

export function inspectionHints(
  state: InspectionState,
  { hasWhole = false }: { hasWhole?: boolean } = {},
): readonly KeyHint[] {
  if (state.isHelpOpen) return [{ keys: 'esc', does: 'close help' }];
  const here = hints[currentPlace(state).screen];
  return hasWhole ? here : here.filter(({ keys }) => keys !== 'P');
}
