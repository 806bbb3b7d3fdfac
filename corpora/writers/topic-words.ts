/** The words of each topic, for writers. */
import type { ExportedRun, ExportSource } from './writer.ts';

export interface TopicWordCount {
  readonly word: number;
  /** Tokens of the topic in the last state. */
  readonly count: number;
  /** p(word | topic), smoothed by beta: the mean over the samples of the run. */
  readonly probability: number;
}

/**
 * The words of a topic by falling probability. Words that occur nowhere in it come last, by their
 * numbers: all of them together are the whole of phi, which adds up to 1.
 *
 * @param limit words at most.
 */
export function* wordsOfTopic(
  source: ExportSource,
  topic: number,
  limit: number | 'all',
): Generator<TopicWordCount> {
  const run = source.run();
  const numWords = source.words.length;
  const end = limit === 'all' ? numWords : Math.min(limit, numWords);
  const { words } = run.wordSums(topic);
  const last = run.wordCounts(topic);
  const countOf = new Map(Array.from(last.words, (word, place) => [word, last.counts[place]]));
  const probability = probabilitiesOf(run, { topic, numWords });
  for (const word of words.subarray(0, end)) {
    yield { word, count: countOf.get(word) ?? 0, probability: probability(word) };
  }
  if (end <= words.length || limit !== 'all') return;
  const present = new Set(words);
  for (let word = 0; word < numWords; word++) {
    if (!present.has(word)) yield { word, count: 0, probability: probability(word) };
  }
}

/** The words of a topic with their counts in all samples, seed tokens included. */
export function sumsOf(run: ExportedRun, topic: number): ReadonlyMap<number, number> {
  const { words, counts } = run.wordSums(topic);
  return new Map(Array.from(words, (word, place) => [word, counts[place]]));
}

/** p(word | topic): of counts of S samples added up, with S times beta, the mean. */
export function probabilitiesOf(
  run: ExportedRun,
  { topic, numWords }: { topic: number; numWords: number },
): (word: number) => number {
  const { counts } = run.wordSums(topic);
  const sumOf = sumsOf(run, topic);
  const beta = run.numSamples * run.beta;
  const mass = counts.reduce((sum, count) => sum + count, 0) + numWords * beta;
  return (word) => ((sumOf.get(word) ?? 0) + beta) / mass;
}

/** The names of the most probable words of a topic, at most `limit`; only words that occur in it. */
export function topWordsOf(
  { words: vocabulary }: ExportSource,
  run: ExportedRun,
  { topic, limit }: { topic: number; limit: number },
): string[] {
  const { words } = run.wordSums(topic);
  return Array.from(words.subarray(0, limit), (word) => vocabulary[word]);
}
