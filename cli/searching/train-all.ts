/** Trains the runs of a search, side by side where cores are free; those that are done stay as they are. */
import { planMemory } from '../../core/training/memory-plan.ts';
import { type RunSettings, readingAt } from '../../core/training/settings.ts';
import type { TrainingSession } from '../../core/training/session/session.ts';
import { machineBytes } from '../../corpora/project/memory.ts';
import { lockForTraining, openSession } from '../../corpora/project/open-session.ts';
import { type Stretch, resumeRun } from '../../corpora/project/resume-run.ts';
import type { Project } from '../project.ts';
import { explainFailure } from '../training/explain-failure.ts';
import { type StretchOptions, checkpointIntervalOf } from '../training/options.ts';
import { count } from '../components/numbers.ts';
import { StopSignals } from '../training/stop-signals.ts';
import { costOfSweeps } from './cost.ts';
import { SearchProgress } from './progress.ts';
import { type Cores, sideBySide } from './side-by-side.ts';

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
  const lock = lockForTraining(project, options);
  const search = new RunningSearch(project, plan, options);
  try {
    return await search.train();
  } finally {
    search.close();
    lock.release();
  }
}

/** How many runs fit side by side. In live reading the workers of a run decide it, so it has them all. */
export function coresFor(
  project: Project,
  plan: readonly PlannedRun[],
  { workers: numCores, staleness = 0 }: Pick<StretchOptions, 'workers' | 'staleness'>,
): Cores {
  if (readingAt(staleness) === 'live') return { numCores, mostAtOnce: 1 };
  const largest = plan.reduce((most, { settings }) => {
    const source = project.corpus.trainingTokens(settings);
    return Math.max(most, planMemory({ source, settings, numWorkers: 1 }).totalBytes);
  }, 1);
  const numFitting = Math.floor(machineBytes() / largest);
  return { numCores, mostAtOnce: Math.max(1, Math.min(numCores, numFitting, plan.length)) };
}

class RunningSearch {
  readonly #project: Project;
  readonly #plan: readonly PlannedRun[];
  readonly #options: StretchOptions;
  readonly #progress: SearchProgress;
  readonly #signals: StopSignals;
  /** Those under way, and how far each is. */
  readonly #sessions = new Map<PlannedRun, TrainingSession>();
  readonly #ended = new Set<PlannedRun>();
  readonly #cores: Cores;
  readonly #startedAt = performance.now();
  readonly #sweepAtStart: ReadonlyMap<PlannedRun, number>;
  /** What was to be done when the search began, in the seconds of costOfSweeps. */
  readonly #costAtStart: number;
  #isStopping = false;

  constructor(project: Project, plan: readonly PlannedRun[], options: StretchOptions) {
    this.#project = project;
    this.#plan = plan;
    this.#options = options;
    this.#sweepAtStart = new Map(plan.map((run) => [run, sweepInFile(project, run)]));
    this.#costAtStart = this.#costLeft();
    // These take seconds in one stretch for large corpora: done while signals end the program.
    this.#cores = coresFor(project, plan, options);
    project.corpus.vocabulary();
    this.#progress = new SearchProgress(process.stderr, {
      isPlain: options.plain ?? false,
      secondsLeft: () => this.#secondsLeft(),
    });
    this.#signals = new StopSignals(() => this.#stop());
  }

  async train(): Promise<boolean> {
    const isDone = await sideBySide(
      this.#plan,
      this.#cores,
      (planned, numWorkers) => this.#trainOne(planned, numWorkers),
      () => this.#stop(),
    );
    if (!isDone) process.exitCode = this.#signals.exitStatus;
    return isDone;
  }

  close(): void {
    this.#progress.close();
    this.#signals.release();
  }

  #stop(): void {
    this.#isStopping = true;
    for (const session of this.#sessions.values()) session.stop('interrupted');
  }

  async #trainOne(planned: PlannedRun, numWorkers: number): Promise<boolean> {
    if (this.#isStopping) return false;
    const label = `[${this.#plan.indexOf(planned) + 1}/${this.#plan.length}] ${planned.name}`;
    const stretch = this.#beginOrGoOn(planned);
    if (stretch.isComplete) {
      this.#ended.add(planned);
      const { sweep = 0 } = stretch.checkpoint ?? {};
      const more = sweep > planned.numSweeps ? `, with ${count(sweep, 'sweep')}` : '';
      this.#progress.say(`${label}: already done${more}`);
      return true;
    }
    const session = openSession(this.#project, stretch, {
      numWorkers,
      checkpointEvery: checkpointIntervalOf(this.#options),
      say: (message) => this.#progress.say(message),
      isInspectedLater: true,
    });
    const watched = { label, snapshot: () => session.snapshot() };
    this.#sessions.set(planned, session);
    this.#progress.begin(watched);
    try {
      return (await session.run()) === 'done';
    } catch (error) {
      throw explainFailure(error, this.#project, stretch.run);
    } finally {
      this.#progress.end(watched);
      this.#ended.add(planned);
      this.#sessions.delete(planned);
    }
  }

  /** The stored run of that name where it stands, or a new one. */
  #beginOrGoOn({ name, settings, numSweeps }: PlannedRun): Stretch {
    const { corpus, runs } = this.#project;
    if (runs.list().some((run) => run.name === name)) {
      const { staleness } = settings;
      const say = (message: string): void => {
        this.#progress.say(message);
      };
      const hooks = { say, check: () => undefined };
      return resumeRun(this.#project, { run: name, numSweeps, staleness }, hooks);
    }
    const { fingerprint } = corpus.summary();
    return { run: runs.create({ name, fingerprint, settings, numSweeps }) };
  }

  /** Undefined for the first moments. */
  #secondsLeft(): number | undefined {
    const left = this.#costLeft();
    const done = this.#costAtStart - left;
    const seconds = (performance.now() - this.#startedAt) / 1000;
    return done <= 0 || seconds < 2 ? undefined : (seconds * left) / done;
  }

  #costLeft(): number {
    return this.#plan
      .filter((planned) => !this.#ended.has(planned))
      .reduce(
        (sum, planned) => sum + costLeftOf(this.#project, planned, this.#sweepOf(planned)),
        0,
      );
  }

  /** Where it stands now. */
  #sweepOf(planned: PlannedRun): number {
    const session = this.#sessions.get(planned);
    return session?.snapshot().sweep ?? this.#sweepAtStart.get(planned) ?? 0;
  }
}

/** Seconds of one core, about. @param sweep where the run stands. */
export function costLeftOf(
  project: Project,
  { settings, numSweeps }: PlannedRun,
  sweep: number,
): number {
  const { numTokens } = project.corpus.trainingTokens(settings);
  return costOfSweeps(settings, { numSweeps: numSweeps - sweep, numTokens });
}

/** Sweeps that the newest checkpoint of a run has; 0 where there is none. */
export function sweepInFile(project: Project, { name }: Pick<PlannedRun, 'name'>): number {
  const run = project.runs.list().find((stored) => stored.name === name);
  return (run && project.checkpoints.list(run)[0]?.sweep) ?? 0;
}
