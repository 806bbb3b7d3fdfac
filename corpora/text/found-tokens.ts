/** The tokens that were found in a text. */

/** Numbers per token: its form, where it begins, where it ends (exclusive). */
export const tokenSize = 3;

/** The tokens of a text, three numbers each, one after the other. */
export class FoundTokens {
  length = 0;
  /** Token t: `numbers[3 t]` is the form, then start and end. May be replaced by `push`. */
  numbers = new Uint32Array(tokenSize * 4096);

  push(form: number, start: number, end: number): void {
    const at = this.length * tokenSize;
    if (at === this.numbers.length) this.#grow();
    const { numbers } = this;
    numbers[at] = form;
    numbers[at + 1] = start;
    numbers[at + 2] = end;
    this.length++;
  }

  formOf(token: number): number {
    return this.numbers[token * tokenSize];
  }

  startOf(token: number): number {
    return this.numbers[token * tokenSize + 1];
  }

  endOf(token: number): number {
    return this.numbers[token * tokenSize + 2];
  }

  clear(): void {
    this.length = 0;
  }

  #grow(): void {
    const grown = new Uint32Array(this.numbers.length * 2);
    grown.set(this.numbers);
    this.numbers = grown;
  }
}
