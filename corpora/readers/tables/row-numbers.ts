/** Columns that number the rows: 1, 2, 3, ... */

interface Numbering {
  readonly column: number;
  last: number;
  /** Rows in which it went up by one. */
  steps: number;
}

/** Whether rows go on where those before them stopped counting. */
export class RowNumbers {
  /** Columns that may count; undefined before the first row with a number. */
  #columns: Numbering[] | undefined;

  learn(cells: readonly string[]): void {
    if (this.#columns === undefined) {
      const columns = numbersIn(cells);
      if (columns.length > 0) this.#columns = columns;
    } else if (this.#columns.length > 0) {
      this.#columns = this.#columns.filter((numbering) => {
        if (Number(cells[numbering.column]) !== numbering.last + 1) return false;
        numbering.last++;
        numbering.steps++;
        return true;
      });
    }
  }

  /** Whether the first of these rows goes on counting, and one of the others does not. */
  areBrokenBy([first, ...others]: readonly (readonly string[])[]): boolean {
    const columns =
      this.#columns === undefined
        ? numbersIn(first).filter(({ last }) => last <= 1)
        : this.#columns
            .filter(({ steps, last }) => steps > 0 || last <= 1)
            .map(({ column, last }) => ({ column, last: last + 1 }));
    return columns.some(
      ({ column, last }) =>
        Number(first[column]) === last &&
        others.some((cells, index) => Number(cells[column]) !== last + index + 1),
    );
  }
}

function numbersIn(cells: readonly string[]): Numbering[] {
  return cells.flatMap((cell, column) =>
    /^\d{1,15}$/u.test(cell) ? [{ column, last: Number(cell), steps: 0 }] : [],
  );
}
