/** The words of each topic, counted. */
import type { SeedWord } from '../priors/seed-words.ts';

/** The words of each topic with their tallies. */
export class TopicWordLists {
  /** Pairs of a word and a count before each topic; length K + 1. */
  readonly starts: Float64Array;
  /** Of each topic, from 2 * starts[k] on, its words and then their counts: 8 bytes a pair. */
  readonly pairs: Uint32Array;

  constructor(starts: Float64Array, pairs: Uint32Array) {
    this.starts = starts;
    this.pairs = pairs;
  }

  get numTopics(): number {
    return this.starts.length - 1;
  }

  /** Word numbers by falling count; ties by rising number. */
  wordsOf(topic: number): Uint32Array {
    const both = this.wordsAndCountsOf(topic);
    return both.subarray(0, both.length / 2);
  }

  /** Tokens of each of these words in the topic, at least 1. */
  countsOf(topic: number): Uint32Array {
    const both = this.wordsAndCountsOf(topic);
    return both.subarray(both.length / 2);
  }

  /** The words, then as many counts: as they are stored. */
  wordsAndCountsOf(topic: number): Uint32Array {
    return this.pairs.subarray(2 * this.starts[topic]!, 2 * this.starts[topic + 1]!);
  }
}

/**
 * The same lists with the seed tokens of each word (priors/seed-words.ts), S times for S samples that
 * were added up: what probabilities are computed from. Words without a token may come in.
 */
export function withSeedTokens(
  lists: TopicWordLists,
  seedWords: readonly SeedWord[],
  numSamples: number,
): TopicWordLists {
  if (seedWords.length === 0) return lists;
  const topics = Array.from({ length: lists.numTopics }, (_, topic) => {
    const counts = lists.countsOf(topic);
    return new Map(Array.from(lists.wordsOf(topic), (word, place) => [word, counts[place]!]));
  });
  for (const { topic, word, tokens } of seedWords) {
    topics[topic]!.set(word, (topics[topic]!.get(word) ?? 0) + numSamples * tokens);
  }
  const starts = new Float64Array(lists.numTopics + 1);
  topics.forEach(({ size }, topic) => (starts[topic + 1] = starts[topic]! + size));
  const pairs = new Uint32Array(2 * starts[lists.numTopics]!);
  topics.forEach((counts, topic) => {
    const sorted = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
    sorted.forEach(([word, count], place) => {
      pairs[2 * starts[topic]! + place] = word;
      pairs[2 * starts[topic]! + sorted.length + place] = count;
    });
  });
  return new TopicWordLists(starts, pairs);
}

/** Word numbers are below this (V is at most 4 million). */
const wordLimit = 2 ** 22;

/**
 * Gathers the topics of all tokens by word, and turns them into the words of each topic.
 *
 * It takes two bytes for every token and eight for every pair of a word and a topic that occurs,
 * never V x K; it is used once, `add` for every stretch of tokens and then `lists`. Of several samples
 * the counts are added up, `nextSample` between them; six bytes for every pair keep the sums so far.
 */
export class TopicWordCounter {
  readonly #numTopics: number;
  readonly #ends: Float64Array;
  readonly #places: Float64Array;
  readonly #topics: Uint16Array;
  #sums: Sums | undefined;

  /** @param wordTokenCounts tokens of each word (length V). */
  constructor(wordTokenCounts: Uint32Array, numTopics: number) {
    this.#numTopics = numTopics;
    this.#places = new Float64Array(wordTokenCounts.length);
    let numTokens = 0;
    wordTokenCounts.forEach((count, word) => {
      this.#places[word] = numTokens;
      numTokens += count;
    });
    this.#ends = Float64Array.from(this.#places, (start, word) => start + wordTokenCounts[word]!);
    this.#topics = new Uint16Array(numTokens);
  }

  /** The words and the topics of some tokens, in any order. */
  add(words: Uint32Array, topics: Uint8Array | Uint16Array): void {
    for (let token = 0; token < words.length; token++) {
      const place = this.#places[words[token]!]!++;
      this.#topics[place] = topics[token]!;
    }
  }

  /**
   * Every token has been added; from now on they are added again with the topics of another state.
   */
  nextSample(): void {
    const starts = new Float64Array(this.#ends.length + 1);
    this.#forEachCell((_, word) => starts[word + 1]!++);
    for (let word = 0; word < this.#ends.length; word++) starts[word + 1]! += starts[word]!;
    const topics = new Uint16Array(starts[this.#ends.length]!);
    const counts = new Uint32Array(topics.length);
    let entry = 0;
    this.#forEachCell((topic, _, count) => {
      topics[entry] = topic;
      counts[entry++] = count;
    });
    this.#sums = { starts, topics, counts };
    this.#places.set(this.#ends.subarray(0, -1), 1);
    this.#places[0] = 0;
  }

  lists(): TopicWordLists {
    const starts = new Float64Array(this.#numTopics + 1);
    this.#forEachCell((topic) => starts[topic + 1]!++);
    for (let topic = 0; topic < this.#numTopics; topic++) starts[topic + 1]! += starts[topic]!;
    const keys = new Float64Array(starts[this.#numTopics]!);
    const filled = starts.slice();
    // One number for both, so that sorting numbers sorts by falling count, then rising word.
    this.#forEachCell((topic, word, count) => {
      keys[filled[topic]!++] = word - count * wordLimit;
    });
    // A topic's words and counts take the place of its keys: nothing is in memory twice.
    const pairs = new Uint32Array(keys.buffer);
    for (let topic = 0; topic < this.#numTopics; topic++) {
      const sorted = keys.slice(starts[topic], starts[topic + 1]).sort();
      const own = pairs.subarray(2 * starts[topic]!, 2 * starts[topic + 1]!);
      sorted.forEach((key, place) => {
        const count = Math.ceil(-key / wordLimit);
        own[place] = key + count * wordLimit;
        own[sorted.length + place] = count;
      });
    }
    return new TopicWordLists(starts, pairs);
  }

  /** Every pair of a word and a topic with its tally, word after word. */
  #forEachCell(visit: (topic: number, word: number, count: number) => void): void {
    const tallies = new Uint32Array(this.#numTopics);
    const present: number[] = [];
    let place = 0;
    const sums = this.#sums;
    this.#ends.forEach((end, word) => {
      for (let entry = sums?.starts[word] ?? 0; entry < (sums?.starts[word + 1] ?? 0); entry++) {
        const topic = sums!.topics[entry]!;
        tallies[topic] = sums!.counts[entry]!;
        present.push(topic);
      }
      for (; place < end; place++) {
        const topic = this.#topics[place]!;
        if (tallies[topic]!++ === 0) present.push(topic);
      }
      for (const topic of present) {
        visit(topic, word, tallies[topic]!);
        tallies[topic] = 0;
      }
      present.length = 0;
    });
  }
}

/** The counts of earlier samples: entries starts[w] to starts[w + 1] are the topics of word w. */
interface Sums {
  /** Length V + 1. */
  readonly starts: Float64Array;
  readonly topics: Uint16Array;
  readonly counts: Uint32Array;
}
