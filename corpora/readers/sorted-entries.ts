/** Sorts the entries of a matrix by document. */
import { Uint32List } from '../text/growing-arrays.ts';
import type { CountedDocument, Place } from './document.ts';
import { TokenList } from './token-list.ts';

/**
 * The entries of a matrix, whatever their order: programs write them by rows or by columns, so
 * they must all be there (12 bytes each) before the first document is known.
 */
export class SortedEntries {
  readonly #rows = new Uint32List();
  readonly #words = new Uint32List();
  readonly #counts = new Uint32List();

  get length(): number {
    return this.#rows.length;
  }

  add({ row, word, count }: { row: number; word: number; count: number }): void {
    this.#rows.push(row);
    this.#words.push(word);
    this.#counts.push(count);
  }

  /** The documents 0 to `numDocuments - 1`; the entries of each stay in their order. */
  *documents(
    numDocuments: number,
    documentOf: (row: number, tokens: Uint32Array) => CountedDocument,
    place: Place,
  ): Generator<CountedDocument> {
    const rows = this.#rows.values;
    const ends = new Uint32Array(numDocuments + 1);
    for (const row of rows) ends[row + 1]++;
    for (let row = 0; row < numDocuments; row++) ends[row + 1] += ends[row];
    const next = ends.slice();
    const order = new Uint32Array(rows.length);
    rows.forEach((row, entry) => (order[next[row]++] = entry));
    const tokens = new TokenList();
    for (let row = 0; row < numDocuments; row++) {
      for (const entry of order.subarray(ends[row], ends[row + 1])) {
        tokens.add(this.#words.at(entry), this.#counts.at(entry), place);
      }
      yield documentOf(row, tokens.take());
    }
  }
}
