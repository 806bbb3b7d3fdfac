/** Trains one stretch of a run, shown as the person wants it, and says what to do next. */
import path from 'node:path';
import type { CheckpointSummary } from '../../corpora/database/checkpoints.ts';
import { checkFingerprint } from '../../corpora/database/fingerprint.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { TrainingLock } from '../../corpora/database/training-lock.ts';
import { startTrainingThread } from '../../corpora/threads/training-threads.ts';
import { openInspection } from '../inspecting/open.ts';
import { inertJson, printJson, printMessage, printResult } from '../speaking/messages.ts';
import type { Project } from '../project.ts';
import { fileAndRun } from '../speaking/type-again.ts';
import { TrainingEvents } from '../screens/training/events.ts';
import { type Outcome, TrainingSession } from '../../core/training/session/session.ts';
import type { ThreadOptions } from '../../core/training/session/session-options.ts';
import { RunRecord } from '../../corpora/database/run-record.ts';
import type { TrainingSnapshot } from '../../core/training/session/progress.ts';
import { TrainingLines, watchTraining } from '../screens/training/lines.ts';
import { openTrainingScreen } from '../screens/training/open.ts';
import { trainingSummary } from '../screens/training/summary.ts';
import { explainFailure, whatIsSaved } from './explain-failure.ts';
import { type StretchOptions, checkpointIntervalOf } from './options.ts';
import { StopSignals } from './stop-signals.ts';

/** What is to be trained: a run, and where it goes on. */
export interface Stretch {
  readonly run: StoredRun;
  /** Absent when it begins. */
  readonly checkpoint?: CheckpointSummary | undefined;
}

export interface TrainRunOptions extends StretchOptions {
  /** For experiments and tests. */
  readonly threads?: ThreadOptions | undefined;
}

/**
 * @param begin makes the run, or marks it as going on; called when the file is ours alone.
 *   Undefined when there is nothing to do.
 * @throws {UserError} when another process trains in the file, or the run cannot go on; what was
 *   saved before is whole.
 */
export async function trainRun(
  project: Project,
  begin: () => Stretch | undefined,
  options: TrainRunOptions,
): Promise<void> {
  const { file, corpus } = project;
  const lock = TrainingLock.take(file, { what: 'train in', takeOver: options.takeOver });
  try {
    checkFingerprint(file, corpus.summary().fingerprint);
    const stretch = begin();
    if (stretch === undefined) return;
    try {
      await trainStretch(project, stretch, options);
    } catch (error) {
      throw explainFailure(error, project, stretch.run);
    }
  } finally {
    lock.release();
  }
}

async function trainStretch(
  project: Project,
  { run, checkpoint }: Stretch,
  options: TrainRunOptions,
): Promise<void> {
  const { file, corpus } = project;
  const isOnScreen = isScreenWanted(options);
  const warnings: string[] = [];
  const warn = (message: string): void => {
    if (isOnScreen) warnings.push(message);
    else printMessage(message);
  };
  const keeper = new RunRecord(file, project, run);
  const session = new TrainingSession({
    run,
    source: corpus.trainingTokens(run.settings),
    vocabulary: corpus.vocabulary().words,
    keeper,
    start: checkpoint && keeper.stateAt(checkpoint),
    fileName: path.basename(file.path),
    numWorkers: options.workers,
    startWorker: startTrainingThread,
    checkpointEvery: checkpointIntervalOf(options),
    openInspection: () => openInspection(file.path, run.name, warn),
    onCheckpoint: (at) => {
      if (options.json) printJson({ event: 'checkpoint', ...at });
    },
    warn,
    usedMemory: () => process.memoryUsage.rss(),
    threads: options.threads,
  });
  try {
    const outcome = await runWithSignals(session, options, fileAndRun(project, run));
    if (outcome === 'left') printMessage(`Left at once. ${whatIsSaved(project, run)}`);
  } finally {
    for (const warning of warnings) printMessage(warning);
  }
}

/** @param typed the project file and the run, for what is said at the end. */
async function runWithSignals(
  session: TrainingSession,
  options: StretchOptions,
  typed: string,
): Promise<Outcome> {
  const signals = new StopSignals(() => {
    session.stop('interrupted');
  });
  try {
    const [outcome, last] = await bothOf(session.run(), show(session, options), () => {
      session.stop('interrupted');
    });
    if (outcome !== 'left' && !options.json) printMessage(trainingSummary(last, typed).join('\n'));
    if (outcome === 'interrupted' || outcome === 'left') process.exitCode = signals.exitStatus;
    return outcome;
  } finally {
    signals.release();
  }
}

/** Waits for the run and for what shows it: when the latter breaks, the run is saved and ends. */
async function bothOf<Run, Shown>(
  run: Promise<Run>,
  shown: Promise<Shown>,
  stop: () => void,
): Promise<[Run, Shown]> {
  shown.catch(stop);
  const [ran, seen] = await Promise.allSettled([run, shown]);
  if (ran.status === 'rejected') throw ran.reason;
  if (seen.status === 'rejected') throw seen.reason;
  return [ran.value, seen.value];
}

/** Shows the run until it has ended; @returns its last snapshot. */
function show(session: TrainingSession, options: StretchOptions): Promise<TrainingSnapshot> {
  if (options.json)
    return watchTraining(session, new TrainingEvents((line) => printResult(inertJson(line))));
  if (isScreenWanted(options)) {
    const { stdin, stdout, env } = process;
    return openTrainingScreen(session, { stdin, stdout, environment: env });
  }
  const now = () => performance.now() / 1000;
  return watchTraining(session, new TrainingLines({ write: printMessage, now }));
}

function isScreenWanted({ plain, json }: StretchOptions): boolean {
  if (plain || json || process.env['CI'] || process.env['TERM'] === 'dumb') return false;
  return process.stdin.isTTY && process.stdout.isTTY;
}
