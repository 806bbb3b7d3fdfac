/** Decides whether the first row of a table names its columns. */
import { kindOfCell } from './column-shapes.ts';
import { isKnownName } from './column-names.ts';

/** Rows below the first that it is held against. */
const numCompared = 200;

/** The score from which on the first row is a header, and, negative, from which on it is none. */
const plainEnough = 1;

/**
 * Whether the first row names the columns, by what the cells look like.
 *
 * @param rows the first rows of the table, cut into cells.
 * @returns undefined where it might be either.
 */
export function findHeader(rows: readonly (readonly string[])[]): boolean | undefined {
  const [first, ...others] = rows;
  if (first === undefined) return undefined;
  // A header that comes again is one nevertheless: somebody joined two files.
  const below = others.slice(0, numCompared).filter((row) => !isSame(row, first));
  if (hasKnownNames(first, below) && !first.some(isLong)) return true;
  // A header alone would leave no document: only what looks like names might be one.
  if (below.length === 0 && !areIdentifiers(first)) return false;
  const score = rowScore(first) + sum(first.map((cell, column) => cellScore(cell, below, column)));
  if (score >= plainEnough) return true;
  return score <= -plainEnough ? false : undefined;
}

function isSame(row: readonly string[], other: readonly string[]): boolean {
  return row.length === other.length && row.every((cell, column) => cell === other[column]);
}

/** Names that columns often have, fewer of which are values that come again below. */
function hasKnownNames(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  const columns = first.flatMap((cell, column) => (isKnownName(cell) ? [column] : []));
  const again = columns.filter((column) => below.some((row) => row[column] === first[column]));
  return columns.length > 2 * again.length;
}

/** What speaks for a header in the row as a whole. */
function rowScore(first: readonly string[]): number {
  if (first.some(isLong)) return -3;
  const areDistinct = new Set(first).size === first.length;
  return areDistinct && areIdentifiers(first) ? 0.5 : areDistinct ? 0 : -1;
}

/** Single words, as programs name columns. */
export function areIdentifiers(cells: readonly string[]): boolean {
  return cells.every((cell) => /^[\p{L}_][\p{L}\p{M}\d_.]*$/u.test(cell.trim()));
}

/** What speaks for (above 0) or against a header in one column. */
function cellScore(cell: string, below: readonly (readonly string[])[], column: number): number {
  const others = below.map((row) => row[column] ?? '').filter((other) => other.trim() !== '');
  const kind = kindOfCell(cell);
  if (others.length === 0 || kind === 'empty') return 0;
  const kinds = others.map(kindOfCell);
  const isOther = kinds.every((other) => other !== 'text');
  if (kind !== 'text') return kinds.every((other) => other === kind) ? -2 : -0.5;
  if (isOther) return 2; // a word above numbers or dates
  if (others.includes(cell)) return -2; // a label that comes again
  const words = sum(others.map(numWords)) / others.length;
  if (words >= 2 && numWords(cell) === 1) return 0.5; // a word above sentences
  return numWords(cell) >= 2 && numWords(cell) * 2 >= words ? -1 : 0;
}

/** A sentence is no name of a column. */
function isLong(cell: string): boolean {
  return cell.length > 60 || numWords(cell) > 6;
}

function numWords(cell: string): number {
  return cell.trim() === '' ? 0 : cell.trim().split(/\s+/u).length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
