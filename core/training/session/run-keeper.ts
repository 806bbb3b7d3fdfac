/**
 * Who keeps a run: the session hands over what must outlive it, and knows nothing of files. The
 * project file is one keeper (corpora/database/run-record.ts), memory another (memory-keeper.ts).
 */
import type { Priors } from '../../sampler/sampler.ts';
import type { Measurement } from './progress.ts';

/** A run whose process was killed also says 'running'. */
export type RunState = 'running' | 'stopped' | 'done';

export interface KeptMeasurement extends Measurement {
  /** Null where it was not measured. */
  readonly tokensPerSecond: number | null;
}

/**
 * The state of a chain at a moment when all workers stand at one clock: all that is needed to
 * resume from it. It is read while the workers wait; nothing of it may be kept by reference.
 */
export interface ChainState {
  /** Complete sweeps, and complete steps of the next one. */
  readonly sweep: number;
  readonly step: number;
  readonly priors: Priors;
  /** The topic totals (length K or more) that lockstep still needs of the step before. */
  laggedTotals(): Promise<Int32Array | undefined>;
  /** The topics of all tokens in document order, in chunks of any size. */
  assignments(): AsyncIterable<Uint16Array>;
}

/** What is true of the run together with a checkpoint. */
export interface AtCheckpoint {
  readonly state: RunState;
  /** Of training since the run began. */
  readonly seconds: number;
  /** A save that waits need not wait any longer: nothing is written. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunKeeper {
  /** Of this run so far, in the order of their sweeps. */
  readonly measurements: readonly Measurement[];
  readonly hasCheckpoint: boolean;

  /** May reach the keeper's store later, at the next checkpoint at the latest. */
  addMeasurement(measurement: KeptMeasurement): void;

  /** The run's total from now on, true together with the next checkpoint. */
  setSweeps(numSweeps: number): void;

  /**
   * Keeps a checkpoint: safe when the promise is fulfilled, and the state of the run and all
   * measurements become true in the same moment. All or nothing.
   */
  saveCheckpoint(chain: ChainState, at: AtCheckpoint): Promise<void>;

  /** Whether saving may work again later (the disk is full, say): then the run continues. */
  isPassing(error: unknown): boolean;
}
