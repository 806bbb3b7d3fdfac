/** Trains one stretch of a run, shown as the person wants it, and says what to do next. */
import { lockForTraining, openSession } from '../../corpora/project/open-session.ts';
import { type Stretch, resumeRun } from '../../corpora/project/resume-run.ts';
import { HostLost } from '../../core/cluster/failures.ts';
import type { StartCrew } from '../../core/training/crew.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import type { Leader } from '../cluster/leader.ts';
import { HeldMessages } from '../speaking/held-messages.ts';
import { printJson, printMessage } from '../speaking/messages.ts';
import { canRedraw } from '../speaking/can-redraw.ts';
import type { Project } from '../project.ts';
import { fileAndRun } from '../speaking/type-again.ts';
import { TrainingEvents, endedEvent } from '../screens/training/events.ts';
import type { Outcome, TrainingSession } from '../../core/training/session/session.ts';
import type { ThreadOptions } from '../../core/training/session/session-options.ts';
import type { TrainingSnapshot } from '../../core/training/session/progress.ts';
import { TrainingLines, watchTraining } from '../screens/training/lines.ts';
import { openTrainingScreen } from '../screens/training/open.ts';
import { type Typed, trainingSummary } from '../screens/training/summary.ts';
import { labelledRun } from '../labelling/labelled-run.ts';
import { explainFailure, whatIsSaved } from './explain-failure.ts';
import { openLeader, refuseCovariates, refuseLive } from './open-leader.ts';
import { type StretchOptions, checkpointIntervalOf } from './options.ts';
import { StopSignals } from './stop-signals.ts';

export interface TrainRunOptions extends StretchOptions {
  /** For experiments and tests. */
  readonly threads?: ThreadOptions | undefined;
}

/**
 * @param begin makes the run, or marks it as going on; called when the file is ours alone.
 * @throws {UserError} when another process trains in the file, or the run cannot go on; what was
 *   saved before is whole.
 */
export async function trainRun(
  project: Project,
  begin: () => Stretch,
  options: TrainRunOptions,
): Promise<void> {
  const lock = lockForTraining(project, options);
  const messages = new HeldMessages();
  try {
    const leader = await openLeader(options, messages.say);
    let failure: unknown;
    try {
      const stretch = begin();
      if (stretch.isComplete) {
        await leader?.letGo(stretch.run);
        if (options.json) printJson(endOfRun(project, stretch));
      } else await trainStoppably(project, stretch, { options, leader, messages });
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      await leader?.close(failure);
    }
  } finally {
    lock.release();
  }
}

/** The last event of a run that has all its sweeps already. */
function endOfRun({ corpus, runs }: Project, { run, checkpoint }: Stretch): object {
  const { numTokens } = corpus.trainingTokens(run.settings);
  return endedEvent(run, { numTokens, checkpoint, last: runs.measurements(run).at(-1) });
}

interface Training {
  readonly options: TrainRunOptions;
  readonly leader: Leader | undefined;
  readonly messages: HeldMessages;
  /** Ctrl-C and the like, from the first stretch to the last: `stopping` is aborted by the first. */
  readonly signals: StopSignals;
  readonly stopping: AbortSignal;
}

async function trainStoppably(
  project: Project,
  stretch: Stretch,
  training: Omit<Training, 'signals' | 'stopping'>,
): Promise<void> {
  const stopping = new AbortController();
  const signals = new StopSignals(() => {
    stopping.abort();
  });
  try {
    await trainFrom(project, stretch, { ...training, signals, stopping: stopping.signal });
  } finally {
    signals.release();
  }
}

/** Trains to the end; when a host is lost, again from the last checkpoint, without it. */
async function trainFrom(project: Project, stretch: Stretch, training: Training): Promise<void> {
  const { run } = stretch;
  const { leader } = training;
  if (leader !== undefined) {
    refuseLive(run.settings.staleness);
    refuseCovariates(run);
  }
  try {
    const startCrew = leader && (await gatherHosts(leader, run, training));
    if (startCrew === 'left') printMessage(`Left. ${whatIsSaved(project, run)}`);
    else await trainStretch(project, stretch, training, startCrew);
  } catch (error) {
    if (!(error instanceof HostLost)) throw explainFailure(error, project, run);
    printMessage(`${error.message}. Going on from the last checkpoint without it.`);
    const hooks = { say: printMessage, check: () => undefined };
    await trainFrom(project, resumeRun(project, { run: run.name }, hooks), training);
  }
}

/** @returns "left" when the person would not wait for them any longer. */
async function gatherHosts(
  leader: Leader,
  run: StoredRun,
  { signals, stopping }: Training,
): Promise<StartCrew | 'left'> {
  try {
    return await leader.gather(run, stopping);
  } catch (error) {
    if (!stopping.aborted) throw error;
    process.exitCode = signals.exitStatus;
    return 'left';
  }
}

async function trainStretch(
  project: Project,
  stretch: Stretch,
  training: Training,
  startCrew: StartCrew | undefined,
): Promise<void> {
  const { options, leader, messages } = training;
  const events = new TrainingEvents(printJson);
  if (isScreenWanted(options)) messages.hold();
  const session = sessionFor(project, stretch, { training, events, startCrew });
  leader?.askForCheckpointsBy(() => {
    session.checkpoint();
  });
  const { run } = stretch;
  try {
    const outcome = await runWithSignals(session, () => show(session, options, events), {
      ...training,
      typed: { file: fileAndRun(project, run), labelled: labelledRun(project, run)?.name },
    });
    if (outcome === 'left') printMessage(`Left at once. ${whatIsSaved(project, run)}`);
    else if (session.snapshot().state === 'left') printMessage(unbegun(project, run));
  } catch (error) {
    // The others need not begin again for somebody who wants to stop.
    if (!(error instanceof HostLost) || session.stopReason === undefined) throw error;
    if (session.stopReason === 'interrupted') process.exitCode = training.signals.exitStatus;
    printMessage(`${error.message}. ${whatIsSaved(project, run)}`);
  } finally {
    messages.release();
  }
}

function sessionFor(
  project: Project,
  stretch: Stretch,
  given: { training: Training; events: TrainingEvents; startCrew: StartCrew | undefined },
): TrainingSession {
  const { events, startCrew } = given;
  const { options, messages } = given.training;
  const session: TrainingSession = openSession(project, stretch, {
    numWorkers: options.workers,
    checkpointEvery: checkpointIntervalOf(options),
    say: messages.say,
    onSlowEnd: isScreenWanted(options) ? undefined : () => printMessage(makingTables),
    onCheckpoint: (at) => {
      if (options.json) events.reportCheckpoint(session.snapshot(), at);
    },
    threads: options.threads,
    startCrew,
  });
  return session;
}

const makingTables = 'The run is saved. Making its topics ready to be inspected; Ctrl-C ends that.';

/** Stopped before there was anything to save. */
function unbegun(project: Project, run: StoredRun): string {
  return `Stopped while the topics were growing on a part of the corpus. ${whatIsSaved(project, run)}`;
}

/** A step of a large corpus may take a while. */
const stoppingNext =
  'Stopping at the next step, with a checkpoint. Ctrl-C once more leaves at once.';
const stoppingEarly = 'Stopping at the next step; there is nothing to save yet.';

/** @param typed for the summary at the end. */
async function runWithSignals(
  session: TrainingSession,
  watch: () => Promise<TrainingSnapshot>,
  { options, signals, stopping, typed }: Training & { readonly typed: Typed },
): Promise<Outcome> {
  const stop = () => {
    const isGrowing = session.snapshot().growth !== undefined;
    session.stop('interrupted');
    if (!isScreenWanted(options)) printMessage(isGrowing ? stoppingEarly : stoppingNext);
  };
  if (stopping.aborted) stop();
  else stopping.addEventListener('abort', stop, { once: true });
  try {
    const [outcome, last] = await bothOf(session.run(), watch(), () => {
      session.stop('interrupted');
    });
    if (last.state !== 'left' && !options.json)
      printMessage(trainingSummary(last, typed).join('\n'));
    if (outcome === 'interrupted' || outcome === 'left') process.exitCode = signals.exitStatus;
    return outcome;
  } finally {
    stopping.removeEventListener('abort', stop);
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
function show(
  session: TrainingSession,
  options: StretchOptions,
  events: TrainingEvents,
): Promise<TrainingSnapshot> {
  if (options.json) return watchTraining(session, events);
  if (isScreenWanted(options)) {
    const { stdin, stdout, env } = process;
    return openTrainingScreen(session, { stdin, stdout, environment: env });
  }
  const now = () => performance.now() / 1000;
  return watchTraining(session, new TrainingLines({ write: printMessage, now }));
}

function isScreenWanted({ plain, json }: StretchOptions): boolean {
  if (plain || json || process.env['CI']) return false;
  return process.stdin.isTTY && canRedraw(process.stdout);
}
