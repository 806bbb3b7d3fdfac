/** Where the person is in a list: the row under the cursor and the first row on the screen. */
export interface ListPosition {
  readonly cursor: number;
  readonly first: number;
}

export const listStart: ListPosition = { cursor: 0, first: 0 };

/** How long the list is and how many rows of it the screen has. */
export interface ListExtent {
  readonly total: number;
  readonly visible: number;
  /** Of a text: the first line that is shown. */
  readonly first?: number;
}

export type ListMove =
  'up' | 'down' | 'pageUp' | 'pageDown' | 'home' | 'end' | 'wheelUp' | 'wheelDown';

/** The position after a move: the cursor stays in the list and on the screen. */
export function moveInList(
  position: ListPosition,
  move: ListMove,
  extent: ListExtent,
): ListPosition {
  const page = Math.max(1, extent.visible - 1);
  const target: Record<ListMove, number> = {
    up: position.cursor - 1,
    down: position.cursor + 1,
    pageUp: position.cursor - page,
    pageDown: position.cursor + page,
    home: 0,
    end: extent.total - 1,
    wheelUp: position.cursor - 3,
    wheelDown: position.cursor + 3,
  };
  return keepVisible({ ...position, cursor: target[move] }, extent);
}

/** The nearest position that is inside the list and shows the cursor. */
export function keepVisible(position: ListPosition, { total, visible }: ListExtent): ListPosition {
  const cursor = Math.max(0, Math.min(total - 1, position.cursor));
  const rows = Math.max(1, visible);
  const lowest = Math.max(0, cursor - rows + 1);
  const highest = Math.min(cursor, Math.max(0, total - rows));
  return { cursor, first: Math.max(Math.min(position.first, highest), Math.min(lowest, highest)) };
}

/** A text has no cursor: what moves is its first line on the screen. @returns that line. */
export function scrollLines(first: number, move: ListMove, { total, visible }: ListExtent): number {
  const numStarts = Math.max(0, total - visible) + 1;
  return moveInList({ cursor: first, first }, move, { total: numStarts, visible }).cursor;
}
