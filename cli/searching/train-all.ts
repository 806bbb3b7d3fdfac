/** Trains the runs of a search one after the other; those that are done are left as they are. */
import type { RunSettings } from '../../core/training/settings.ts';
import { TrainingSession } from '../../core/training/session/session.ts';
import { checkFingerprint } from '../../corpora/database/fingerprint.ts';
import { RunRecord } from '../../corpora/database/run-record.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { TrainingLock } from '../../corpora/database/training-lock.ts';
import { startTrainingThread } from '../../corpora/threads/training-threads.ts';
import { newestCheckpoint } from '../../corpora/project/stores.ts';
import { type Project } from '../project.ts';
import { printMessage } from '../speaking/messages.ts';
import { explainFailure } from '../training/explain-failure.ts';
import { type StretchOptions, checkpointIntervalOf } from '../training/options.ts';
import { StopSignals } from '../training/stop-signals.ts';

/** One run of a search; the name says what it is, so that a search is taken up where it stopped. */
export interface PlannedRun {
  readonly name: string;
  readonly settings: RunSettings;
  readonly numSweeps: number;
}

/** @returns whether all are done: not when somebody stopped it, and then all is saved. */
export async function trainAll(
  project: Project,
  plan: readonly PlannedRun[],
  options: StretchOptions,
): Promise<boolean> {
  const lock = TrainingLock.take(project.file, { what: 'search in', takeOver: options.takeOver });
  try {
    checkFingerprint(project.file, project.corpus.summary().fingerprint);
    for (const [place, planned] of plan.entries()) {
      const label = `[${place + 1}/${plan.length}] ${planned.name}`;
      if (!(await trainOne(project, planned, { ...options, label }))) return false;
    }
    return true;
  } finally {
    lock.release();
  }
}

async function trainOne(
  project: Project,
  planned: PlannedRun,
  options: StretchOptions & { label: string },
): Promise<boolean> {
  const { label } = options;
  if (isDone(project, planned)) {
    printMessage(`${label}: already done`);
    return true;
  }
  const run = beginOrGoOn(project, planned);
  const checkpoint = newestCheckpoint(project, run, printMessage);
  if (checkpoint !== undefined) project.checkpoints.deleteAfter(run, checkpoint);
  project.runs.forgetMeasurementsAfter(run, checkpoint?.sweep ?? -1);
  const keeper = new RunRecord(project.file, project, run);
  const session = new TrainingSession({
    run,
    source: project.corpus.trainingTokens(run.settings),
    vocabulary: project.corpus.vocabulary().words,
    keeper,
    start: checkpoint && keeper.stateAt(checkpoint),
    numWorkers: options.workers,
    startWorker: startTrainingThread,
    checkpointEvery: checkpointIntervalOf(options),
    warn: printMessage,
    usedMemory: () => process.memoryUsage.rss(),
  });
  try {
    return await watched(session, label);
  } catch (error) {
    throw explainFailure(error, project, run);
  }
}

function isDone(project: Project, { name, numSweeps }: PlannedRun): boolean {
  const run = project.runs.list().find((stored) => stored.name === name);
  const checkpoint = run && newestCheckpoint(project, run, printMessage);
  return checkpoint !== undefined && checkpoint.sweep >= numSweeps;
}

/** The stored run of that name, or a new one. */
function beginOrGoOn(project: Project, { name, settings, numSweeps }: PlannedRun): StoredRun {
  const known = project.runs.list().find((run) => run.name === name);
  if (known === undefined) {
    const { fingerprint } = project.corpus.summary();
    return project.runs.create({ name, fingerprint, settings, numSweeps });
  }
  project.runs.update(known, { state: 'running', numSweeps });
  return project.runs.find(name);
}

async function watched(session: TrainingSession, label: string): Promise<boolean> {
  const signals = new StopSignals(() => {
    session.stop('interrupted');
  });
  const isLive = process.stderr.isTTY;
  const timer = isLive
    ? setInterval(() => {
        process.stderr.write(`\r\x1b[K${progressLine(session, label)}`);
      }, 500)
    : undefined;
  try {
    const outcome = await session.run();
    clearInterval(timer);
    if (isLive) process.stderr.write('\r\x1b[K');
    printMessage(progressLine(session, label));
    if (outcome !== 'done') process.exitCode = signals.exitStatus;
    return outcome === 'done';
  } finally {
    clearInterval(timer);
    signals.release();
  }
}

function progressLine(session: TrainingSession, label: string): string {
  const { sweep, numSweeps, measurements, seconds } = session.snapshot();
  const likelihood = measurements.at(-1)?.logLikelihoodPerToken.toFixed(3) ?? '-';
  return `${label}: sweep ${sweep}/${numSweeps}, ${likelihood}/token, ${seconds.toFixed(0)} s`;
}
