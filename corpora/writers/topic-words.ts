/** The words of each topic, for writers. */
import type { ExportedRun, ExportSource } from './writer.ts';

export interface TopicWordCount {
  readonly word: number;
  readonly count: number;
  /** p(word | topic), smoothed by beta. */
  readonly probability: number;
}

/**
 * The words of a topic by falling count. Words that occur nowhere in it come last, by their numbers:
 * all of them together are the whole of phi, which adds up to 1.
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
  const { words, counts } = run.wordCounts(topic);
  const mass = run.topics[topic].numTokens + numWords * run.beta;
  for (let place = 0; place < Math.min(end, words.length); place++) {
    const count = counts[place];
    yield { word: words[place], count, probability: (count + run.beta) / mass };
  }
  if (end <= words.length || limit !== 'all') return;
  const present = new Set(words);
  for (let word = 0; word < numWords; word++) {
    if (!present.has(word)) yield { word, count: 0, probability: run.beta / mass };
  }
}

/** The names of the first words of a topic, at most `limit`; only words that occur in it. */
export function topWordsOf(
  { words: vocabulary }: ExportSource,
  run: ExportedRun,
  { topic, limit }: { topic: number; limit: number },
): string[] {
  const { words } = run.wordCounts(topic);
  return Array.from(words.subarray(0, limit), (word) => vocabulary[word]);
}
