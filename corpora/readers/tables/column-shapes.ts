/** What the cells of each column look like, to tell rows from other lines. */

/** Rows from which shapes are learnt. */
const numLearnt = 500;
const mostValues = 20;
const number = /^\s*[+-]?(?:\d+(?:[.,]\d+)*|\d*\.\d+)(?:e[+-]?\d+)?%?\s*$/iu;
const date = /^\s*\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?:[T ][\d:.Z+-]*)?\s*$/u;

/** What kind of value a cell holds, as far as that can be told apart from text. */
export function kindOfCell(cell: string): 'empty' | 'number' | 'date' | 'text' {
  if (cell.trim() === '') return 'empty';
  if (number.test(cell)) return 'number';
  return date.test(cell) ? 'date' : 'text';
}

/**
 * What the cells of each column look like, learnt from the first rows: tells whether a line that
 * might be a row is one.
 */
export class ColumnShapes {
  #columns: Column[] = [];
  #numRows = 0;

  learn(cells: readonly string[]): void {
    if (this.#numRows >= numLearnt) return;
    this.#numRows++;
    cells.forEach((cell, index) => (this.#columns[index] ??= new Column()).learn(cell));
  }

  /**
   * `yes` when some column tells so and none speaks against it, `no` when one does, `unknown` when
   * all columns hold any text.
   */
  resemble(cells: readonly string[]): 'yes' | 'no' | 'unknown' {
    let answer: 'yes' | 'unknown' = 'unknown';
    for (const [index, cell] of cells.entries()) {
      const fits = this.#columns[index]?.fits(cell);
      if (fits === false) return 'no';
      if (fits === true) answer = 'yes';
    }
    return answer;
  }
}

class Column {
  #count = 0;
  #kind: 'number' | 'date' | 'text' | undefined;
  readonly #values = new Set<string>();

  learn(cell: string): void {
    const kind = kindOfCell(cell);
    if (kind === 'empty') return;
    this.#count++;
    this.#kind = this.#kind === undefined || this.#kind === kind ? kind : 'text';
    if (this.#values.size <= mostValues) this.#values.add(cell);
  }

  /** Undefined where the column tells nothing. */
  fits(cell: string): boolean | undefined {
    const kind = kindOfCell(cell);
    if (kind === 'empty' || this.#count === 0) return undefined;
    if (this.#kind === 'number' || this.#kind === 'date') return kind === this.#kind;
    const isCategory = this.#values.size <= mostValues && this.#count >= 3 * this.#values.size;
    return isCategory ? this.#values.has(cell) : undefined;
  }
}
