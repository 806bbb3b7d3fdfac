/** Every message between the main thread and a worker. All else goes through shared memory. */
import type { Weights } from '../covariates/weights.ts';
import type { Reading } from '../parameter-server/client.ts';
import type { Connection } from '../parameter-server/server.ts';
import type { GatheredCounts } from '../priors/evidence.ts';
import type { AlphaVersion } from '../sampler/document-alphas.ts';
import type { SamplerDescription } from '../sampler/open.ts';
import type { Priors } from '../sampler/sampler.ts';
import type { PlacedPart } from './token-window.ts';
import type { WeightLayout } from './weight-layout.ts';

/** What a worker needs to know of what it trains. */
export interface WorkerSetup {
  readonly worker: number;
  /** Those that have something to do: the first ones. */
  readonly numWorkers: number;
  readonly memory: WebAssembly.Memory;
  /** Of the parameter server: clients for as many units as are sampled at the same time. */
  readonly server: Connection;
  readonly sampler: SamplerDescription;
  readonly priors: Priors;
  readonly seed: number;
  readonly reading: Reading;
  readonly numBlocks: number;
  readonly numRanges: number;
  /** Blocks of this process, `first` to `end - 1`; others are on other hosts. */
  readonly blocks: { readonly first: number; readonly end: number };
  readonly addresses: WorkerAddresses;
  /** Where documents have priors of their own. */
  readonly weights?: WeightLayout | undefined;
  /** For experiments and tests only. */
  readonly mishap?: Mishap | undefined;
}

export interface WorkerAddresses {
  /** int32 per block: steps that somebody has taken (lockstep). */
  readonly claims: number;
  /** The sampler's own: as many bytes as its description says. */
  readonly scratch: number;
  /** Statistics of all workers. */
  readonly statistics: number;
  /** float64 per block, then per range: the parts of the log-likelihood. */
  readonly likelihood: number;
}

/**
 * What goes wrong in a worker before a unit, with the given probability: it sleeps, so that others
 * must wait for it, it fails, its thread ends, or it takes memory until there is none. Drawn from
 * the run's seed.
 */
export interface Mishap {
  readonly probability: number;
  readonly kind: 'sleep' | 'throw' | 'exit' | 'exhaust';
  /** How long it sleeps. */
  readonly milliseconds?: number;
}

export type ToWorker =
  /** This is to be trained from now on. */
  | { readonly type: 'open'; readonly setup: WorkerSetup }
  /** Lay out a part. @param hasTopics whether its tokens have some. */
  | { readonly type: 'lay'; readonly placed: PlacedPart; readonly hasTopics: boolean }
  /** Read the topics of a part back. */
  | { readonly type: 'readTopics'; readonly placed: PlacedPart }
  /**
   * Sample until the goal; all clients are at `clock`. In live reading a worker moves the weights of
   * documents' priors on its own, as the schedule has it up to sweep `weightsMoveTo`.
   */
  | { readonly type: 'sample'; readonly clock: number; readonly weightsMoveTo: number }
  /** Live reading: move the documents of the own block to priors that are the same for all. */
  | { readonly type: 'settle'; readonly priors: Priors; readonly version: AlphaVersion }
  /** Count the topics that tokens were laid out with in the rows of ranges, as dealt. */
  | { readonly type: 'count' }
  /** Compute parts of the log-likelihood, as dealt. */
  | { readonly type: 'measure' }
  /** Count what priors are learnt from, as dealt. */
  | { readonly type: 'gather' }
  /** Sample with these priors from now on; move the documents of blocks, as dealt. */
  | { readonly type: 'usePriors'; readonly priors: Priors; readonly version: AlphaVersion }
  /** Add up what documents say of the weights, and push it, as dealt. */
  | { readonly type: 'gatherSums' }
  /** Write the priors that follow from weights into the table that is not in force, as dealt. */
  | { readonly type: 'writeAlphas'; readonly weights: Weights; readonly version: AlphaVersion };

export type FromWorker =
  | { readonly type: 'opened' }
  | { readonly type: 'laid' }
  | { readonly type: 'topicsRead' }
  | { readonly type: 'sampled' }
  | { readonly type: 'settled' }
  /** @param totals tokens of each topic, of those ranges (length stride). */
  | { readonly type: 'counted'; readonly totals: Int32Array }
  | { readonly type: 'measured' }
  | { readonly type: 'gathered'; readonly counts: GatheredCounts }
  | { readonly type: 'priorsUsed' }
  | { readonly type: 'gatheredSums' }
  | { readonly type: 'alphasWritten' }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string | undefined };
