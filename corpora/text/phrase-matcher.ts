import type { PhraseTokens } from './phrase-counter.ts';

interface Node {
  readonly next: Map<number, Node>;
  /** What the sequence up to here becomes; undefined when it is only a beginning. */
  word: number | undefined;
}

/** Finds the longest of many sequences of terms from each place on. */
export class PhraseMatcher {
  readonly #root = new Map<number, Node>();

  /** @param word the number of what takes the place of `terms`. */
  add(terms: readonly number[], word: number): void {
    let nodes = this.#root;
    terms.forEach((term, index) => {
      let node = nodes.get(term);
      if (node === undefined) {
        node = { next: new Map(), word: undefined };
        nodes.set(term, node);
      }
      if (index === terms.length - 1) node.word ??= word;
      nodes = node.next;
    });
  }

  get isEmpty(): boolean {
    return this.#root.size === 0;
  }

  /**
   * The longest sequence that begins at token `start` with nothing but white space inside.
   *
   * @returns where it ends (exclusive) and its word; undefined when none begins here.
   */
  match(
    { terms, joined }: PhraseTokens,
    start: number,
  ): { readonly end: number; readonly word: number } | undefined {
    let node = this.#root.get(terms[start]);
    let longest: { end: number; word: number } | undefined;
    for (let end = start + 1; node !== undefined; end++) {
      if (node.word !== undefined) longest = { end, word: node.word };
      if (end >= terms.length || joined[end] === 0) break;
      node = node.next.get(terms[end]);
    }
    return longest;
  }
}
