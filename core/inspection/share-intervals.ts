/** How sure the share of a topic in a document is. */
import { incompleteBeta } from '../special-functions/incomplete-beta.ts';

/** What lies outside of the interval, on each side. */
const tail = 0.05;
/** Halvings of [0, 1]: to about a hundred thousandth. */
const numHalvings = 17;

/**
 * 90% intervals of topics' shares in documents, from the 5% to the 95% quantile of the posterior: given
 * the topics of the tokens, a share has a beta distribution with n_dk + alpha_k and the rest, and where
 * a run has samples, the posterior is the mixture of theirs. The intervals say nothing of how the topics
 * themselves would differ in another run.
 */
export class ShareIntervals {
  readonly #alpha: Float64Array;
  readonly #alphaSum: number;

  /** @param alpha the prior of each topic in a document (length K). */
  constructor(alpha: Float64Array) {
    this.#alpha = alpha;
    this.#alphaSum = alpha.reduce((sum, value) => sum + value, 0);
  }

  /**
   * @param length tokens of the document.
   * @param sampled the topics of its tokens, one sample after the other.
   */
  of(topic: number, length: number, sampled: Uint16Array): [low: number, high: number] {
    // The only topic, or a group of all: there is nothing that could have the rest.
    if (this.#alphaSum <= this.#alpha[topic]) return [1, 1];
    const counts = countsIn(sampled, topic, length);
    const all = length + this.#alphaSum;
    const below = (share: number): number =>
      counts.reduce((sum, count) => {
        const ofTopic = count + this.#alpha[topic];
        return sum + incompleteBeta(share, ofTopic, all - ofTopic);
      }, 0) / counts.length;
    return [quantile(below, tail), quantile(below, 1 - tail)];
  }
}

/** Tokens of the topic in each sample. */
function countsIn(sampled: Uint16Array, topic: number, length: number): number[] {
  if (length === 0) return [0];
  return Array.from({ length: sampled.length / length }, (_, sample) => {
    let count = 0;
    for (let token = sample * length; token < (sample + 1) * length; token++) {
      if (sampled[token] === topic) count++;
    }
    return count;
  });
}

function quantile(below: (share: number) => number, probability: number): number {
  let [low, high] = [0, 1];
  for (let halving = 0; halving < numHalvings; halving++) {
    const middle = (low + high) / 2;
    if (below(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
