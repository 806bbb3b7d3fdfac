/**
 * One stretch of training: starts a trainer, lets it sample from one boundary to the next, and at
 * the boundaries measures, saves, pauses or ends. A `RunKeeper` keeps the run; anything that shows
 * it (a screen, lines, events, a program) polls `snapshot` and calls the actions. The session knows
 * none of them.
 */
import { UserError, assert } from '../../errors.ts';
import type { Inspection } from '../../inspection/inspection.ts';
import { EndingRule } from '../auto-sweeps.ts';
import { priorsRestAfter, sampleSweeps } from '../samples.ts';
import { Trainer } from '../trainer.ts';
import { CheckpointSchedule, nextMultiple } from './checkpoint-schedule.ts';
import type { TrainingFeed } from './feed.ts';
import type { TrainingSnapshot } from './progress.ts';
import type { RunKeeper, RunState } from './run-keeper.ts';
import {
  type Due,
  type SessionEvent,
  type SessionState,
  type StopReason,
  afterEvent,
  isFinal,
  nextAct,
  stageOf,
  startOfSession,
} from './session-state.ts';
import { type SessionOptions, checkSession } from './session-options.ts';
import { snapshotOf } from './snapshot.ts';
import { SpeedMeter } from './speed-meter.ts';
import { TopicWatch } from './topic-watch.ts';

/** How a stretch ended: all sweeps done, stopped for a reason, or left at once. */
export type Outcome = 'done' | StopReason | 'left';

const millisecondsPerSample = 500;

export class TrainingSession implements TrainingFeed {
  readonly #options: SessionOptions;
  readonly #keeper: RunKeeper;
  readonly #meter = new SpeedMeter();
  readonly #schedule: CheckpointSchedule;
  readonly #topicWatch: TopicWatch;
  /** Aborted when somebody wants to leave at once. */
  readonly #leaving = new AbortController();
  /** Aborted when somebody wants to stop: what is for convenience is left out then. */
  readonly #hurry = new AbortController();
  #state: SessionState = startOfSession;
  #hasRun = false;
  #trainer: Trainer | undefined;
  /** Once the run is saved, left or has failed: its trainer is gone then, with its memory. */
  #last: TrainingSnapshot | undefined;
  #loadedShare: number | undefined;
  #wake: () => void = () => undefined;
  #inspecting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  #segmentStart: number | undefined;
  #secondsBefore: number;
  /** In all; it may be decided on the way. */
  #numSweeps: number;
  /** Sweeps whose states are kept as samples. */
  #samples: readonly number[];
  readonly #ending: EndingRule;
  /** Sweep of the last checkpoint that was written or tried. */
  #triedSweep: number | undefined;

  /** @throws {UsageError} when a number is out of its range: a session would never end with it. */
  constructor(options: SessionOptions) {
    checkSession(options);
    this.#options = options;
    this.#keeper = options.keeper;
    this.#schedule = new CheckpointSchedule(options.checkpointEvery);
    this.#topicWatch = new TopicWatch(options.vocabulary);
    this.#secondsBefore = options.start?.seconds ?? 0;
    const { settings, numSweeps } = options.run;
    this.#numSweeps = settings.autoSweeps?.most ?? numSweeps;
    this.#samples = sampleSweeps(settings, this.#numSweeps);
    this.#ending = new EndingRule(settings);
    if (settings.autoSweeps !== undefined) this.#decideSweeps();
    if (options.start?.step === 0) this.#triedSweep = options.start.sweep;
  }

  /**
   * Trains until the run's sweeps are done or someone stops it; once. Everything is saved when it
   * returns, unless it was left; when it throws, the last checkpoint is whole.
   *
   * @throws {WorkerError} when a worker fails.
   */
  async run(): Promise<Outcome> {
    assert(
      !this.#hasRun,
      'a session runs once: a run goes on in another, which starts where it stands',
    );
    this.#hasRun = true;
    const timer = setInterval(() => {
      this.#tick();
    }, millisecondsPerSample);
    try {
      this.#trainer = await this.#startTrainer();
      this.#leaving.signal.throwIfAborted();
      this.#schedule.start(this.#trainer.sweep, this.#keeper.hasCheckpoint);
      this.#on({ type: 'loaded' });
      await this.#train(this.#trainer);
      await this.#finish(this.#trainer);
      return await this.#end();
    } catch (error) {
      this.#on({ type: 'ended', as: this.#leaving.signal.aborted ? 'left' : 'failed' });
      this.#last = this.snapshot();
      this.#answerInspecting(error);
      if (this.#leaving.signal.aborted) return 'left';
      throw error;
    } finally {
      clearInterval(timer);
      await this.#trainer?.close();
      this.#trainer = undefined;
    }
  }

  #startTrainer(): Promise<Trainer> {
    const { source, features, run, start, numWorkers, startWorker, threads } = this.#options;
    const options = {
      ...threads,
      source,
      features,
      settings: run.settings,
      priorsRestAfter: priorsRestAfter(run.settings, this.#numSweeps),
      numWorkers,
      startWorker,
      start,
      signal: this.#leaving.signal,
      onProgress: (share: number) => {
        this.#loadedShare = share;
      },
    };
    return Trainer.start(options, this.#options.startCrew);
  }

  /** The main loop: from boundary to boundary. */
  async #train(trainer: Trainer): Promise<void> {
    for (;;) {
      switch (nextAct(this.#state, this.#dueAt(trainer))) {
        case 'sample':
          await this.#sample(trainer, this.#nextBoundary(trainer));
          break;
        case 'measure':
          await this.#measure(trainer);
          break;
        case 'save':
          if (await this.#trySave(trainer)) await this.#dealAgain(trainer);
          break;
        case 'wait':
          await this.#untilAsked();
          break;
        case 'end':
          return;
      }
      this.#leaving.signal.throwIfAborted();
    }
  }

  #dueAt(trainer: Trainer): Due {
    return {
      isGrowing: trainer.growth !== undefined,
      isBegun: trainer.sweep >= 0,
      isComplete: this.#isDone(trainer),
      measurement: this.#isMeasureDue(trainer),
      checkpoint: this.#schedule.isDue(trainer) || this.#isSampleDue(trainer),
    };
  }

  #isMeasureDue({ sweep, step }: Trainer): boolean {
    const { run } = this.#options;
    if (step !== 0 || this.#lastMeasuredSweep === sweep) return false;
    return sweep % run.settings.measureEvery === 0 || sweep >= this.#numSweeps;
  }

  /** A sample is a checkpoint that stays. */
  #isSampleDue({ sweep, step }: Trainer): boolean {
    return step === 0 && sweep !== this.#triedSweep && this.#samples.includes(sweep);
  }

  /** Undefined before the first measurement. */
  get #lastMeasuredSweep(): number | undefined {
    return this.#keeper.measurements.at(-1)?.sweep;
  }

  async #sample(trainer: Trainer, sweep: number): Promise<void> {
    this.#segmentStart = performance.now();
    await trainer.sampleToSweep(sweep);
    this.#secondsBefore = this.#seconds();
    this.#segmentStart = undefined;
    this.#meter.add(this.#secondsBefore, trainer.workerTotals());
  }

  /** The next sweep at which all workers must stand still. */
  #nextBoundary({ sweep }: Trainer): number {
    const { run } = this.#options;
    if (sweep < 0) return 0;
    const toMeasure = nextMultiple(sweep, run.settings.measureEvery);
    const toSave = this.#schedule.nextSweep(sweep) ?? Infinity;
    const toSample = this.#samples.find((sample) => sample > sweep) ?? Infinity;
    return Math.min(this.#numSweeps, toMeasure, toSave, toSample);
  }

  async #measure(trainer: Trainer): Promise<void> {
    this.#keeper.addMeasurement({
      sweep: trainer.sweep,
      logLikelihoodPerToken: await trainer.measureLogLikelihood(),
      tokensPerSecond: this.#meter.speed().now,
      seconds: this.#secondsBefore,
    });
    if (this.#options.run.settings.autoSweeps === undefined) return;
    this.#decideSweeps();
    trainer.restPriorsAfter(priorsRestAfter(this.#options.run.settings, this.#numSweeps));
  }

  /** How many sweeps there are in all, where the run ends by itself: as far as is known. */
  #decideSweeps(): void {
    const { settings } = this.#options.run;
    const decided = this.#ending.judge(this.#keeper.measurements);
    this.#numSweeps = decided ?? settings.autoSweeps?.most ?? this.#numSweeps;
    this.#samples = sampleSweeps(settings, this.#numSweeps);
    this.#keeper.setSweeps(this.#numSweeps);
  }

  /** Where several hosts train: other work for them, unless somebody waits for the run to stand still. */
  async #dealAgain(trainer: Trainer): Promise<void> {
    const { isPaused, stopReason } = this.#state;
    if (!isPaused && stopReason === undefined) await trainer.dealAgain(this.#numSweeps);
  }

  /**
   * A checkpoint during the run: if the disk is full, the run continues without it.
   *
   * @returns whether it was written.
   */
  async #trySave(trainer: Trainer): Promise<boolean> {
    if (trainer.step === 0) this.#triedSweep = trainer.sweep;
    try {
      await this.#save(trainer, 'running');
      return true;
    } catch (error) {
      if (!this.#keeper.isPassing(error)) throw error;
      this.#schedule.tried(trainer.sweep);
      this.#on({ type: 'save-failed' });
      this.#answerInspecting(); // with the last checkpoint that there is
      this.#options.warn(
        `The checkpoint of sweep ${trainer.sweep} could not be written ` +
          `(${(error as Error).message}); training continues, and the next one is tried when it is due.`,
      );
      return false;
    }
  }

  async #save(trainer: Trainer, state: RunState): Promise<void> {
    this.#on({ type: 'saving' });
    const { sweep, step } = trainer;
    await this.#keeper.saveCheckpoint(trainer, {
      state,
      seconds: this.#secondsBefore,
      signal: this.#leaving.signal,
    });
    this.#options.onCheckpoint?.({ sweep, step });
    this.#schedule.saved(sweep);
    this.#on({ type: 'saved' });
    this.#answerInspecting();
  }

  /** Saves what there is to save. */
  async #finish(trainer: Trainer): Promise<void> {
    const { sweep } = trainer;
    if (sweep < 0) return;
    const counts = await trainer.counts();
    await this.#topicWatch.count({ sweep, peek: () => counts }, this.#leaving.signal);
    await this.#save(trainer, this.#isDone(trainer) ? 'done' : 'stopped');
  }

  /** Ends the workers, and does what is left to do without them. */
  async #end(): Promise<Outcome> {
    const isSaved = this.#trainer !== undefined && this.#trainer.sweep >= 0;
    const isDone = this.#trainer !== undefined && this.#isDone(this.#trainer);
    this.#last = this.snapshot();
    this.#answerInspecting(); // there will be no other checkpoint, and none where nothing was saved
    await this.#trainer?.close();
    this.#trainer = undefined;
    const reason = this.#state.stopReason;
    if (isSaved && reason !== 'interrupted') {
      await this.#options.prepareInspection?.(this.#hurry.signal);
    }
    this.#on({ type: 'ended', as: !isSaved ? 'left' : isDone ? 'done' : 'stopped' });
    return isDone ? 'done' : (reason ?? 'quit');
  }

  #isDone({ sweep }: Trainer): boolean {
    return sweep >= this.#numSweeps;
  }

  /** Twice a second: how fast it goes, and whether a boundary is due that no sweep count knows. */
  #tick(): void {
    const trainer = this.#trainer;
    if (!trainer || this.#segmentStart === undefined) return;
    this.#meter.add(this.#seconds(), trainer.workerTotals());
    if (this.#schedule.isTime()) trainer.stopSoon();
  }

  #seconds(): number {
    if (this.#segmentStart === undefined) return this.#secondsBefore;
    return this.#secondsBefore + (performance.now() - this.#segmentStart) / 1000;
  }

  #on(event: SessionEvent): void {
    this.#state = afterEvent(this.#state, event);
  }

  #untilAsked(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  // What a face asks for.

  pause(): void {
    this.#ask({ type: 'pause' });
  }

  goOn(): void {
    this.#ask({ type: 'goOn' });
  }

  checkpoint(): void {
    this.#ask({ type: 'checkpoint' });
  }

  stop(reason: StopReason): void {
    if (reason === 'interrupted') this.#hurry.abort();
    this.#ask({ type: 'stop', reason });
  }

  /** Whose wish the end is; it stands when the run fails before it gets there, too. */
  get stopReason(): StopReason | undefined {
    return this.#state.stopReason;
  }

  /** Notes it, stops the workers at the next boundary, and wakes the session if it waits. */
  #ask(event: SessionEvent): void {
    this.#on(event);
    this.#trainer?.stopSoon();
    this.#wake();
  }

  leave(): void {
    const reason = new Error('the run was left at once');
    this.#leaving.abort(reason);
    this.#hurry.abort();
    this.#trainer?.abandon(reason);
    this.#wake();
  }

  async inspect(): Promise<Inspection> {
    const { openInspection } = this.#options;
    if (openInspection === undefined) {
      throw new UserError('no-checkpoint', 'Cannot inspect the run: it is not kept in a file');
    }
    if (!isFinal(this.#state.work) && this.#last === undefined) {
      await new Promise<void>((resolve, reject) => {
        this.#inspecting.push({ resolve, reject });
        this.checkpoint();
      });
    }
    return openInspection();
  }

  /** @param error why there will be no checkpoint to inspect. */
  #answerInspecting(error?: unknown): void {
    for (const { resolve, reject } of this.#inspecting.splice(0)) {
      if (error === undefined) resolve();
      else reject(error);
    }
  }

  snapshot(): TrainingSnapshot {
    if (this.#last !== undefined) return { ...this.#last, state: stageOf(this.#state) };
    this.#watchTopics();
    return snapshotOf({
      options: this.#options,
      numSweeps: this.#numSweeps,
      trainer: this.#trainer,
      stage: stageOf(this.#state),
      loadedShare: this.#loadedShare,
      seconds: this.#seconds(),
      meter: this.#meter,
      schedule: this.#schedule,
      topics: this.#topicWatch.topics,
    });
  }

  /**
   * Counts the topics while the workers continue, when that is due: the next snapshot shows them.
   */
  #watchTopics(): void {
    const isSampling = stageOf(this.#state) === 'sampling';
    if (!this.#trainer || !isSampling || !this.#topicWatch.isDueFor(this.#trainer)) return;
    // A count that is cut short is no loss: it is for showing only.
    this.#topicWatch.count(this.#trainer, this.#leaving.signal).catch(() => undefined);
  }
}
