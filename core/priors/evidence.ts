/** Puts together what the workers have counted for learning priors. */
import type { TokenSource } from '../corpus/token-source.ts';
import type { TallyData } from '../sampler/tally.ts';
import { type Histogram, histogramOf } from './histogram.ts';
import type { PriorEvidence } from './learn.ts';

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

/** @param topicTotals n_k (length K). */
export function evidenceOf(
  gathered: readonly GatheredCounts[],
  topicTotals: Int32Array,
  constant: ConstantEvidence,
): PriorEvidence {
  const [wordTopicPairs] = histogramsOf(gathered.map(({ words }) => words));
  return {
    ...constant,
    documentsOfTopics: histogramsOf(gathered.map(({ documents }) => documents)),
    wordTopicPairs,
    topicTotals,
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
