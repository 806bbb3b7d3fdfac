/** Puts rows together that go over several lines. */
import { UserError } from '../../../core/errors.ts';
import { longestDocument, rowTooLong } from '../limits.ts';
import { ColumnShapes } from './column-shapes.ts';
import type { Dialect } from './dialect.ts';
import type { QuoteEvidence } from './quote-evidence.ts';
import { RowNumbers } from './row-numbers.ts';
import { closingQuote, endsOpen, splitLine } from './split-line.ts';

export interface Row {
  readonly cells: string[];
  /** The line where it begins, from 1 up. */
  readonly line: number;
  readonly numLines: number;
  /** Whether it begins a cell with a quote that is never closed. */
  readonly isOpen?: boolean;
}

export interface AssemblerOptions {
  readonly path: string;
  readonly dialect: Dialect;
  /** Whether the person said what a quote does; nothing is weighed then. */
  readonly isCertain: boolean;
  /** What is known already of how quotes are used. */
  readonly evidence: QuoteEvidence;
  /** Whether rows have a cell more than the first, which is a header. */
  readonly hasRowNames: boolean;
}

interface Line {
  readonly text: string;
  readonly line: number;
}

/** Lines that each look like a row: this many on end are not text inside quotes. */
const enoughRows = 200;

/**
 * Makes rows from lines. A quote that is not closed on its line may enclose a text with line ends,
 * or be an ordinary character: both readings are followed until one of them breaks.
 */
export class RowAssembler {
  readonly #evidence: QuoteEvidence;
  readonly #shapes = new ColumnShapes();
  readonly #numbers = new RowNumbers();
  readonly #options: AssemblerOptions;
  readonly #plainOnly: boolean;
  #rows: Row[] = [];
  /** Lines that are still to be looked at, the next one last. */
  #waiting: Line[] = [];
  /** Columns of a row; 0 before the first. */
  #width = 0;
  #open: OpenRow | undefined;
  /** Up to this line, nothing closes a quote that was opened before it. */
  #unclosedUntil = 0;

  constructor(options: AssemblerOptions) {
    this.#options = options;
    this.#evidence = options.evidence;
    this.#plainOnly = options.dialect.quotes === 'none' && options.dialect.delimiter !== undefined;
  }

  /** The rows that were completed since the last call. */
  take(): Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  push(text: string, line: number): void {
    if (this.#open === undefined && this.#isPlain(text)) {
      this.#addPlain(text, line);
      return;
    }
    if (text.includes('"')) this.#evidence.weigh(text, this.#options.dialect);
    this.#waiting.push({ text, line });
    this.#lookAtWaiting();
  }

  /** After the last line. */
  finish(): void {
    while (this.#open !== undefined) {
      const { lines, first } = this.#open;
      this.#unclosedUntil = first + lines.length;
      this.#takeUnclosed(this.#open);
      this.#lookAtWaiting();
    }
  }

  #lookAtWaiting(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const { text, line } = next;
      if (this.#open !== undefined) this.#goOn(this.#open, text, line);
      else if (this.#isPlain(text)) this.#addPlain(text, line);
      else this.#begin(text, line);
    }
  }

  /** Whether nothing in the line may enclose or escape. */
  #isPlain(text: string): boolean {
    return this.#plainOnly || (!text.includes('"') && !this.#hasEscape(text));
  }

  #hasEscape(text: string): boolean {
    return this.#options.dialect.quotes === 'backslash' && text.includes('\\');
  }

  #addPlain(text: string, line: number): void {
    const { delimiter } = this.#options.dialect;
    this.#add({
      cells: delimiter === undefined ? [text] : text.split(delimiter),
      line,
      numLines: 1,
    });
  }

  #add(row: Row): void {
    if (row.cells.length === 1 && row.cells[0].trim() === '' && row.numLines === 1) return; // blank
    if (this.#width === 0) this.#width = row.cells.length + (this.#options.hasRowNames ? 1 : 0);
    else if (row.numLines === 1 && row.cells.length === this.#width) this.#shapes.learn(row.cells);
    this.#numbers.learn(row.cells);
    this.#rows.push(row);
  }

  #begin(text: string, line: number): void {
    const { dialect } = this.#options;
    const split = splitLine(text, dialect);
    if (split.openAt < 0 && !split.goesOn) {
      this.#add({ cells: split.cells, line, numLines: 1 });
      return;
    }
    const open = new OpenRow(text, line, split.openAt);
    if (line < this.#unclosedUntil && !split.goesOn) this.#takeUnclosed(open);
    else this.#open = open;
  }

  #goOn(open: OpenRow, text: string, line: number): void {
    const { dialect, path } = this.#options;
    open.add(text);
    if (open.length > longestDocument) throw rowTooLong({ path, line: open.first }, undefined);
    const mayEnd = open.openAt < 0 || closingQuote(text, 0, dialect) >= 0;
    if (!mayEnd) {
      if (open.isToBeLookedAt() && this.#isRowByRow(open) === 'yes') {
        this.#unclosedUntil = line;
        this.#takeUnclosed(open);
      }
      return;
    }
    if (open.openAt < 0 && endsOpen(text)) return; // looked at where it ends
    const cells = open.split(dialect);
    if (cells === undefined) return;
    if (open.openAt >= 0 && !this.#isEnclosed(open, cells)) {
      this.#takeLiterally(open);
      return;
    }
    this.#open = undefined;
    this.#add({ cells, line: open.first, numLines: open.lines.length });
  }

  /**
   * Whether the lines are one row with line ends inside quotes, rather than one row each.
   *
   * @throws {UserError} when both are about equally likely.
   */
  #isEnclosed(open: OpenRow, cells: readonly string[]): boolean {
    if (this.#options.isCertain) return true;
    const isWhole = this.#width === 0 || cells.length === this.#width;
    const rowByRow = this.#isRowByRow(open);
    if (rowByRow === 'no') return isWhole || this.#literalWidth(open) !== this.#width;
    if (!isWhole) return false;
    const { verdict } = this.#evidence;
    if (verdict !== 'unknown') return verdict === 'enclose';
    const isTab = this.#options.dialect.delimiter === '\t';
    if (isTab && rowByRow === 'yes') return false; // with tabs, quotes are rarely more than quotes
    if (!isTab && rowByRow === 'unknown') return true; // with commas they mostly enclose
    throw this.#ambiguous(open);
  }

  /** Whether each of the lines looks like a row of its own. */
  #isRowByRow({ lines, openAt }: OpenRow): 'yes' | 'no' | 'unknown' {
    const first = this.#splitLiterally(lines[0], openAt).cells;
    const width = this.#width === 0 ? first.length : this.#width;
    if (first.length !== width || this.#shapes.resemble(first) === 'no') return 'no';
    const likeFirst = new ColumnShapes();
    likeFirst.learn(first);
    const rows = lines.slice(1).map((text) => this.#splitLiterally(text).cells);
    let answer: 'yes' | 'unknown' = this.#numbers.areBrokenBy([first, ...rows]) ? 'unknown' : 'yes';
    for (const cells of rows) {
      const resembles = [this.#shapes.resemble(cells), likeFirst.resemble(cells)];
      if (cells.length !== width || resembles.includes('no')) return 'no';
      if (!resembles.includes('yes')) answer = 'unknown';
    }
    return answer;
  }

  #literalWidth({ lines, openAt }: OpenRow): number {
    return this.#splitLiterally(lines[0], openAt).cells.length;
  }

  /** The cells of one line, in which a quote that is not closed is a character like any other. */
  #splitLiterally(text: string, openAt = -1): { cells: string[] } {
    const { dialect } = this.#options;
    const split = splitLine(text, dialect, openAt);
    if (split.openAt < 0) return split;
    const again = splitLine(text, dialect, split.openAt);
    return again.openAt < 0 ? again : splitLine(text, { ...dialect, quotes: 'none' });
  }

  /** Nothing closes its quote: a fault where quotes enclose; otherwise an ordinary character. */
  #takeUnclosed(open: OpenRow): void {
    const { verdict, hasEnclosed } = this.#evidence;
    const { isCertain, dialect } = this.#options;
    const isLiteral =
      verdict === 'literal' ||
      (dialect.delimiter === '\t'
        ? verdict === 'unknown'
        : verdict === 'unknown' && !hasEnclosed && this.#isRowByRow(open) === 'yes');
    this.#takeLiterally(open, { isFault: open.openAt >= 0 && (isCertain || !isLiteral) });
  }

  /** Its first line is a row; the others are looked at again. */
  #takeLiterally({ lines, first, openAt }: OpenRow, { isFault } = { isFault: false }): void {
    this.#open = undefined;
    const { cells } = this.#splitLiterally(lines[0], openAt);
    const isOpen = isFault || (openAt >= 0 && this.#width > 0 && cells.length !== this.#width);
    this.#add({ cells, line: first, numLines: 1, isOpen });
    for (let index = lines.length - 1; index > 0; index--) {
      this.#waiting.push({ text: lines[index], line: first + index });
    }
  }

  #ambiguous({ first, lines }: OpenRow): UserError {
    const last = first + lines.length - 1;
    return new UserError(
      'table-ambiguous',
      `Cannot read ${this.#options.path}, lines ${first} to ${last}: they may be one row with line ` +
        'ends inside quotes, or one row each, with quotes that belong to the texts',
      {
        hint: 'Say what a quote does: it encloses (double), or it is a character like any other (none).',
        details: { path: this.#options.path, line: first },
      },
    );
  }
}

/** A row whose end is not known yet. */
class OpenRow {
  readonly lines: string[];
  readonly first: number;
  /** Where the quote stands that is not closed; -1 when a backslash took the line end. */
  openAt: number;
  length: number;
  /** Cells that are complete, and where in the row the text behind them begins. */
  readonly #cells: string[] = [];
  #start = 0;
  #rest: string;
  #nextLook = enoughRows;

  constructor(text: string, first: number, openAt: number) {
    this.lines = [text];
    this.first = first;
    this.openAt = openAt;
    this.length = text.length;
    this.#rest = text;
  }

  add(text: string): void {
    this.lines.push(text);
    this.length += text.length + 1;
    this.#rest += `\n${text}`;
  }

  /** After twice as many lines each time: a look goes over all of them. */
  isToBeLookedAt(): boolean {
    if (this.lines.length < this.#nextLook) return false;
    this.#nextLook *= 2;
    return true;
  }

  /** All cells; undefined while one is open. Complete ones are not cut again at each line. */
  split(dialect: Dialect): string[] | undefined {
    const { cells, openAt, goesOn } = splitLine(this.#rest, dialect);
    if (goesOn) return undefined;
    if (openAt < 0) return [...this.#cells, ...cells];
    const begin = this.#rest.length - cells.at(-1)!.length;
    for (const cell of cells.slice(0, -1)) this.#cells.push(cell);
    this.openAt = this.#start + openAt;
    this.#start += begin;
    this.#rest = this.#rest.slice(begin);
    return undefined;
  }
}
