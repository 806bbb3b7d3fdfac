/** The topics of new documents: Gibbs sampling with the model's counts frozen. */
import { RandomStream } from '../random/stream.ts';
import { ln } from '../special-functions/logarithm.ts';
import type { FrozenModel } from './frozen-model.ts';
import type { InferenceSettings } from './inference-settings.ts';
import { WordRows } from './word-rows.ts';

/** What was found in one document. */
export interface InferredTopics {
  /** Tokens of known words. */
  readonly numTokens: number;
  /** The topics that had a token in some sample, rising. */
  readonly topics: Uint16Array;
  /** Tokens of each of them, added up over the samples. */
  readonly sums: Float64Array;
  /** The squares of these tokens, added up. */
  readonly squares: Float64Array;
  /** Natural logarithm, per token, given the averaged shares; NaN without a known word. */
  readonly logLikelihood: number;
}

/**
 * Samples document after document. A token's topic is drawn from
 *
 *     p(k) ~ (n_dk + alpha_k) phi_kw,    phi_kw = (n_kw + beta) / (n_k + V beta),
 *
 * split into alpha_k phi_kw, whose running sums are known for each word, and n_dk phi_kw, which only
 * the topics of the document have: a draw costs the topics of the document, not all K.
 *
 * Source: Griffiths and Steyvers, "Finding scientific topics", PNAS 101 (2004), with n_kw fixed; the
 * split is that of Yao, Mimno and McCallum, "Efficient methods for topic model inference on streaming
 * document collections", KDD 2009.
 */
export class DocumentSampler {
  readonly #model: FrozenModel;
  readonly #settings: InferenceSettings;
  /** 1 / (n_k + V beta). */
  readonly #inverse: Float64Array;
  readonly #rows: WordRows;
  /** Of the document under way: n_dk, the topics that have a token, and where each stands there. */
  readonly #inDocument: Uint32Array;
  readonly #present: Uint16Array;
  readonly #placeOf: Int32Array;
  #numPresent = 0;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #weights: Float64Array;

  constructor(model: FrozenModel, settings: InferenceSettings) {
    const { numTopics, totals, numWords, beta } = model;
    this.#model = model;
    this.#settings = settings;
    this.#inverse = totals.map((total) => 1 / (total + numWords * beta));
    this.#rows = new WordRows(model, this.#inverse);
    this.#inDocument = new Uint32Array(numTopics);
    this.#present = new Uint16Array(numTopics);
    this.#placeOf = new Int32Array(numTopics).fill(-1);
    this.#sums = new Float64Array(numTopics);
    this.#squares = new Float64Array(numTopics);
    this.#weights = new Float64Array(numTopics);
  }

  /**
   * @param words the known words of the document, token by token.
   * @param document its number: with the seed it decides the random numbers, so that it does not
   * matter which thread samples which document.
   * @param alpha the priors of its topics, where it has its own.
   */
  infer(words: Uint32Array, document: number, alpha = this.#model.alpha): InferredTopics {
    const { seed, burnIn, numSamples } = this.#settings;
    const random = new RandomStream({ seed, sweep: 0, unit: document });
    this.#rows.use(alpha);
    const rows = this.#rows.of(words);
    const topics = new Uint16Array(words.length);
    this.#start(rows, topics, random);
    for (let sweep = 1; sweep <= burnIn + numSamples; sweep++) {
      this.#sweep(rows, topics, random);
      if (sweep > burnIn) this.#addSample();
    }
    for (const topic of topics) this.#take(topic);
    return this.#result(words, rows, alpha);
  }

  /** Every token gets its first topic, given those before it. */
  #start(rows: Uint32Array, topics: Uint16Array, random: RandomStream): void {
    for (let token = 0; token < rows.length; token++) {
      topics[token] = this.#draw(rows[token], random);
      this.#give(topics[token]);
    }
  }

  #sweep(rows: Uint32Array, topics: Uint16Array, random: RandomStream): void {
    for (let token = 0; token < rows.length; token++) {
      this.#take(topics[token]);
      topics[token] = this.#draw(rows[token], random);
      this.#give(topics[token]);
    }
  }

  /** @param row where the word's row begins. */
  #draw(row: number, random: RandomStream): number {
    const { phi, running } = this.#rows;
    const weights = this.#weights;
    const present = this.#present;
    let mass = 0;
    for (let place = 0; place < this.#numPresent; place++) {
      const topic = present[place];
      mass += this.#inDocument[topic] * phi[row + topic];
      weights[place] = mass;
    }
    const { numTopics } = this.#model;
    const point = random.next() * (mass + running[row + numTopics - 1]);
    if (point < mass) {
      let place = 0;
      while (weights[place] <= point) place++;
      return present[place];
    }
    return firstAbove(running, { from: row, length: numTopics, point: point - mass });
  }

  #give(topic: number): void {
    if (this.#inDocument[topic]++ > 0) return;
    this.#placeOf[topic] = this.#numPresent;
    this.#present[this.#numPresent++] = topic;
  }

  #take(topic: number): void {
    if (--this.#inDocument[topic] > 0) return;
    const last = this.#present[--this.#numPresent];
    const place = this.#placeOf[topic];
    this.#present[place] = last;
    this.#placeOf[last] = place;
    this.#placeOf[topic] = -1;
  }

  #addSample(): void {
    for (let place = 0; place < this.#numPresent; place++) {
      const topic = this.#present[place];
      const count = this.#inDocument[topic];
      this.#sums[topic] += count;
      this.#squares[topic] += count * count;
    }
  }

  #result(words: Uint32Array, rows: Uint32Array, alpha: Float64Array): InferredTopics {
    const found: number[] = [];
    this.#sums.forEach((sum, topic) => {
      if (sum > 0) found.push(topic);
    });
    const topics = Uint16Array.from(found);
    const sums = Float64Array.from(found, (topic) => this.#sums[topic]);
    const squares = Float64Array.from(found, (topic) => this.#squares[topic]);
    this.#sums.fill(0);
    this.#squares.fill(0);
    const numTokens = words.length;
    const result = { numTokens, topics, sums, squares };
    return { ...result, logLikelihood: this.#logLikelihood(result, rows, alpha) };
  }

  #logLikelihood(
    found: Omit<InferredTopics, 'logLikelihood'>,
    rows: Uint32Array,
    alpha: Float64Array,
  ): number {
    if (rows.length === 0) return NaN;
    const { phi } = this.#rows;
    const shares = meanShares(found, { ...this.#settings, alpha });
    const logOfRow = new Map<number, number>();
    let sum = 0;
    for (const row of rows) {
      let log = logOfRow.get(row);
      if (log === undefined) {
        let probability = 0;
        for (let topic = 0; topic < shares.length; topic++) {
          probability += shares[topic] * phi[row + topic];
        }
        log = ln(probability);
        logOfRow.set(row, log);
      }
      sum += log;
    }
    return sum / rows.length;
  }
}

/**
 * The shares of all topics in a document: the mean over the samples of the estimate that is used
 * everywhere (see `DocumentShares`), (n_dk + alpha_k) / (n_d + sum of alpha).
 */
export function meanShares(
  { numTokens, topics, sums }: Pick<InferredTopics, 'numTokens' | 'topics' | 'sums'>,
  { alpha, numSamples }: Pick<FrozenModel, 'alpha'> & Pick<InferenceSettings, 'numSamples'>,
): Float64Array {
  const denominator = numTokens + alpha.reduce((sum, value) => sum + value, 0);
  const shares = alpha.map((value) => value / denominator);
  topics.forEach((topic, index) => {
    shares[topic] = (sums[index] / numSamples + alpha[topic]) / denominator;
  });
  return shares;
}

/** The standard deviation over the samples of the shares of the topics that were found. */
export function spreadOfShares(
  { numTokens, sums, squares }: Pick<InferredTopics, 'numTokens' | 'sums' | 'squares'>,
  { alpha, numSamples }: Pick<FrozenModel, 'alpha'> & Pick<InferenceSettings, 'numSamples'>,
): Float64Array {
  if (numSamples < 2) return sums.map(() => 0);
  const denominator = numTokens + alpha.reduce((sum, value) => sum + value, 0);
  return sums.map((sum, index) => {
    const variance = (squares[index] - (sum * sum) / numSamples) / (numSamples - 1);
    return Math.sqrt(Math.max(0, variance)) / denominator;
  });
}

/**
 * The first of the rising sums that is larger than the point; the last, if rounding leaves none.
 */
function firstAbove(
  sums: Float64Array,
  { from, length, point }: { from: number; length: number; point: number },
): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sums[from + middle] > point) high = middle;
    else low = middle + 1;
  }
  return low;
}
