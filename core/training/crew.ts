/**
 * All workers of a run, wherever they are: what a trainer asks of them. Workers of this process are a
 * local crew (local-crew.ts); those of several hosts are led by a coordinator (core/cluster).
 *
 * Except where it is said, everybody stands at one clock while a crew is asked.
 */
import type { Weights } from '../covariates/weights.ts';
import type { Numbers } from '../parameter-server/server.ts';
import type { GatheredCounts } from '../priors/evidence.ts';
import type { Priors } from '../sampler/sampler.ts';
import type { TrainerOptions } from './shared-state.ts';
import type { WorkerTotals } from './statistics.ts';

/** Column totals as the next step finds them (length stride), seed tokens included. */
export interface CrewTotals {
  readonly totals: Int32Array;
  /** Those that lockstep's next step will read; undefined: `totals`. */
  readonly laggedTotals: Int32Array | undefined;
}

/** Parts of the log-likelihood: one for each block, and one for each range. */
export interface MeasuredParts {
  readonly ofBlocks: Float64Array;
  readonly ofRanges: Float64Array;
}

/** A process that has a part of the workers; see HostStatus for what is shown of it. */
export interface CrewHost {
  readonly name: string;
  readonly numWorkers: number;
  /** Of documents, that it has. */
  readonly numBlocks: number;
  /** Since anything came from it. */
  readonly secondsSilent: number;
  /** That it has put for others, so far. */
  readonly numBytes: number;
}

export interface Crew {
  readonly numWorkers: number;
  /** The row of each word in the table (length V). */
  readonly rowOfWord: Uint32Array;
  /** Shared memory that this process has reserved. */
  readonly memoryBytes: number;
  /** Steps that the slowest has completed; at any time. */
  readonly clock: number;

  /**
   * Samples from one clock to another, or to where `endSoon` makes everybody stop.
   *
   * @param weightsMoveTo live reading: the last sweep after which workers move weights on their own.
   * @returns the clock at which all stand then.
   * @throws {WorkerError} when a worker fails.
   */
  sample(clock: number, goal: number, weightsMoveTo?: number): Promise<number>;
  /** Ends the sampling under way as soon as every step already begun is complete. */
  endSoon(): void;
  /** Makes everything that waits for the workers fail for this reason; at any time. */
  abandon(reason: Error): void;

  gather(): Promise<readonly GatheredCounts[]>;
  usePriors(priors: Priors): Promise<void>;
  /** Where documents have priors of their own: a step of what these depend on. */
  stepWeights(priors: Priors): Promise<Weights>;
  /** Live reading, after workers have moved weights on their own: has all use these weights. */
  settleWeights(priors: Priors): Promise<Weights>;
  /** The priors of documents, in the mean; undefined where they have none of their own. */
  meanAlpha(): Float64Array | undefined;
  measure(): Promise<MeasuredParts>;
  totals(): Promise<CrewTotals>;
  /** Rows and totals, all of one moment. */
  counts(): Promise<Numbers>;
  /** The same as this process knows them, at any time: for display, not for computing. */
  peek(): Numbers;
  /** Topics in document order, block after block, read on the way. */
  assignments(): AsyncIterable<Uint16Array>;
  /** What each worker has done since the run was started; at any time. */
  workerTotals(): WorkerTotals[];
  /** Who has them, in the same order; none where all are in this process. At any time. */
  hosts(): readonly CrewHost[];
  /**
   * At a checkpoint: whether it is worth the while to have another crew go on, of other hosts or with blocks
   * dealt otherwise. Says why.
   *
   * @param stepsLeft of the run.
   */
  wantsNewDeal(stepsLeft: number): Promise<boolean>;
  /** @param how `isFollowed`: another crew goes on, so its hosts are to wait for it. */
  close(how?: { readonly isFollowed: boolean }): Promise<void>;
}

/** @param clock of all workers at first. */
export type StartCrew = (options: TrainerOptions, clock: number) => Promise<Crew>;
