/** Recognizes tables whose rows have names, and whose header has none for these. */
import { mostLines, shareOf } from '../recognition/likelihood.ts';
import type { Dialect } from './dialect.ts';
import type { Row } from './row-assembler.ts';

/**
 * Whether the first column holds the names of the rows, which R writes without naming it: all rows
 * have one cell more than the header. What R writes is in quotes, so that no separator inside of a
 * text can be the reason.
 *
 * @param lines those that the rows were made of, the first row's first.
 */
export function haveRowNames(
  [header, ...rows]: readonly Row[],
  lines: readonly string[],
  { delimiter }: Dialect,
): boolean {
  if (header === undefined || rows.length === 0 || delimiter === undefined) return false;
  const written = header.cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter);
  const isNamed = ({ cells, line }: Row): boolean =>
    cells.length === header.cells.length + 1 && lines[line - header.line].startsWith('"');
  return lines[0] === written && shareOf(rows, isNamed) >= mostLines;
}

/** Whether blanks separate cells in quotes, as R writes unless it is told otherwise. */
export function isSpaced(lines: readonly string[]): boolean {
  return /^"[^"]*"(?: "[^"]*")+$/u.test(lines[0] ?? '') && /^"[^"]*" \S/u.test(lines[1] ?? '');
}
