/** The most frequent words of each topic, straight from the counts. */
import type { WordTopicCounts } from '../corpus/word-topic-counts.ts';

/**
 * Reads every count once, a stretch of words at a time, so it may run while workers change them
 * (for a screen): each topic keeps the `limit` largest it has met, in falling order; ties go to
 * the smaller word.
 */
export class TopWords {
  /** Word numbers per topic. */
  readonly words: number[][];
  readonly #tallies: number[][];
  /** To enter a topic's list, a count must be above this one (length K). */
  readonly #smallest: Int32Array;
  readonly #limit: number;

  constructor(numTopics: number, limit: number) {
    this.words = Array.from({ length: numTopics }, () => []);
    this.#tallies = Array.from({ length: numTopics }, () => []);
    this.#smallest = new Int32Array(numTopics);
    this.#limit = limit;
  }

  /** Words `first` to `end - 1`; stretches come in order. */
  add(counts: WordTopicCounts, { first, end }: { first: number; end: number }): void {
    const { rows, rowOfWord } = counts;
    const smallest = this.#smallest;
    for (let word = first; word < end; word++) {
      const row = rows.at(rowOfWord[word]);
      for (let topic = 0; topic < smallest.length; topic++) {
        const count = row[topic];
        if (count > smallest[topic]) this.#insert(topic, word, count);
      }
    }
  }

  #insert(topic: number, word: number, count: number): void {
    const words = this.words[topic];
    const tallies = this.#tallies[topic];
    let place = tallies.length;
    while (place > 0 && tallies[place - 1] < count) place--;
    words.splice(place, 0, word);
    tallies.splice(place, 0, count);
    if (words.length > this.#limit) {
      words.pop();
      tallies.pop();
    }
    if (words.length === this.#limit) this.#smallest[topic] = tallies[this.#limit - 1];
  }
}
