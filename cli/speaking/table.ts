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
  const titles = columns.map(({ title }) => title);
  const cells = [titles, ...rows.map((row) => row.map(inert))];
  const widths = columns.map((_, column) =>
    Math.max(...cells.map((row) => cellWidth(row[column]))),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const isLast = column === columns.length - 1 && columns[column].align !== 'right';
        return isLast ? cell : fitText(cell, widths[column], columns[column].align);
      })
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

/** 0.0312 as "3.1%". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** 1234567 as "1,234,567". */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}
