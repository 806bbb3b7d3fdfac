/** Matches known sequences of words. */
import type { PhraseTokens } from './phrase-counter.ts';

/** In the place of a word: the sequence is taken away. */
export const noWord = -1;

interface Node {
  readonly next: Map<number, Node>;
  /** What the sequence up to here becomes; undefined when it is only a beginning. */
  word: number | undefined;
}

/** Finds the longest of many sequences of terms from each place on. */
export class PhraseMatcher {
  /** The word of the last match, or `noWord`. */
  word = 0;
  readonly #root = new Map<number, Node>();
  /** Per term, whether a sequence begins with it: most tokens are done with here. */
  #begins = new Uint8Array(1024);

  /** @param word the number of what takes the place of `terms`, or `noWord`. */
  add(terms: readonly number[], word: number): void {
    this.#noteBeginning(terms[0]);
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

  /**
   * The longest sequence that begins at token `start` with nothing but white space inside.
   *
   * @returns where it ends (exclusive), its word being in `word`; 0 when none begins here.
   */
  match({ terms, joined }: PhraseTokens, start: number): number {
    if (this.#begins[terms[start]] !== 1) return 0;
    let node = this.#root.get(terms[start]);
    let longest = 0;
    for (let end = start + 1; node !== undefined; end++) {
      if (node.word !== undefined) {
        longest = end;
        this.word = node.word;
      }
      if (end >= terms.length || joined[end] === 0) break;
      node = node.next.get(terms[end]);
    }
    return longest;
  }

  #noteBeginning(term: number): void {
    if (term >= this.#begins.length) {
      const grown = new Uint8Array(term * 2);
      grown.set(this.#begins);
      this.#begins = grown;
    }
    this.#begins[term] = 1;
  }
}
