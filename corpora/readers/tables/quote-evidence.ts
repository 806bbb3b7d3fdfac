/** Weighs whether quotes enclose cells or belong to the texts. */
import type { Dialect } from './dialect.ts';
import { closingQuote } from './split-line.ts';

/** Cells of one line that are looked at: each look may go to the end of the line. */
const mostWeighed = 500;

/**
 * Signs that quotes enclose cells, and signs that they belong to the texts, as they turn up. A
 * program that encloses cells in quotes never writes one inside a cell that is not enclosed.
 */
export class QuoteEvidence {
  /** Whether any cell stands in quotes, needed or not. */
  hasEnclosed = false;
  #for = 0;
  #against = 0;

  /** Looks at a line with a quote in it. */
  weigh(line: string, dialect: Dialect): void {
    const { delimiter } = dialect;
    const cells = delimiter === undefined ? [line] : line.split(delimiter);
    if (line.startsWith('"')) this.#weighEnclosed(line, dialect);
    if (delimiter !== undefined) {
      const opening = `${delimiter}"`;
      let at = line.indexOf(opening);
      for (let weighed = 0; at >= 0 && weighed < mostWeighed; weighed++) {
        this.#weighEnclosed(line.slice(at + 1), dialect);
        at = line.indexOf(opening, at + 2);
      }
    }
    // Nobody puts each of several cells, even numbers, between quotes that mean nothing.
    if (cells.length > 1 && cells.every((cell) => /^\s*"[^"]*"\s*$/u.test(cell))) this.#for++;
    for (const cell of cells) if (hasLoneQuote(cell)) this.#against++;
  }

  /** `enclose` or `literal` where nearly all signs say so. */
  get verdict(): 'enclose' | 'literal' | 'unknown' {
    if (this.#for > 4 * this.#against) return 'enclose';
    return this.#against > 4 * this.#for ? 'literal' : 'unknown';
  }

  /** Enclosed with a need for it: a delimiter inside, or a quote that is written twice. */
  #weighEnclosed(from: string, dialect: Dialect): void {
    const close = closingQuote(from, 1, dialect);
    if (close < 0) return;
    this.hasEnclosed = true;
    const inside = from.slice(1, close);
    const needsQuotes =
      (dialect.delimiter !== undefined && inside.includes(dialect.delimiter)) ||
      inside.includes('""');
    if (needsQuotes && !/(?<!")"(?!")/u.test(inside.replaceAll('""', ''))) this.#for++;
  }
}

/** A single quote inside of a cell that does not begin with one. */
function hasLoneQuote(cell: string): boolean {
  return /^\s*[^"\s][^"]*"[^"\s]/u.test(cell) || /^\s*[^"\s][^"]*[^"\s]" /u.test(cell);
}
