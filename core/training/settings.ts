import type { Reading } from '../parameter-server/client.ts';

/** What decides a run: stored with it, and refused to change on resume unless said otherwise. */
export interface RunSettings {
  /** K, 1 to 65,536. */
  readonly numTopics: number;
  /** Dirichlet prior of each topic in a document (symmetric), in (0, 1000]. */
  readonly alpha: number;
  /** Dirichlet prior of each word in a topic, in (0, 1000]. */
  readonly beta: number;
  /** Unsigned 32-bit integer from which all randomness of the run is derived. */
  readonly seed: number;
  /** B: blocks of documents, ranges of words, and shards of the parameter server. */
  readonly numBlocks: number;
  /** Name and version of the sampler: identical bytes are promised within one version only. */
  readonly sampler: string;
  /** 0 is lockstep; 1 and more (or Infinity) live reading. May change on resume. */
  readonly staleness: number;
  /** Likelihood is measured every so many sweeps. */
  readonly measureEvery: number;
}

/** What a run's staleness means, where nobody says otherwise. */
export function readingAt(staleness: number): Reading {
  return staleness === 0 ? 'lockstep' : 'live';
}
