/** A curve drawn in braille dots, two by four to a cell. */
import type { Glyphs } from './glyphs.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface CurveFrame {
  /** Cells. */
  readonly width: number;
  readonly height: number;
  readonly fromX: number;
  readonly toX: number;
  readonly fromY: number;
  readonly toY: number;
}

/** Bits of a braille cell by row (0 at the top) and column. */
const brailleBits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/**
 * A line through the points, drawn with the eight dots of braille cells (stars without Unicode).
 * The points are in the order of x; what lies outside the frame is left out.
 *
 * @returns `height` rows of `width` cells, the top one first.
 */
export function curve(points: readonly Point[], frame: CurveFrame, glyphs: Glyphs): string[] {
  const perCell = glyphs.unicode ? { x: 2, y: 4 } : { x: 1, y: 1 };
  const dots = { columns: frame.width * perCell.x, rows: frame.height * perCell.y };
  const grid = Array.from({ length: frame.height }, () => new Uint8Array(frame.width));
  const set = (column: number, row: number): void => {
    const cell = grid[Math.floor(row / perCell.y)];
    if (cell === undefined) return;
    const bit = glyphs.unicode ? brailleBits[row % 4]![column % 2]! : 1;
    cell[Math.floor(column / perCell.x)]! |= bit;
  };
  trace(points, frame, dots, set);
  return grid.map((row) =>
    Array.from(row, (bits) => {
      if (bits === 0) return ' ';
      return glyphs.unicode ? String.fromCodePoint(0x2800 + bits) : '*';
    }).join(''),
  );
}

/** Sets the dots of the line: one for every column that a point or the line between two crosses. */
function trace(
  points: readonly Point[],
  frame: CurveFrame,
  dots: { columns: number; rows: number },
  set: (column: number, row: number) => void,
): void {
  const rangeX = frame.toX - frame.fromX || 1;
  const rangeY = frame.toY - frame.fromY || 1;
  const columnOf = (x: number): number =>
    Math.round(((x - frame.fromX) / rangeX) * (dots.columns - 1));
  const rowOf = (y: number): number =>
    Math.min(dots.rows - 1, Math.max(0, Math.round(((frame.toY - y) / rangeY) * (dots.rows - 1))));
  let previous: { column: number; row: number } | undefined;
  for (const { x, y } of points) {
    const column = columnOf(x);
    if (column < 0 || column >= dots.columns) continue;
    const row = rowOf(y);
    const from = previous ?? { column, row };
    const steps = Math.max(1, column - from.column, Math.abs(row - from.row));
    for (let step = 0; step <= steps; step++) {
      const share = step / steps;
      set(
        Math.round(from.column + share * (column - from.column)),
        Math.round(from.row + share * (row - from.row)),
      );
    }
    previous = { column, row };
  }
}
