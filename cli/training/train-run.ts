/** Trains one stretch of a run, shown as the person wants it, and says what to do next. */
import path from 'node:path';
import type { CheckpointSummary } from '../../corpora/database/checkpoints.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { TrainingLock } from '../../corpora/database/training-lock.ts';
import { openExplorerSource } from '../explorer-source.ts';
import { printJson, printMessage } from '../messages.ts';
import type { Project } from '../project.ts';
import { reportEvents } from '../screens/training/events.ts';
import { reportLines } from '../screens/training/lines.ts';
import { openTrainingScreen } from '../screens/training/open.ts';
import { type StretchOptions, checkpointIntervalOf } from './options.ts';
import { RunRecord } from './run-record.ts';
import { type Outcome, TrainingSession } from './session.ts';
import { StopSignals } from './stop-signals.ts';

/**
 * @param begin makes the run, or marks it as going on; called when the file is ours.
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
    const signals = new StopSignals(() => {
      session.stop('interrupted');
    });
    try {
      const outcome = await runAndShow(session, options);
      sayWhatNext(outcome, { file: project.file.path, run: run.name });
      if (outcome === 'interrupted') process.exitCode = signals.exitStatus;
    } finally {
      signals.release();
    }
  } finally {
    lock.release();
  }
}

async function runAndShow(session: TrainingSession, options: StretchOptions): Promise<Outcome> {
  const outcome = session.run();
  if (options.json) {
    await Promise.all([outcome, reportEvents(session, printJson)]);
  } else if (isScreenWanted(options)) {
    const screen = openTrainingScreen(session, process);
    await Promise.all([outcome.catch(() => undefined), screen]);
  } else {
    await Promise.all([outcome, reportLines(session, printMessage)]);
  }
  return outcome;
}

function isScreenWanted({ plain }: StretchOptions): boolean {
  if (plain || process.env['CI'] || process.env['TERM'] === 'dumb') return false;
  return process.stdin.isTTY && process.stdout.isTTY;
}

function sayWhatNext(outcome: Outcome, { file, run }: { file: string; run: string }): void {
  const name = /^[\w./-]+$/.test(file) ? file : JSON.stringify(file);
  if (outcome === 'done') {
    printMessage(
      `Done. Look at the topics: gibbon inspect ${name}   (as text: gibbon topics ${name})`,
    );
    return;
  }
  printMessage(`Saved "${run}". To go on: gibbon resume ${name} --run ${JSON.stringify(run)}`);
}
