/** What keys do where one types. */
import type { Key } from '../../components/key-decoder.ts';
import { listMoves } from '../../components/list-keys.ts';
import { type InspectionCommand, openTarget } from './command.ts';
import type { InspectionState } from './state.ts';
import type { InspectionView } from './views/context.ts';

/** The keys of a line that is typed at the bottom. */
export function inputCommand(key: Key, { input }: InspectionState): InspectionCommand | undefined {
  if (input === undefined || key === 'escape') return { type: 'cancel-input' };
  if (key !== 'enter') return editCommand(key);
  const { purpose, topic } = input;
  const name = input.text.trim() === '' ? undefined : input.text.trim();
  if (purpose === 'label') return { type: 'save-label', topic, label: name };
  return purpose === 'group' ? { type: 'save-group', topic, name } : { type: 'apply-filter' };
}

/** While a search is typed: the list below answers at once, and arrows go into it. */
export function typingCommand(key: Key, view: InspectionView): InspectionCommand | undefined {
  if (key === 'escape') return { type: 'back' };
  if (key === 'enter') return openTarget(view);
  if (key === 'tab' || key === 'shift-tab') return { type: 'switch-focus' };
  if (key.length > 1) {
    const move = listMoves[key];
    if (move !== undefined) return { type: 'move', move, extent: view.extent };
  }
  return editCommand(key);
}

/** Names of keys have several letters; a character that was typed is a single grapheme. */
function editCommand(key: Key): InspectionCommand | undefined {
  if (key === 'backspace') return { type: 'erase' };
  const isName = /^[a-zA-Z-]{2,}$/.test(key);
  return isName ? undefined : { type: 'type', text: key };
}
