/** Splits a line into cells. */
import type { Dialect } from './dialect.ts';

/** The cells of some text, as far as it goes. */
export interface SplitLine {
  readonly cells: string[];
  /** Where the last cell begins, when it begins with a quote that is not closed; else -1. */
  readonly openAt: number;
  /** Whether the text ends with a backslash that takes the line end into the cell. */
  readonly goesOn: boolean;
}

const newline = 10;
const space = 32;
const quote = '"';

/**
 * Cuts a line (or several, joined by line feeds inside of quotes) into cells.
 *
 * @param literalAt a quote at this place does not enclose, though it begins a cell.
 */
export function splitLine(text: string, dialect: Dialect, literalAt = -1): SplitLine {
  const { delimiter, quotes } = dialect;
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const start = skipSpaces(text, at, dialect);
    if (quotes !== 'none' && text[start] === quote && start !== literalAt) {
      const close = closingQuote(text, start + 1, dialect);
      if (close < 0) {
        cells.push(text.slice(at));
        return { cells, openAt: start, goesOn: false };
      }
      cells.push(enclosed(text.slice(start + 1, close), quotes));
      at = skipSpaces(text, close + 1, dialect);
    } else {
      const end = endOfPlain(text, at, dialect);
      const cell = text.slice(at, end);
      cells.push(quotes === 'backslash' ? unescaped(cell) : cell);
      at = end;
    }
    if (at >= text.length || text[at] !== delimiter) {
      return { cells, openAt: -1, goesOn: quotes === 'backslash' && endsOpen(text) };
    }
    at++;
  }
}

/**
 * Where the quote stands that closes a cell: before a delimiter or a line end. Others inside belong
 * to the text. -1 when there is none.
 */
export function closingQuote(text: string, from: number, dialect: Dialect): number {
  const { delimiter, quotes } = dialect;
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (quotes === 'backslash' && numBackslashesBefore(text, at, from) % 2 === 1) continue;
    if (text[at + 1] === quote) {
      at++; // written twice
      continue;
    }
    const next = skipSpaces(text, at + 1, dialect);
    if (next === text.length || text.charCodeAt(next) === newline || text[next] === delimiter) {
      return at;
    }
  }
  return -1;
}

function endOfPlain(text: string, from: number, { delimiter, quotes }: Dialect): number {
  if (delimiter === undefined) return text.length;
  let end = text.indexOf(delimiter, from);
  while (end >= 0 && quotes === 'backslash' && numBackslashesBefore(text, end, from) % 2 === 1) {
    end = text.indexOf(delimiter, end + 1);
  }
  return end < 0 ? text.length : end;
}

function enclosed(cell: string, quotes: Dialect['quotes']): string {
  const plain = quotes === 'backslash' ? unescaped(cell) : cell;
  return plain.includes('""') ? plain.replaceAll('""', quote) : plain;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', N: '' };

/** As MySQL and PostgreSQL write: `\n` and `\t` are white space, `\N` is a missing value. */
function unescaped(cell: string): string {
  if (!cell.includes('\\')) return cell;
  return cell.replace(/\\([\s\S])/gu, (_, next: string) => escapes[next] ?? next);
}

/** Whether a backslash at the end takes the line end into the cell. */
export function endsOpen(text: string): boolean {
  return numBackslashesBefore(text, text.length, 0) % 2 === 1;
}

function numBackslashesBefore(text: string, end: number, from: number): number {
  let start = end;
  while (start > from && text[start - 1] === '\\') start--;
  return end - start;
}

/** Around quotes; where blanks separate the cells, none is passed over. */
function skipSpaces(text: string, from: number, { delimiter }: Dialect): number {
  let at = from;
  if (delimiter === ' ') return at;
  while (text.charCodeAt(at) === space) at++;
  return at;
}
