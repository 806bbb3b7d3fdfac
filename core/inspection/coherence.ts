import { assert } from '../errors.ts';

/** Keeps the logarithm of a pair that never occurs finite; the value that other tools use. */
const epsilon = 1e-12;

/** In how many documents two words occur, together and each. */
export interface PairCounts {
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly numDocuments: number;
}

/**
 * Normalised pointwise mutual information of two words, in [-1, 1]: 1 when they only ever occur
 * together, 0 when each occurs regardless of the other, towards -1 when they avoid each other.
 *
 * ln((p(a, b) + e) / (p(a) p(b))) / -ln(p(a, b) + e) with e = 1e-12 (Bouma 2009; with this e also
 * in gensim, tomotopy and Palmetto). Two words that occur in every document score 1.
 */
export function npmi({ both, first, second, numDocuments }: PairCounts): number {
  const together = both / numDocuments + epsilon;
  if (both === numDocuments) return 1;
  const apart = (first / numDocuments) * (second / numDocuments);
  return Math.log(together / apart) / -Math.log(together);
}

/** A topic's words are bits of one number. */
const mostWords = 31;

/**
 * The coherence of topics: the mean NPMI over all pairs of a topic's top words, with documents as
 * windows (Aletras and Stevenson 2013; Lau, Newman and Baldwin 2014).
 *
 * Documents are handed in one after the other, and nothing is kept of them but the pairs' tallies.
 */
export class CoherenceCounter {
  readonly #topWords: readonly Uint32Array[];
  /** Where a word is a top word, as topic * mostWords + rank: from #starts[word] on. */
  readonly #places: Uint32Array;
  readonly #starts: Uint32Array;
  /** The document that held a word last, counted from 1 (length V). */
  readonly #lastSeen: Uint32Array;
  /** The top words of each topic in the document at hand, and the topics that have any. */
  readonly #present: Uint32Array;
  readonly #touched: number[] = [];
  /** Documents with both words a <= b of each topic, at place a * n + b. */
  readonly #together: readonly Uint32Array[];
  #numDocuments = 0;

  /** @param topWords of each topic, at most 31, all different. */
  constructor(topWords: readonly Uint32Array[], numWords: number) {
    this.#topWords = topWords;
    this.#starts = new Uint32Array(numWords + 1);
    this.#lastSeen = new Uint32Array(numWords);
    this.#present = new Uint32Array(topWords.length);
    this.#together = topWords.map(({ length }) => new Uint32Array(length ** 2));
    for (const words of topWords) {
      assert(words.length <= mostWords, `coherence takes at most ${mostWords} words of a topic`);
      for (const word of words) this.#starts[word + 1]!++;
    }
    for (let word = 0; word < numWords; word++) this.#starts[word + 1]! += this.#starts[word]!;
    this.#places = new Uint32Array(this.#starts[numWords]!);
    const next = this.#starts.slice();
    topWords.forEach((words, topic) => {
      words.forEach((word, rank) => (this.#places[next[word]!++] = topic * mostWords + rank));
    });
  }

  /** @param words of all tokens of one document; those without any are not counted. */
  addDocument(words: Uint32Array): void {
    if (words.length === 0) return;
    this.#numDocuments++;
    for (const word of words) {
      if (this.#lastSeen[word] === this.#numDocuments) continue;
      this.#lastSeen[word] = this.#numDocuments;
      this.#note(word);
    }
    for (const topic of this.#touched) {
      this.#countPairs(topic, this.#present[topic]!);
      this.#present[topic] = 0;
    }
    this.#touched.length = 0;
  }

  /** Of each topic; undefined for fewer than two words. */
  coherences(): (number | undefined)[] {
    return this.#topWords.map(({ length }, topic) =>
      this.#meanOfPairs(this.#together[topic]!, length),
    );
  }

  #note(word: number): void {
    for (let at = this.#starts[word]!; at < this.#starts[word + 1]!; at++) {
      const place = this.#places[at]!;
      const topic = Math.floor(place / mostWords);
      if (this.#present[topic] === 0) this.#touched.push(topic);
      this.#present[topic]! |= 1 << (place % mostWords);
    }
  }

  #countPairs(topic: number, words: number): void {
    const together = this.#together[topic]!;
    const { length } = this.#topWords[topic]!;
    for (let a = 0; words >>> a > 0; a++) {
      if (((words >>> a) & 1) === 0) continue;
      for (let b = a; words >>> b > 0; b++) {
        if (((words >>> b) & 1) === 1) together[a * length + b]!++;
      }
    }
  }

  #meanOfPairs(together: Uint32Array, length: number): number | undefined {
    if (length < 2) return undefined;
    let sum = 0;
    for (let a = 0; a < length; a++) {
      for (let b = a + 1; b < length; b++) {
        sum += npmi({
          both: together[a * length + b]!,
          first: together[a * length + a]!,
          second: together[b * length + b]!,
          numDocuments: this.#numDocuments,
        });
      }
    }
    return sum / ((length * (length - 1)) / 2);
  }
}
