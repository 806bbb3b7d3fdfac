/** A session that trains a run of a project file in this machine's threads. */
import path from 'node:path';
import type { CheckpointInterval } from '../../core/training/session/checkpoint-interval.ts';
import type { SessionOptions, ThreadOptions } from '../../core/training/session/session-options.ts';
import { TrainingSession } from '../../core/training/session/session.ts';
import { featuresOfRun } from '../covariates/run-features.ts';
import { checkFingerprint } from '../database/fingerprint.ts';
import { RunRecord } from '../database/run-record.ts';
import { TrainingLock } from '../database/training-lock.ts';
import { startTrainingThread } from '../threads/training-threads.ts';
import { openInspection } from './open-inspection.ts';
import { prepareInspection } from './prepare-inspection.ts';
import type { Stretch } from './resume-run.ts';
import type { Say } from './say.ts';
import type { Stores } from './stores.ts';

export interface StretchOptions extends Pick<SessionOptions, 'onCheckpoint' | 'startCrew'> {
  readonly numWorkers: number;
  readonly checkpointEvery: CheckpointInterval;
  readonly say: Say;
  /** The tables that an inspection needs are not made at the end, but when it is opened. */
  readonly isInspectedLater?: boolean | undefined;
  /** Called when making these takes longer than somebody who sees nothing should wait. */
  readonly onSlowEnd?: (() => void) | undefined;
  /** For experiments and tests. */
  readonly threads?: ThreadOptions | undefined;
}

export function openSession(
  { file, corpus, runs, checkpoints }: Stores,
  { run, checkpoint }: Stretch,
  options: StretchOptions,
): TrainingSession {
  const keeper = new RunRecord(file, { corpus, runs, checkpoints }, run);
  return new TrainingSession({
    run,
    source: corpus.trainingTokens(run.settings),
    features: featuresOfRun(run, corpus),
    vocabulary: corpus.vocabulary().words,
    keeper,
    start: checkpoint && keeper.stateAt(checkpoint),
    fileName: path.basename(file.path),
    numWorkers: options.numWorkers,
    startWorker: startTrainingThread,
    startCrew: options.startCrew,
    checkpointEvery: options.checkpointEvery,
    openInspection: () => openInspection(file.path, run.name, options.say),
    prepareInspection: options.isInspectedLater
      ? undefined
      : (signal) =>
          prepareInspection(file, run.name, {
            say: options.say,
            signal,
            onSlow: options.onSlowEnd,
          }),
    onCheckpoint: options.onCheckpoint,
    warn: options.say,
    usedMemory: () => process.memoryUsage.rss(),
    threads: options.threads,
  });
}

/**
 * Holds a project file for training: nobody else trains in it before the lock is released.
 *
 * @throws {UserError} when another process trains in it, or its corpus is damaged.
 */
export function lockForTraining(
  { file, corpus }: Stores,
  { takeOver }: { takeOver?: boolean | undefined } = {},
): TrainingLock {
  const lock = TrainingLock.take(file, { what: 'train in', takeOver });
  try {
    checkFingerprint(file, corpus.summary().fingerprint);
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}
