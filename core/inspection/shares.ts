/** The one estimate of a topic's share in a document. */
import type { TopicShare } from './inspection.ts';

/** The priors of the topics in documents (length K): the same in all, or each document's own. */
export interface DocumentPriors {
  of(document: number): Float64Array;
}

export function sharedPriors(alpha: Float64Array): DocumentPriors {
  return { of: () => alpha };
}

/** The topic of every token of a document. */
type Topics = Uint16Array | readonly number[];

/**
 * The estimate of a topic's share in a document, the same everywhere: the mean of its posterior
 * given the topics of the document's tokens, (n_dk + alpha_k) / (n_d + sum of alpha). The shares of
 * all topics add up to 1, in an empty document too. Where a run has samples it is their mean: n_dk is
 * the mean of the tokens of the topic over the samples.
 *
 * Source: Griffiths and Steyvers, "Finding scientific topics", PNAS 101 (2004), equation 7.
 */
export class DocumentShares {
  readonly #priors: DocumentPriors;
  #alpha: Float64Array;
  #alphaSum: number;
  #tallies: Uint32Array;

  /** @param priors of each topic in a document: the same in all, or told by `in`. */
  constructor(priors: Float64Array | DocumentPriors) {
    const isShared = priors instanceof Float64Array;
    this.#priors = isShared ? sharedPriors(priors) : priors;
    this.#alpha = isShared ? priors : new Float64Array();
    this.#alphaSum = sumOf(this.#alpha);
    this.#tallies = new Uint32Array(this.#alpha.length);
  }

  /** The shares of a document from here on. @returns itself. */
  in(document: number): this {
    const alpha = this.#priors.of(document);
    if (alpha === this.#alpha) return this;
    this.#alpha = alpha;
    this.#alphaSum = sumOf(alpha);
    if (this.#tallies.length < alpha.length) this.#tallies = new Uint32Array(alpha.length);
    return this;
  }

  /** @param count tokens of the topic, or their mean, in a document of `length` tokens. */
  of(topic: number, { count, length }: { count: number; length: number }): number {
    return (count + this.#alpha[topic]) / (length + this.#alphaSum);
  }

  /**
   * The topics with a token in a document, by falling share; of equal ones the lower first.
   *
   * @param sampled the topics of its tokens in all samples, in any order.
   */
  present(topics: Topics, sampled: Topics = topics): TopicShare[] {
    const shares = this.all(topics, sampled);
    return this.#tally(topics)
      .map((topic) => ({ topic, tokens: this.#take(topic), share: shares[topic] }))
      .sort((a, b) => b.share - a.share || a.topic - b.topic);
  }

  /** The shares of all topics (length K). @param sampled as above. */
  all({ length }: Topics, sampled: Topics): Float64Array {
    const numSamples = length === 0 ? 1 : sampled.length / length;
    const shares = this.#alpha.map((alpha) => alpha / (length + this.#alphaSum));
    for (const topic of this.#tally(sampled)) {
      shares[topic] = this.of(topic, { count: this.#take(topic) / numSamples, length });
    }
    return shares;
  }

  #tally(topics: Topics): number[] {
    const present: number[] = [];
    for (const topic of topics) if (this.#tallies[topic]++ === 0) present.push(topic);
    return present;
  }

  /** The tally of a topic, which is 0 again afterwards. */
  #take(topic: number): number {
    const count = this.#tallies[topic];
    this.#tallies[topic] = 0;
    return count;
  }
}

function sumOf(alpha: Float64Array): number {
  return alpha.reduce((sum, value) => sum + value, 0);
}
