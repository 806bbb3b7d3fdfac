import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { bestSamplerName } from '../../../core/sampler/open.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import { plantedCorpus } from '../../fixtures/planted-corpus.ts';
import { readBagOfWords, sharedCorpus } from '../../fixtures/shared-corpora.ts';

/** One experiment, ready to be written down. */
export interface Experiment {
  /** Names its plot. */
  readonly id: string;
  readonly title: string;
  /** How it was done, what was expected, what it shows. */
  readonly text: string;
  /** Markdown. */
  readonly table: string;
  /** SVG. */
  readonly plot: string | undefined;
  readonly isAsExpected: boolean;
}

export const stalenesses = [0, 1, 2, 4, 8, Infinity] as const;

export function nameOf(staleness: number): string {
  return staleness === Infinity ? 'inf' : String(staleness);
}

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
