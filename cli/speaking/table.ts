/** Tables as plain text: columns kept straight, whatever script the words are in. */
import { cellWidth, fitText } from '../components/cells.ts';
import { inert } from '../components/inert.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/**
 * A heading and a line per row; every column as wide as its widest cell, the last one free.
 * Nothing in a cell can act upon the terminal.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  return [...tableLines(columns, rows)].join('\n');
}

/** Rows by which the widths of columns are chosen; a wider cell further down stands out. */
const numMeasured = 1000;

/** The same for rows of any number, line by line. */
export function* tableLines(
  columns: readonly Column[],
  rows: Iterable<readonly string[]>,
): Generator<string> {
  let measured: (readonly string[])[] = [columns.map(({ title }) => inert(title))];
  let widths: readonly number[] | undefined;
  for (const row of rows) {
    const cells = row.map(inert);
    if (widths !== undefined) {
      yield lineOf(columns, widths, cells);
      continue;
    }
    measured.push(cells);
    if (measured.length <= numMeasured) continue;
    widths = widthsOf(columns, measured);
    for (const line of measured) yield lineOf(columns, widths, line);
    measured = [];
  }
  widths ??= widthsOf(columns, measured);
  for (const line of measured) yield lineOf(columns, widths, line);
}

function widthsOf(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  return columns.map((_, column) =>
    rows.reduce((width, row) => Math.max(width, cellWidth(row[column])), 0),
  );
}

function lineOf(
  columns: readonly Column[],
  widths: readonly number[],
  cells: readonly string[],
): string {
  return cells
    .map((cell, column) => {
      const isLast = column === columns.length - 1 && columns[column].align !== 'right';
      if (isLast) return cell;
      const width = Math.max(widths[column], cellWidth(cell));
      return fitText(cell, width, columns[column].align);
    })
    .join('  ')
    .trimEnd();
}
