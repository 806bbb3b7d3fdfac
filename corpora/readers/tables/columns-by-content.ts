/** Guesses from the cells which column holds the text. */
import type { Columns } from '../columns.ts';
import { kindOfCell } from './column-shapes.ts';

/** How much more there must be in the text than in the next best column. */
const clearly = 1.5;
/** Below so many rows, values that are all different may still be labels. */
const fewRows = 10;

/**
 * What the columns of a table without a header hold: the text is where most is written, labels are
 * short and come again, names of documents are all different.
 *
 * @param rows cut into cells.
 * @param names how the columns are called.
 */
export function columnsByContent(
  rows: readonly (readonly string[])[],
  names: readonly string[],
): Partial<Columns> {
  const columns = names.map((name, index) => new ColumnContent(name, rows, index));
  const byLength = [...columns].sort((a, b) => b.weight - a.weight);
  const [first, second] = byLength;
  const isClear = second === undefined || first.weight >= clearly * second.weight;
  if (first === undefined || first.weight === 0 || !isClear) return {};
  const others = columns.filter((column) => column !== first);
  return {
    text: [first.name],
    id: others.find((column) => column.isId)?.name,
    label: others.find((column) => column.isLabel)?.name,
  };
}

class ColumnContent {
  readonly name: string;
  readonly #cells: readonly string[];

  constructor(name: string, rows: readonly (readonly string[])[], index: number) {
    this.name = name;
    this.#cells = rows.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '');
  }

  /** Letters and words other than numbers, dates and addresses. */
  get weight(): number {
    const texts = this.#cells.filter(
      (cell) => kindOfCell(cell) === 'text' && !/^\s*\S+:\/\/\S+\s*$/u.test(cell),
    );
    const words = texts.reduce((sum, text) => sum + text.trim().split(/\s+/u).length, 0);
    return words + texts.reduce((sum, text) => sum + text.length, 0) / 100;
  }

  get isId(): boolean {
    if (this.#numValues < this.#cells.length || this.#cells.some((cell) => /\s/u.test(cell))) {
      return false;
    }
    return this.#cells.length >= fewRows || this.#cells.every((cell) => /\d/u.test(cell));
  }

  get isLabel(): boolean {
    const isShort = this.#cells.every((cell) => cell.length <= 60 && kindOfCell(cell) === 'text');
    const comesAgain = this.#numValues * 2 <= this.#cells.length || this.#cells.length < fewRows;
    return isShort && comesAgain && !this.isId;
  }

  get #numValues(): number {
    return new Set(this.#cells).size;
  }
}
