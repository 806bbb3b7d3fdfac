/** Trains one stretch of a run, shown as the person wants it, and says what to do next. */
import path from 'node:path';
import type { CheckpointSummary } from '../../corpora/database/checkpoints.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { TrainingLock } from '../../corpora/database/training-lock.ts';
import { openExplorerSource } from '../explorer-source.ts';
import { printMessage, printResult } from '../messages.ts';
import type { Project } from '../project.ts';
import { TrainingEvents } from '../screens/training/events.ts';
import type { TrainingSnapshot } from '../screens/training/feed.ts';
import { TrainingLines, watchTraining } from '../screens/training/lines.ts';
import { openTrainingScreen } from '../screens/training/open.ts';
import { trainingSummary } from '../screens/training/summary.ts';
import { type StretchOptions, checkpointIntervalOf } from './options.ts';
import { RunRecord } from './run-record.ts';
import { TrainingSession } from './session.ts';
import { StopSignals } from './stop-signals.ts';

/**
 * @param begin makes the run, or marks it as going on; called when the file is ours alone.
 * @param checkpoint where it goes on.
 */
export async function trainRun(
  project: Project,
  begin: () => StoredRun,
  options: StretchOptions,
  checkpoint?: CheckpointSummary,
): Promise<void> {
  const lock = TrainingLock.take(project.file);
  try {
    const run = begin();
    const session = new TrainingSession({
      record: new RunRecord(project.file, project, run),
      corpus: project.corpus,
      run,
      fileName: path.basename(project.file.path),
      checkpoint,
      numWorkers: options.workers,
      checkpointEvery: checkpointIntervalOf(options),
      openExplorer: () => openExplorerSource(project.file.path, run.name),
    });
    await runWithSignals(session, options, project.file.path);
  } finally {
    lock.release();
  }
}

async function runWithSignals(
  session: TrainingSession,
  options: StretchOptions,
  filePath: string,
): Promise<void> {
  const signals = new StopSignals(() => {
    session.stop('interrupted');
  });
  try {
    const [outcome, last] = await Promise.all([session.run(), show(session, options)]);
    if (!options.json) printMessage(trainingSummary(last, filePath).join('\n'));
    if (outcome === 'interrupted') process.exitCode = signals.exitStatus;
  } finally {
    signals.release();
  }
}

/** Shows the run until it has ended; @returns its last snapshot. */
function show(session: TrainingSession, options: StretchOptions): Promise<TrainingSnapshot> {
  if (options.json) return watchTraining(session, new TrainingEvents(printResult));
  if (isScreenWanted(options)) {
    const { stdin, stdout, env } = process;
    return openTrainingScreen(session, { stdin, stdout, environment: env });
  }
  const now = () => performance.now() / 1000;
  return watchTraining(session, new TrainingLines({ write: printMessage, now }));
}

function isScreenWanted({ plain }: StretchOptions): boolean {
  if (plain || process.env['CI'] || process.env['TERM'] === 'dumb') return false;
  return process.stdin.isTTY && process.stdout.isTTY;
}
