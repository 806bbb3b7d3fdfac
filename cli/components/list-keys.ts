/** The keys that move in lists and texts, the same on every screen. */
import type { Key } from './key-decoder.ts';
import type { ListMove } from './list-window.ts';

export const listMoves: Readonly<Partial<Record<Key, ListMove>>> = {
  up: 'up',
  k: 'up',
  down: 'down',
  j: 'down',
  pageUp: 'pageUp',
  'ctrl-b': 'pageUp',
  'ctrl-u': 'pageUp',
  pageDown: 'pageDown',
  'ctrl-f': 'pageDown',
  'ctrl-d': 'pageDown',
  ' ': 'pageDown',
  home: 'home',
  g: 'home',
  end: 'end',
  G: 'end',
  wheelUp: 'wheelUp',
  wheelDown: 'wheelDown',
};
