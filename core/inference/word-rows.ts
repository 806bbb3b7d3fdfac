/** What sampling needs of a word, for every topic. */
import type { FrozenModel } from './frozen-model.ts';

/** Bytes of rows that are kept from one document to the next. */
const bytesOfRows = 1 << 25;

/** The rows of recently used words: phi of every topic, and the running sums of alpha phi. */
export class WordRows {
  readonly #model: FrozenModel;
  #alpha: Float64Array;
  readonly #inverse: Float64Array;
  readonly #rowOf = new Map<number, number>();
  /** Rows of K numbers, one after the other. */
  phi = new Float64Array(0);
  running = new Float64Array(0);

  constructor(model: FrozenModel, inverse: Float64Array) {
    this.#model = model;
    this.#alpha = model.alpha;
    this.#inverse = inverse;
  }

  /** The priors of the topics (length K) from here on: rows that are kept are those of one prior. */
  use(alpha: Float64Array): void {
    if (alpha.every((value, topic) => value === this.#alpha[topic])) return;
    this.#alpha = alpha.slice();
    this.#rowOf.clear();
  }

  /** Where the row of each token's word begins. */
  of(words: Uint32Array): Uint32Array {
    const { numTopics } = this.#model;
    const mostRows = Math.max(1, Math.floor(bytesOfRows / (16 * numTopics)));
    // A document with more words than the cache holds gets memory of its own.
    const numDistinct = words.length > mostRows / 2 ? new Set(words).size : words.length;
    if (this.#rowOf.size + numDistinct > mostRows) this.#rowOf.clear();
    this.#makeRoom((this.#rowOf.size + numDistinct) * numTopics);
    return words.map((word) => {
      const known = this.#rowOf.get(word);
      if (known !== undefined) return known;
      const row = this.#rowOf.size * numTopics;
      this.#fill(row, word);
      this.#rowOf.set(word, row);
      return row;
    });
  }

  #makeRoom(length: number): void {
    if (length <= this.phi.length) return;
    const size = Math.max(length, this.phi.length * 2);
    for (const name of ['phi', 'running'] as const) {
      const grown = new Float64Array(size);
      grown.set(this[name]);
      this[name] = grown;
    }
  }

  #fill(row: number, word: number): void {
    const { numTopics, beta, starts, topics, counts } = this.#model;
    for (let topic = 0; topic < numTopics; topic++) {
      this.phi[row + topic] = beta * this.#inverse[topic];
    }
    for (let entry = starts[word]; entry < starts[word + 1]; entry++) {
      const topic = topics[entry];
      this.phi[row + topic] = (counts[entry] + beta) * this.#inverse[topic];
    }
    let sum = 0;
    for (let topic = 0; topic < numTopics; topic++) {
      sum += this.#alpha[topic] * this.phi[row + topic];
      this.running[row + topic] = sum;
    }
  }
}
