/**
 * The word distributions of a model's topics, phi_kw = (n_kw + beta) / (n_k + V beta), kept as
 * counts: most words have no token in most topics.
 */
import type { TopicWordLists } from '../inspection/topic-words.ts';

export class TopicWordsModel {
  readonly lists: TopicWordLists;
  readonly numTopics: number;
  /** V. */
  readonly numWords: number;
  readonly beta: number;
  /** n_k (length K). */
  readonly topicTotals: Float64Array;

  constructor(lists: TopicWordLists, { numWords, beta }: { numWords: number; beta: number }) {
    this.lists = lists;
    this.numTopics = lists.numTopics;
    this.numWords = numWords;
    this.beta = beta;
    this.topicTotals = new Float64Array(this.numTopics);
    for (let topic = 0; topic < this.numTopics; topic++) {
      for (const count of this.countsOf(topic)) this.topicTotals[topic] += count;
    }
  }

  /** The words of a topic, by falling count. */
  wordsOf(topic: number): Uint32Array {
    return this.lists.wordsOf(topic);
  }

  /** Their counts. */
  countsOf(topic: number): Uint32Array {
    return this.lists.countsOf(topic);
  }

  /** The most probable words of each topic; a topic with fewer words has fewer. */
  topWords(numTopWords: number): Uint32Array[] {
    return Array.from({ length: this.numTopics }, (_, topic) =>
      this.wordsOf(topic).subarray(0, numTopWords),
    );
  }

  /** n_k + V beta: what counts + beta are divided by. */
  divisor(topic: number): number {
    return this.topicTotals[topic] + this.numWords * this.beta;
  }
}
