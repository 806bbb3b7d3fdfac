/** Rows with too few or too many cells. */
import { UserError } from '../../../core/errors.ts';
import { describePlace } from '../document.ts';
import type { ReadContext } from '../reader.ts';
import { ColumnShapes } from './column-shapes.ts';
import type { Row } from './row-assembler.ts';

/**
 * Rows with other than the expected number of cells. Programs leave out empty cells at the end, and
 * write some too many: such rows are read, and counted. A row cut in two by a line end, or one with
 * text beyond the last column, is wrong.
 */
export class RowWidths {
  readonly #path: string;
  readonly #width: number;
  readonly #context: ReadContext;
  readonly #shapes = new ColumnShapes();
  /** The row before, when it was short. */
  #short: Row | undefined;

  constructor(path: string, names: readonly string[], context: ReadContext) {
    this.#path = path;
    this.#width = names.length;
    this.#context = context;
  }

  /**
   * @returns whether the row holds anything.
   * @throws {UserError} when its cells cannot be told apart.
   */
  fit(row: Row): boolean {
    const { cells } = row;
    if (row.isOpen === true) throw this.#wrong(row, 'a quote that begins here is never closed');
    if (row.numLines > 1) this.#noteLines(row);
    if (cells.length === this.#width) {
      this.#short = undefined;
      if (row.numLines === 1) this.#shapes.learn(cells);
      return cells.some((cell) => cell !== '');
    }
    return cells.length < this.#width ? this.#fitShort(row) : this.#fitLong(row);
  }

  #noteLines({ line, numLines }: Row): void {
    const { notes } = this.#context;
    if (numLines <= (notes.manyLines?.lines ?? 0)) return;
    notes.manyLines = { lines: numLines, place: describePlace({ path: this.#path, line }) };
  }

  #fitShort(row: Row): boolean {
    const { cells } = row;
    const before = this.#short;
    this.#short = row;
    if (cells.every((cell) => cell.trim() === '')) return false;
    const isRest =
      before?.line === row.line - 1 && before.cells.length + cells.length === this.#width + 1;
    const resembles = this.#shapes.resemble(cells);
    if (resembles === 'no' || (isRest && resembles === 'unknown' && this.#width > 2)) {
      throw this.#wrong(
        row,
        `${count(cells.length)} found; ${this.#width} were expected: a line end seems to be ` +
          'inside a cell that is not in quotes',
      );
    }
    this.#shapes.learn(cells);
    this.#context.notes.shortRows.add(describePlace({ path: this.#path, line: row.line }));
    return true;
  }

  #fitLong(row: Row): boolean {
    const extra = row.cells.slice(this.#width).filter((cell) => cell.trim() !== '');
    if (extra.length > 0) {
      throw this.#wrong(
        row,
        `${count(row.cells.length)} found; ${this.#width} were expected, as in the first row`,
      );
    }
    this.#context.notes.longRows.add(describePlace({ path: this.#path, line: row.line }));
    return row.cells.some((cell) => cell.trim() !== '');
  }

  #wrong({ line }: Row, found: string): UserError {
    return new UserError(
      'table-invalid',
      `Cannot read ${describePlace({ path: this.#path, line })}: ${found}`,
      {
        hint:
          'Is a separator, a quote or a line end inside a text not quoted? Cells with one stand in ' +
          '"…", and a quote inside is written twice ("").',
        details: { path: this.#path, line },
      },
    );
  }
}

function count(numCells: number): string {
  return numCells === 1 ? '1 column was' : `${numCells} columns were`;
}
