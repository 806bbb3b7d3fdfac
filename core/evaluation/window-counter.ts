/** Counts in how many windows of text words occur, alone and together. */
import { assert } from '../errors.ts';

/** A topic's words are bits of one number. */
export const mostTopWords = 31;

/**
 * Counts in how many windows of text the top words of topics occur, each and by pairs of one topic.
 *
 * A window is a stretch of `windowSize` tokens that moves through a document token by token; a
 * document that is no longer is one window. With `Infinity`, windows are documents. Documents are
 * handed in one after the other, and nothing is kept of them but the tallies.
 *
 * While a window moves, only the words that leave it are counted: a word that was in the windows s
 * to e - 1 adds e - s, and, with every other word still there, the windows that had both.
 */
export class WindowCounter {
  readonly topWords: readonly Uint32Array[];
  readonly #windowSize: number;
  /** Where a word is a top word, as topic * mostTopWords + rank: from #starts[word] on. */
  readonly #places: Uint32Array;
  readonly #starts: Uint32Array;
  /** Tokens of the word in the window (length V), and the first of its windows since it came in. */
  readonly #tokensInside: Uint32Array;
  readonly #since: Uint32Array;
  /** The ranks of each topic's words in the window. */
  readonly #present: Uint32Array;
  /** Windows with both words a, b of each topic, at place a * n + b with a <= b. */
  readonly #together: readonly Float64Array[];
  #numWindows = 0;

  /** @param topWords of each topic, at most 31, all different. */
  constructor(
    topWords: readonly Uint32Array[],
    { numWords, windowSize }: { numWords: number; windowSize: number },
  ) {
    this.topWords = topWords;
    this.#windowSize = windowSize;
    this.#tokensInside = new Uint32Array(numWords);
    this.#since = new Uint32Array(numWords);
    this.#present = new Uint32Array(topWords.length);
    this.#together = topWords.map(({ length }) => new Float64Array(length ** 2));
    const starts = new Uint32Array(numWords + 1);
    for (const words of topWords) {
      assert(words.length <= mostTopWords, `a topic has at most ${mostTopWords} top words`);
      for (const word of words) starts[word + 1]++;
    }
    for (let word = 0; word < numWords; word++) starts[word + 1] += starts[word];
    this.#places = new Uint32Array(starts[numWords]);
    const next = starts.slice();
    topWords.forEach((words, topic) => {
      words.forEach((word, rank) => (this.#places[next[word]++] = topic * mostTopWords + rank));
    });
    this.#starts = starts;
  }

  /** Of all documents that have tokens. */
  get numWindows(): number {
    return this.#numWindows;
  }

  /** Windows with the words of two ranks of a topic; with the same rank twice, with the word. */
  together(topic: number, a: number, b: number): number {
    const { length } = this.topWords[topic];
    return this.#together[topic][Math.min(a, b) * length + Math.max(a, b)];
  }

  /** @param words of all tokens of one document, in the order of the text. */
  addDocument(words: Uint32Array): void {
    if (words.length === 0) return;
    const size = Math.min(this.#windowSize, words.length);
    const numWindows = words.length - size + 1;
    for (let token = 0; token < size; token++) this.#enter(words[token], 0);
    for (let window = 1; window < numWindows; window++) {
      this.#enter(words[window + size - 1], window);
      this.#leave(words[window - 1], window);
    }
    for (let token = numWindows - 1; token < words.length; token++) {
      this.#leave(words[token], numWindows);
    }
    this.#numWindows += numWindows;
  }

  #enter(word: number, window: number): void {
    const end = this.#starts[word + 1];
    let at = this.#starts[word];
    if (at === end || this.#tokensInside[word]++ > 0) return;
    this.#since[word] = window;
    for (; at < end; at++) {
      const place = this.#places[at];
      this.#present[Math.floor(place / mostTopWords)] |= 1 << (place % mostTopWords);
    }
  }

  #leave(word: number, window: number): void {
    const end = this.#starts[word + 1];
    let at = this.#starts[word];
    if (at === end || --this.#tokensInside[word] > 0) return;
    for (; at < end; at++) {
      const place = this.#places[at];
      const topic = Math.floor(place / mostTopWords);
      const rank = place % mostTopWords;
      this.#addPairs(topic, { rank, window });
      this.#present[topic] &= ~(1 << rank);
    }
  }

  /**
   * Adds the windows that a word of a topic shared with each word that is there, including itself.
   */
  #addPairs(topic: number, { rank, window }: { rank: number; window: number }): void {
    const words = this.topWords[topic];
    const together = this.#together[topic];
    const since = this.#since[words[rank]];
    for (let rest = this.#present[topic]; rest !== 0; rest &= rest - 1) {
      const other = 31 - Math.clz32(rest & -rest);
      const both = window - Math.max(since, this.#since[words[other]]);
      together[Math.min(rank, other) * words.length + Math.max(rank, other)] += both;
    }
  }
}
