/** What a session is made of: a run, its corpus, and who keeps and watches it. */
import type { DocumentFeatures } from '../../covariates/design.ts';
import type { TokenSource } from '../../corpus/token-source.ts';
import type { Inspection } from '../../inspection/inspection.ts';
import { type RunSettings, checkSetting } from '../settings.ts';
import type { StoredState, TrainerOptions } from '../shared-state.ts';
import { checkTrainer } from '../trainer-options.ts';
import type { StartCrew } from '../crew.ts';
import type { StartWorker } from '../worker-host.ts';
import { type CheckpointInterval, checkInterval } from './checkpoint-interval.ts';
import type { RunKeeper } from './run-keeper.ts';

export interface SessionOptions {
  readonly run: {
    readonly name: string;
    readonly settings: RunSettings;
    readonly numSweeps: number;
  };
  readonly source: TokenSource;
  /** Of the documents, where the run has covariates. */
  readonly features?: DocumentFeatures | undefined;
  /** The words by their numbers, for showing topics while they form (length V). */
  readonly vocabulary: readonly string[];
  readonly keeper: RunKeeper;
  /** Where the run resumes, and after how many seconds of training; absent when it begins. */
  readonly start?: (StoredState & { readonly seconds: number }) | undefined;
  readonly numWorkers: number;
  /** How a worker is started: see worker-host.ts. */
  readonly startWorker: StartWorker;
  /** Where the workers are on other hosts, too; absent: all are in this process. */
  readonly startCrew?: StartCrew | undefined;
  readonly checkpointEvery: CheckpointInterval;
  /** Shown in headlines. */
  readonly fileName?: string | undefined;
  /** Opens the run's newest checkpoint for inspection; absent where nobody will. */
  readonly openInspection?: (() => Inspection) | undefined;
  /**
   * Makes what an inspection will need when the run has ended and all is saved; absent where that is
   * made when it is opened. It ends early, and does not fail, when the signal is aborted.
   */
  readonly prepareInspection?: ((signal: AbortSignal) => Promise<void>) | undefined;
  /** Called as soon as a checkpoint is safe. */
  readonly onCheckpoint?: ((at: { sweep: number; step: number }) => void) | undefined;
  /** Called when something went wrong that does not end the run. */
  readonly warn: (message: string) => void;
  /** Bytes that the program takes now; absent: what the training has reserved. */
  readonly usedMemory?: (() => number) | undefined;
  /** For experiments and tests. */
  readonly threads?: ThreadOptions | undefined;
}

/** What goes wrong in the workers on purpose, and how long they may stand still. */
export type ThreadOptions = Pick<TrainerOptions, 'mishaps' | 'hangLimitSeconds'>;

/** @throws {UsageError} when a number is out of its range. */
export function checkSession({ checkpointEvery, ...options }: SessionOptions): void {
  const { settings, numSweeps } = options.run;
  checkSetting('numSweeps', numSweeps);
  checkTrainer({ ...options, ...options.threads, settings });
  checkInterval(checkpointEvery);
}
