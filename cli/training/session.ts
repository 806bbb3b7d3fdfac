/**
 * One stretch of training, from a project file and back into it: loads the run, lets the trainer
 * sample from one boundary to the next, and at the boundaries measures, saves, pauses or ends.
 *
 * Whoever shows the run (a screen, lines, JSON events) polls `snapshot` and calls the actions; the
 * session knows none of them.
 */
import type { Inspection } from '../../core/inspection/inspection.ts';
import type { TrainerOptions } from '../../core/training/shared-state.ts';
import { Trainer } from '../../core/training/trainer.ts';
import type { CheckpointSummary } from '../../corpora/database/checkpoints.ts';
import type { CorpusStore } from '../../corpora/database/corpus-store.ts';
import { isPassing } from '../../corpora/database/database-errors.ts';
import type { RunState, StoredRun } from '../../corpora/database/runs.ts';
import {
  type TrainingFeed,
  type TrainingSnapshot,
  type TrainingState,
  isFinal,
} from '../screens/training/feed.ts';
import type { CheckpointInterval } from './checkpoint-interval.ts';
import { CheckpointSchedule, nextMultiple } from './checkpoint-schedule.ts';
import type { RunRecord } from './run-record.ts';
import { SpeedMeter } from './speed-meter.ts';
import { TopicWatch } from './topic-watch.ts';

export interface SessionOptions {
  readonly record: RunRecord;
  readonly corpus: CorpusStore;
  readonly run: StoredRun;
  /** Shown in headlines. */
  readonly fileName: string;
  /** Where the run goes on; absent when it begins. */
  readonly checkpoint?: CheckpointSummary | undefined;
  readonly numWorkers: number;
  readonly checkpointEvery: CheckpointInterval;
  /** Opens the run's newest checkpoint for inspection. */
  readonly openInspection: () => Inspection;
  /** Called as soon as a checkpoint is safe on disk. */
  readonly onCheckpoint: (at: { sweep: number; step: number }) => void;
  /** Called when something went wrong that does not end the run. */
  readonly warn: (message: string) => void;
  /** For experiments and tests. */
  readonly threads?: ThreadOptions | undefined;
}

/** What goes wrong in the workers on purpose, and how long they may stand still. */
export type ThreadOptions = Pick<TrainerOptions, 'mishaps' | 'hangLimitSeconds'>;

/** How a stretch ended: all sweeps done, or stopped by the person or by a signal. */
export type Outcome = 'done' | 'quit' | 'interrupted';

const millisecondsPerSample = 500;

export class TrainingSession implements TrainingFeed {
  readonly #options: SessionOptions;
  readonly #record: RunRecord;
  readonly #meter = new SpeedMeter();
  readonly #schedule: CheckpointSchedule;
  readonly #topicWatch: TopicWatch;
  #trainer: Trainer | undefined;
  #state: TrainingState = 'loading';
  #phase = 'reading the corpus';
  #phaseShare: number | undefined;
  #wantsCheckpoint = false;
  #isPaused = false;
  #stopReason: 'quit' | 'interrupted' | undefined;
  #wake: () => void = () => undefined;
  #inspecting: (() => void)[] = [];
  #segmentStart: number | undefined;
  #secondsBefore: number;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#record = options.record;
    this.#schedule = new CheckpointSchedule(options.checkpointEvery);
    this.#topicWatch = new TopicWatch(options.corpus);
    this.#secondsBefore = options.checkpoint?.seconds ?? 0;
  }

  /**
   * Trains until the run's sweeps are done or someone stops it. Everything is saved when it
   * returns; when it throws, the last checkpoint is whole.
   *
   * @throws {WorkerError} when a worker fails.
   */
  async run(): Promise<Outcome> {
    const timer = setInterval(() => {
      this.#tick();
    }, millisecondsPerSample);
    try {
      this.#trainer = await this.#startTrainer();
      this.#state = 'sampling';
      this.#schedule.start(this.#trainer.sweep, this.#record.hasCheckpoint);
      await this.#train(this.#trainer);
      return await this.#finish(this.#trainer);
    } catch (error) {
      this.#state = 'failed';
      throw error;
    } finally {
      clearInterval(timer);
      await this.#trainer?.close();
    }
  }

  async #startTrainer(): Promise<Trainer> {
    const { corpus, run, checkpoint, numWorkers } = this.#options;
    return Trainer.start({
      ...this.#options.threads,
      source: corpus.tokenSource(),
      settings: run.settings,
      numWorkers,
      start: checkpoint && {
        sweep: checkpoint.sweep,
        step: checkpoint.step,
        priors: checkpoint.priors,
        laggedTotals: checkpoint.laggedTotals,
        readTopics: (first, end) => this.#record.readTopics(checkpoint, { first, end }),
      },
      onProgress: (share) => {
        this.#phaseShare = share;
      },
    });
  }

  /** The main loop: from boundary to boundary. */
  async #train(trainer: Trainer): Promise<void> {
    while (!this.#isOver(trainer)) {
      if (this.#isPaused) await this.#untilWoken();
      else await this.#sample(trainer, this.#nextBoundary(trainer));
      if (this.#isMeasureDue(trainer)) await this.#measure(trainer);
      if (this.#isSaveDue(trainer)) await this.#trySave(trainer);
    }
  }

  #isOver(trainer: Trainer): boolean {
    if (trainer.sweep >= this.#options.run.numSweeps) return true;
    // Before every token has its first topic there is nothing that could be saved.
    return this.#stopReason !== undefined && trainer.sweep >= 0;
  }

  async #sample(trainer: Trainer, sweep: number): Promise<void> {
    this.#segmentStart = performance.now();
    await trainer.sampleToSweep(sweep);
    this.#secondsBefore = this.#seconds();
    this.#segmentStart = undefined;
    this.#meter.add(this.#secondsBefore, trainer.workerTotals());
  }

  /** The next sweep at which all must stand still. */
  #nextBoundary(trainer: Trainer): number {
    const { run } = this.#options;
    const { sweep } = trainer;
    if (sweep < 0) return 0;
    const toMeasure = nextMultiple(sweep, run.settings.measureEvery);
    return Math.min(run.numSweeps, toMeasure, this.#schedule.nextSweep(sweep) ?? Infinity);
  }

  #isMeasureDue(trainer: Trainer): boolean {
    if (trainer.step !== 0 || trainer.sweep < 0) return false;
    if (this.#record.lastMeasuredSweep === trainer.sweep) return false;
    return trainer.sweep % this.#options.run.settings.measureEvery === 0;
  }

  async #measure(trainer: Trainer): Promise<void> {
    this.#record.addMeasurement({
      sweep: trainer.sweep,
      logLikelihoodPerToken: await trainer.measureLogLikelihood(),
      tokensPerSecond: this.#meter.speed().now,
      seconds: this.#secondsBefore,
    });
  }

  #isSaveDue(trainer: Trainer): boolean {
    if (trainer.sweep < 0) return false;
    if (this.#wantsCheckpoint) return true;
    const isEnd = trainer.sweep >= this.#options.run.numSweeps || this.#stopReason !== undefined;
    return !isEnd && this.#schedule.isDue(trainer); // at the end one is written anyway
  }

  /** A checkpoint on the way: where the disk is full for now, the run goes on without it. */
  async #trySave(trainer: Trainer): Promise<void> {
    const stateBefore = this.#state;
    try {
      await this.#save(trainer);
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.#returnTo(stateBefore, trainer);
      this.#options.warn(
        `The checkpoint of sweep ${trainer.sweep} could not be written ` +
          `(${(error as Error).message}); training goes on, and the next one is tried in its turn.`,
      );
    }
  }

  async #save(trainer: Trainer, state: RunState = 'running'): Promise<void> {
    const stateBefore = this.#state;
    this.#state = 'saving';
    this.#phase = 'writing a checkpoint';
    await this.#record.save(trainer, { seconds: this.#secondsBefore, state });
    const { sweep, step } = trainer;
    this.#options.onCheckpoint({ sweep, step });
    this.#schedule.saved(sweep);
    this.#returnTo(stateBefore, trainer);
  }

  /** After an attempt at a checkpoint; whoever wants to inspect now gets the last one there is. */
  #returnTo(stateBefore: TrainingState, trainer: Trainer): void {
    this.#schedule.tried(trainer.sweep);
    this.#wantsCheckpoint = false;
    // Someone may have asked to stop meanwhile.
    if (this.#state === 'saving') this.#state = stateBefore;
    this.#inspecting.splice(0).forEach((answer) => {
      answer();
    });
  }

  async #finish(trainer: Trainer): Promise<Outcome> {
    const isDone = trainer.sweep >= this.#options.run.numSweeps;
    if (isDone && this.#record.lastMeasuredSweep !== trainer.sweep) await this.#measure(trainer);
    this.#topicWatch.count(trainer);
    const state = isDone ? 'done' : 'stopped';
    await this.#save(trainer, state);
    if (this.#stopReason !== 'interrupted') this.#prepareInspection();
    this.#state = state;
    return isDone ? 'done' : (this.#stopReason ?? 'quit');
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

  #untilWoken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  // What a screen asks and does.

  pause(): void {
    if (this.#state !== 'sampling') return;
    this.#isPaused = true;
    this.#state = 'paused';
    this.#trainer?.stopSoon();
  }

  goOn(): void {
    if (this.#state !== 'paused') return;
    this.#isPaused = false;
    this.#state = 'sampling';
    this.#wake();
  }

  checkpoint(): void {
    this.#wantsCheckpoint = true;
    this.#trainer?.stopSoon();
    this.#wake();
  }

  /** Opening stores the tables that an inspection needs, so that the next one need not wait for them. */
  #prepareInspection(): void {
    this.#options.openInspection().close();
  }

  async inspect(): Promise<Inspection> {
    await new Promise<void>((resolve) => {
      this.#inspecting.push(resolve);
      this.checkpoint();
    });
    return this.#options.openInspection();
  }

  stop(reason: 'quit' | 'interrupted'): void {
    if (isFinal(this.#state)) return;
    this.#stopReason = reason;
    this.#isPaused = false;
    if (this.#trainer) this.#state = 'stopping';
    this.#trainer?.stopSoon();
    this.#wake();
  }

  snapshot(): TrainingSnapshot {
    const { run, corpus, fileName } = this.#options;
    const trainer = this.#trainer;
    if (trainer && this.#state === 'sampling' && this.#topicWatch.isDue) {
      this.#topicWatch.count(trainer);
    }
    const { numTokens, numDocuments, numWords } = corpus.summary();
    const speed = this.#meter.speed();
    const sweep = Math.max(0, trainer?.sweepUnderWay ?? this.#options.checkpoint?.sweep ?? 0);
    return {
      fileName,
      runName: run.name,
      numTopics: run.settings.numTopics,
      numTokens,
      numDocuments,
      numWords,
      seed: run.settings.seed,
      state: this.#state,
      phase: this.#phase,
      phaseShare: this.#phaseShare,
      sweep,
      numSweeps: run.numSweeps,
      startSweep: this.#options.checkpoint?.sweep,
      measurements: this.#record.measurements,
      speed,
      seconds: this.#seconds(),
      secondsLeft: this.#secondsLeft(speed.mean),
      workers: this.#meter.workers(),
      staleness: {
        bound: run.settings.staleness,
        histogram: run.settings.staleness === 0 ? [] : this.#meter.stalenessHistogram(),
      },
      memory: { now: process.memoryUsage.rss(), planned: trainer?.memoryBytes ?? 0 },
      checkpoints: this.#schedule.status(sweep),
      topics: this.#topicWatch.topics,
    };
  }

  #secondsLeft(tokensPerSecond: number): number | undefined {
    const trainer = this.#trainer;
    if (!trainer || tokensPerSecond === 0) return undefined;
    const { run, corpus } = this.#options;
    const sweepsLeft = run.numSweeps - Math.max(0, trainer.sweepUnderWay);
    return (sweepsLeft * corpus.summary().numTokens) / tokensPerSecond;
  }
}
