/** Counts the topics of each document, for MALLET's files. */
import { DocumentShares } from '../../../core/inspection/shares.ts';
import type { ExportedRun } from '../writer.ts';
import { talliesOf } from './topic-docs.ts';

const thresholds = [0.02, 0.3, 0.5] as const;

/** What the documents say about each topic (arrays of length K). */
export interface DocumentTallies {
  /** The sum of n_dk ln n_dk over the documents. */
  readonly tokenEntropy: Float64Array;
  /** Documents with a token of the topic. */
  readonly numWithTopic: Uint32Array;
  /** Documents that have more tokens of it than of any other; of equal ones the lowest counts. */
  readonly numFirst: Uint32Array;
  /** Documents with a token of it in which its share is at least so large. */
  readonly numAtLeast: Readonly<Record<(typeof thresholds)[number], Uint32Array>>;
  /** Documents in which two of the topic's top words, by their ranks, both have its tokens. */
  together(topic: number, rank: number, other: number): number;
}

/** Counts in one pass over the documents. */
export function countDocuments(run: ExportedRun, numTopWords: number): DocumentTallies {
  const numTopics = run.topics.length;
  const tokenEntropy = new Float64Array(numTopics);
  const [numWithTopic, numFirst] = [new Uint32Array(numTopics), new Uint32Array(numTopics)];
  const numAtLeast = {
    0.02: new Uint32Array(numTopics),
    0.3: new Uint32Array(numTopics),
    0.5: new Uint32Array(numTopics),
  };
  const shares = new DocumentShares(run.priors);
  const pairs = new TopWordPairs(run, numTopWords);
  for (const { id, words, topics } of run.documents()) {
    let first = -1;
    const tallies = talliesOf(topics);
    for (const [topic, count] of tallies) {
      tokenEntropy[topic] += count * Math.log(count);
      numWithTopic[topic]++;
      const share = shares.in(id).of(topic, { count, length: topics.length });
      for (const least of thresholds) if (share >= least) numAtLeast[least][topic]++;
      const most = tallies.get(first) ?? 0;
      if (count > most || (count === most && topic < first)) first = topic;
    }
    if (first >= 0) numFirst[first]++;
    pairs.add(words, topics);
  }
  const together: DocumentTallies['together'] = (topic, rank, other) =>
    pairs.count(topic, rank, other);
  return { tokenEntropy, numWithTopic, numFirst, numAtLeast, together };
}

/** Counts the documents in which the top words of a topic stand together as tokens of it. */
class TopWordPairs {
  readonly #numRanks: number;
  readonly #ranks: readonly ReadonlyMap<number, number>[];
  /** K x ranks x ranks. */
  readonly #counts: Uint32Array;

  constructor(run: ExportedRun, numRanks: number) {
    this.#numRanks = numRanks;
    this.#ranks = run.topics.map(({ topic }) => {
      const top = run.wordCounts(topic).words.subarray(0, numRanks);
      return new Map(Array.from(top, (word, rank) => [word, rank]));
    });
    this.#counts = new Uint32Array(run.topics.length * numRanks * numRanks);
  }

  add(words: Uint32Array, topics: Uint16Array): void {
    const found = new Map<number, Set<number>>();
    words.forEach((word, token) => {
      const topic = topics[token];
      const rank = this.#ranks[topic].get(word);
      if (rank === undefined) return;
      const ranks = found.get(topic);
      if (ranks === undefined) found.set(topic, new Set([rank]));
      else ranks.add(rank);
    });
    for (const [topic, ranks] of found) {
      for (const rank of ranks)
        for (const other of ranks) this.#counts[this.#at(topic, rank, other)]++;
    }
  }

  count(topic: number, rank: number, other: number): number {
    return this.#counts[this.#at(topic, rank, other)];
  }

  #at(topic: number, rank: number, other: number): number {
    return (topic * this.#numRanks + rank) * this.#numRanks + other;
  }
}
