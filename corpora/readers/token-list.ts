/** The tokens of a document that comes as counts. */
export class TokenList {
  #length = 0;
  #tokens = new Uint32Array(1024);

  add(word: number, count: number): void {
    const end = this.#length + count;
    if (end > this.#tokens.length) {
      const grown = new Uint32Array(Math.max(end, this.#tokens.length * 2));
      grown.set(this.#tokens);
      this.#tokens = grown;
    }
    this.#tokens.fill(word, this.#length, end);
    this.#length = end;
  }

  /** The tokens so far; the list is empty afterwards. */
  take(): Uint32Array {
    const tokens = this.#tokens.slice(0, this.#length);
    this.#length = 0;
    return tokens;
  }
}
