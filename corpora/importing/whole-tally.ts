/** In how many whole works each term is. */
import { Uint32List } from '../text/growing-arrays.ts';

/** Counts works: the pieces of a document that was cut are one, any other document is one. */
export class WholeTally {
  readonly #wholeOfDocument = new Uint32List();
  readonly #wholesOfTerm = new Uint32List();
  readonly #lastWholeOfTerm = new Uint32List(); // plus 1; 0 is none
  #numWholes = 0;

  /** Says that the next documents are the pieces of one work. */
  addWhole(numDocuments: number): void {
    for (let piece = 0; piece < numDocuments; piece++) this.#wholeOfDocument.push(this.#numWholes);
    this.#numWholes++;
  }

  count(term: number, document: number): void {
    while (this.#wholesOfTerm.length <= term) {
      this.#wholesOfTerm.push(0);
      this.#lastWholeOfTerm.push(0);
    }
    const whole = this.#wholeOfDocument.at(document) + 1;
    const last = this.#lastWholeOfTerm.values;
    if (last[term] === whole) return;
    last[term] = whole;
    this.#wholesOfTerm.values[term]++;
  }

  /** How many works have the term. */
  of(term: number): number {
    return term < this.#wholesOfTerm.length ? this.#wholesOfTerm.at(term) : 0;
  }

  forgetCounts(): void {
    this.#wholesOfTerm.clear();
    this.#lastWholeOfTerm.clear();
  }
}
