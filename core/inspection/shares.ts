/** The one estimate of a topic's share in a document. */
import type { TopicShare } from './inspection.ts';

/** The topic of every token of a document. */
type Topics = Uint16Array | readonly number[];

/**
 * The estimate of a topic's share in a document, the same everywhere: the mean of its posterior
 * given the topics of the document's tokens, (n_dk + alpha_k) / (n_d + sum of alpha). The shares of
 * all topics add up to 1, in an empty document too.
 *
 * Source: Griffiths and Steyvers, "Finding scientific topics", PNAS 101 (2004), equation 7.
 */
export class DocumentShares {
  readonly #alpha: Float64Array;
  readonly #alphaSum: number;
  readonly #tallies: Uint32Array;

  /** @param alpha the prior of each topic in a document (length K). */
  constructor(alpha: Float64Array) {
    this.#alpha = alpha;
    this.#alphaSum = alpha.reduce((sum, value) => sum + value, 0);
    this.#tallies = new Uint32Array(alpha.length);
  }

  /** @param count tokens of the topic in a document of `length` tokens. */
  of(topic: number, { count, length }: { count: number; length: number }): number {
    return (count + this.#alpha[topic]) / (length + this.#alphaSum);
  }

  /** The topics with a token in a document, by falling share; of equal ones the lower first. */
  present(topics: Topics): TopicShare[] {
    const present = this.#tally(topics);
    const length = topics.length;
    return present
      .map((topic) => {
        const tokens = this.#take(topic);
        return { topic, tokens, share: this.of(topic, { count: tokens, length }) };
      })
      .sort((a, b) => b.share - a.share || a.topic - b.topic);
  }

  /** The shares of all topics (length K). */
  all(topics: Topics): Float64Array {
    const length = topics.length;
    const shares = this.#alpha.map((alpha) => alpha / (length + this.#alphaSum));
    for (const topic of this.#tally(topics)) {
      shares[topic] = this.of(topic, { count: this.#take(topic), length });
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
