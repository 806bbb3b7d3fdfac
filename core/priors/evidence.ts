/** Puts together what the workers have counted for learning priors. */
import type { TokenSource } from '../corpus/token-source.ts';
import type { TallyData } from '../sampler/tally.ts';
import { type Histogram, histogramOf, withoutCounts } from './histogram.ts';
import type { PriorEvidence, SeededPair } from './learn.ts';
import { type SeedWord, seedTotals } from './seed-words.ts';

/** Counts below this have a cell in a worker's tallies. */
export const numSmallOfTopics = 64;
export const numSmallOfWords = 1024;

/** What one worker has counted. Plain data: it travels in a message. */
export interface GatheredCounts {
  /** For each topic, documents by how many of their tokens have it. */
  readonly documents: TallyData;
  /** One kind: pairs of a word and a topic by how many tokens of the word have the topic. */
  readonly words: TallyData;
}

/** What the corpus says, whatever the topics are. */
export type ConstantEvidence = Pick<PriorEvidence, 'documentLengths' | 'numWords'>;

export function constantEvidenceOf(
  source: Pick<TokenSource, 'documentLengths' | 'wordTokenCounts'>,
): ConstantEvidence {
  return {
    documentLengths: histogramOf(source.documentLengths),
    numWords: source.wordTokenCounts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
  };
}

/**
 * What all workers have counted. Where there are seed words they have counted seed tokens too, which
 * are told apart again here.
 *
 * @param counts.topicTotals n_k, seed tokens included (length K).
 * @param counts.tokensOf tokens of a seed word in its topic, seed tokens included.
 */
export function evidenceOf(
  gathered: readonly GatheredCounts[],
  counts: {
    readonly topicTotals: Int32Array;
    readonly seedWords: readonly SeedWord[];
    readonly tokensOf: (seedWord: SeedWord) => number;
  },
  constant: ConstantEvidence,
): PriorEvidence {
  const { topicTotals, seedWords, tokensOf } = counts;
  const [allPairs] = histogramsOf(gathered.map(({ words }) => words));
  const documentsOfTopics = histogramsOf(gathered.map(({ documents }) => documents));
  const ofSeeds = seedTotals(seedWords, topicTotals.length);
  const seededPairs = seedWords.map((seedWord): SeededPair => {
    const { tokens: seedTokens } = seedWord;
    return { seedTokens, tokens: tokensOf(seedWord) - seedTokens };
  });
  return {
    ...constant,
    documentsOfTopics,
    wordTopicPairs: withoutCounts(allPairs, seedWords.map(tokensOf)),
    topicTotals: topicTotals.map((count, topic) => count - ofSeeds[topic]),
    ...(seedWords.length > 0 && { seeds: { pairs: seededPairs, topicTotals: ofSeeds } }),
  };
}

/** @returns the histogram of each kind, all tallies of the same shape taken together. */
export function histogramsOf(tallies: readonly TallyData[]): Histogram[] {
  const [{ numKinds, numSmall }] = tallies;
  const small = new Uint32Array(numKinds * numSmall);
  for (const tally of tallies)
    tally.small.forEach((frequency, place) => (small[place] += frequency));
  const large = Array.from({ length: numKinds }, () => new Map<number, number>());
  for (const [kind, count] of tallies.flatMap((tally) => tally.large)) {
    large[kind].set(count, (large[kind].get(count) ?? 0) + 1);
  }
  return large.map((others, kind) =>
    histogramOfKind(small.subarray(kind * numSmall, (kind + 1) * numSmall), others),
  );
}

/** @param others frequencies of counts beyond the small ones. */
function histogramOfKind(small: Uint32Array, others: ReadonlyMap<number, number>): Histogram {
  const counts: number[] = [];
  const frequencies: number[] = [];
  small.forEach((frequency, count) => {
    if (frequency === 0) return;
    counts.push(count);
    frequencies.push(frequency);
  });
  for (const [count, frequency] of [...others].sort(([a], [b]) => a - b)) {
    counts.push(count);
    frequencies.push(frequency);
  }
  return { counts: Uint32Array.from(counts), frequencies: Uint32Array.from(frequencies) };
}
