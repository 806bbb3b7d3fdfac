/** What an experiment is, and the variants that most of them compare. */
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { bestSamplerName } from '../../../core/sampler/open.ts';
import type { Reading } from '../../../core/parameter-server/client.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import { plantedCorpus } from '../../fixtures/planted-corpus.ts';
import { readBagOfWords, sharedCorpus } from '../../fixtures/shared-corpora.ts';

/** One experiment, ready to be written down. */
export interface Experiment {
  /** Names its plot. */
  readonly id: string;
  readonly title: string;
  /** How it was done, and why so. */
  readonly text: string;
  /** Markdown. */
  readonly table: string;
  /** SVG. */
  readonly plot: string | undefined;
  /** What theory says of it: PARAMETER-SERVER, T7 to T12. */
  readonly expectations: readonly Expectation[];
  /** What to make of it. */
  readonly remark?: string;
}

export interface Expectation {
  readonly what: string;
  readonly isSeen: boolean;
}

/** One row of a table, one curve of a plot. */
export interface Variant {
  readonly name: string;
  readonly reading: Reading;
  readonly staleness: number;
}

/**
 * The curve of Stale Synchronous Parallel: live reading over the same partitions, and nothing but
 * the bound differs. s = 0 is bulk-synchronous.
 */
export const liveVariants: readonly Variant[] = [0, 1, 2, 4, 8, Infinity].map((staleness) => ({
  name: `s = ${staleness === Infinity ? 'inf' : staleness}`,
  reading: 'live',
  staleness,
}));

/** What `--staleness 0` is for a user: beside the curve, not on it. */
export const rotation: Variant = { name: 'lockstep (rotation)', reading: 'lockstep', staleness: 0 };

export const variants: readonly Variant[] = [...liveVariants, rotation];

export function settingsFor(change: Partial<RunSettings>): RunSettings {
  return {
    numTopics: 50,
    alpha: 0.1,
    beta: 0.01,
    seed: 1,
    numBlocks: 8,
    sampler: bestSamplerName(),
    staleness: 0,
    measureEvery: 10,
    ...change,
  };
}

/** The AP corpus where it lies beside the checkout, else one with planted topics. */
export function experimentCorpus(): { name: string; source: TokenSource } {
  const path = sharedCorpus('ap-blei');
  if (path !== undefined) return { name: 'AP (436,000 tokens)', source: readBagOfWords(path) };
  return { name: 'planted topics (400,000 tokens)', source: generatedCorpus(400_000) };
}

export function generatedCorpus(numTokens: number): TokenSource {
  return plantedCorpus({
    numTopics: 40,
    wordsPerTopic: 100,
    numDocuments: Math.round(numTokens / 100),
    meanLength: 100,
    seed: 11,
  });
}
