/** Which topics occur in the same documents. */
import type { RelatedTopic } from './inspection.ts';

/**
 * The correlation of every two topics' shares over documents: above 0 when they are found in the
 * same documents. Keeps K x K sums, so it is for thousands of topics, not for tens of thousands.
 */
export class TopicCorrelations {
  readonly #numTopics: number;
  readonly #sums: Float64Array;
  /** Of products, at a * K + b for a <= b. */
  readonly #products: Float64Array;
  #numDocuments = 0;

  constructor(numTopics: number) {
    this.#numTopics = numTopics;
    this.#sums = new Float64Array(numTopics);
    this.#products = new Float64Array(numTopics * numTopics);
  }

  /**
   * Adds a document.
   *
   * @param topics the topics with at least one token in it, rising.
   * @param shares the same topics' shares of its tokens.
   */
  add(topics: readonly number[], shares: readonly number[]): void {
    this.#numDocuments++;
    for (let a = 0; a < topics.length; a++) {
      const row = topics[a]! * this.#numTopics;
      const share = shares[a]!;
      this.#sums[topics[a]!]! += share;
      for (let b = a; b < topics.length; b++)
        this.#products[row + topics[b]!]! += share * shares[b]!;
    }
  }

  /** Pearson's correlation, in [-1, 1]; 0 when one of the two is the same everywhere. */
  correlation(a: number, b: number): number {
    const [first, second] = a < b ? [a, b] : [b, a];
    const covariance = this.#covariance(first, second);
    const spread = Math.sqrt(this.#covariance(a, a) * this.#covariance(b, b));
    return spread > 0 ? Math.max(-1, Math.min(1, covariance / spread)) : 0;
  }

  /** The topics with the largest correlation above 0 with this one. */
  closest(topic: number, limit: number): RelatedTopic[] {
    const related: RelatedTopic[] = [];
    for (let other = 0; other < this.#numTopics; other++) {
      if (other === topic) continue;
      const correlation = this.correlation(topic, other);
      if (correlation > 0) related.push({ topic: other, correlation });
    }
    return related
      .sort((a, b) => b.correlation - a.correlation || a.topic - b.topic)
      .slice(0, limit);
  }

  #covariance(first: number, second: number): number {
    const mean = this.#products[first * this.#numTopics + second]! / this.#numDocuments;
    const means = (this.#sums[first]! * this.#sums[second]!) / this.#numDocuments ** 2;
    return mean - means;
  }
}
