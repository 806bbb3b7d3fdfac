/** How much the words of a topic are its own: exclusivity, FREX, and the diversity of all topics. */
import { assert } from '../errors.ts';
import type { TopicWordsModel } from './topic-words-model.ts';

/**
 * Shares of topics in words: phi_kw / sum over j of phi_jw, which is 1 for a word that only this
 * topic uses and 1/K for one that all use alike.
 */
export class Exclusivity {
  readonly #model: TopicWordsModel;
  /** The sum of phi_jw over all topics j (length V); and the same, rising. */
  readonly #sums: Float64Array;
  readonly #risingSums: Float64Array;

  constructor(model: TopicWordsModel) {
    this.#model = model;
    let floor = 0;
    for (let topic = 0; topic < model.numTopics; topic++)
      floor += model.beta / model.divisor(topic);
    this.#sums = new Float64Array(model.numWords).fill(floor);
    for (let topic = 0; topic < model.numTopics; topic++) {
      const counts = model.countsOf(topic);
      const divisor = model.divisor(topic);
      model.wordsOf(topic).forEach((word, place) => (this.#sums[word] += counts[place] / divisor));
    }
    this.#risingSums = this.#sums.toSorted();
  }

  /** The mean share of the topic in its top words, in (0, 1]. Undefined for a topic without words. */
  exclusivity(topic: number, numTopWords: number): number | undefined {
    return meanOf(this.#shares(topic).subarray(0, numTopWords));
  }

  /**
   * The mean FREX of the topic's top words: the harmonic mean of two ranks among all words, that of
   * the word's share in the topic and that of its probability, each in (0, 1].
   *
   * Source: Bischof and Airoldi, "Summarizing topical content with word frequency and exclusivity",
   * ICML 2012; means over top words as in the R package stm, also with `weight` 0.7.
   *
   * @param weight of exclusivity; the rest is that of frequency.
   */
  frex(
    topic: number,
    { numTopWords, weight }: { numTopWords: number; weight: number },
  ): number | undefined {
    assert(weight >= 0 && weight <= 1, 'the weight of exclusivity is a share');
    const shares = this.#shares(topic);
    const scores = shares.subarray(0, numTopWords).map((share, place) => {
      const exclusive = this.#rankOfShare(topic, { share, shares });
      const frequent = this.#rankOfCount(topic, place);
      return 1 / (weight / exclusive + (1 - weight) / frequent);
    });
    return meanOf(scores);
  }

  /** Of the words that have tokens in the topic, in its order. */
  #shares(topic: number): Float64Array {
    const { beta } = this.#model;
    const counts = this.#model.countsOf(topic);
    const divisor = this.#model.divisor(topic);
    return Float64Array.from(
      this.#model.wordsOf(topic),
      (word, place) => (counts[place] + beta) / divisor / this.#sums[word],
    );
  }

  /**
   * The part of all V words whose share in the topic is at most as high. Words without a token in
   * the topic have beta / divisor / sum: those with a high enough sum are found in the sorted sums.
   */
  #rankOfShare(topic: number, { share, shares }: { share: number; shares: Float64Array }): number {
    const leastSum = this.#model.beta / this.#model.divisor(topic) / share;
    let numBelow = this.#sums.length - numBefore(this.#risingSums, leastSum);
    this.#model.wordsOf(topic).forEach((word, place) => {
      if (this.#sums[word] >= leastSum) numBelow--;
      if (shares[place] <= share) numBelow++;
    });
    return numBelow / this.#sums.length;
  }

  /** The part of all V words that have at most as many tokens in the topic. */
  #rankOfCount(topic: number, place: number): number {
    const counts = this.#model.countsOf(topic);
    let numAbove = place;
    while (numAbove > 0 && counts[numAbove - 1] === counts[place]) numAbove--;
    return (this.#model.numWords - numAbove) / this.#model.numWords;
  }
}

/**
 * Different words among the top words of all topics, as a share of all places: 1 when no two
 * topics share a top word.
 *
 * Source: Dieng, Ruiz and Blei, "Topic modeling in embedding spaces", TACL 8 (2020), with 25 words.
 */
export function topicDiversity(topWords: readonly Uint32Array[]): number {
  const numPlaces = topWords.reduce((sum, { length }) => sum + length, 0);
  return new Set(topWords.flatMap((words) => [...words])).size / numPlaces;
}

/** How many of rising values are below a limit. */
function numBefore(rising: Float64Array, limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function meanOf(values: Float64Array): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
