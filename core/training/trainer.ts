/**
 * Trains a model: cuts the corpus, lays it out in shared memory, starts the workers, and lets them
 * sample from one goal to the next. Between goals everybody stands at the same clock, and only
 * then is anything measured, saved or inspected.
 *
 * Clocks count steps; a sweep is B steps; sweep 0 gives every token its first topic. So a run of n
 * sweeps ends at clock (n + 1) * B. Where the corpus grows first (growing-start.ts), each part of it
 * is trained so, one after the other in the same memory; nothing can be measured or saved then.
 */
import { assert } from '../errors.ts';
import type { WordTopicCounts } from '../corpus/word-topic-counts.ts';
import { nextStep } from '../covariates/schedule.ts';
import { jointLogLikelihood } from '../evaluation/likelihood.ts';
import { Arena } from '../memory/arena.ts';
import type { Numbers, Snapshot } from '../parameter-server/server.ts';
import { type ConstantEvidence, constantEvidenceOf, evidenceOf } from '../priors/evidence.ts';
import { type LearningLimit, learnPriors } from '../priors/learn.ts';
import { choiceOf, nextUpdate } from '../priors/schedule.ts';
import { type SeedWord, seedTotals } from '../priors/seed-words.ts';
import type { Priors } from '../sampler/sampler.ts';
import { GrowingStart, type GrowthProgress } from './growing-start.ts';
import { planMemory } from './memory-plan.ts';
import {
  type SharedState,
  type TrainerOptions,
  clockOf,
  countWorkers,
  layOut,
  workerSetups,
} from './shared-state.ts';
import type { RunSettings } from './settings.ts';
import { WorkerStatistics, type WorkerTotals, statisticsBytesPerWorker } from './statistics.ts';
import { Watchdog } from './watchdog.ts';
import { WeightSteps } from './weight-steps.ts';
import { WorkerError, WorkerPool } from './worker-pool.ts';

/** Longer than the longest unit takes: a giant document with tens of thousands of topics. */
const defaultHangLimitSeconds = 600;

export class Trainer {
  readonly settings: RunSettings;
  readonly #evidence: ConstantEvidence;
  readonly numWorkers: number;
  readonly #whole: TrainerOptions;
  readonly #ground: Ground;
  readonly #pool: WorkerPool;
  /** Absent once the whole corpus is trained. */
  #growing: GrowingStart | undefined;
  /** Of what is trained now: a part of the corpus, or all of it. */
  #options: TrainerOptions;
  readonly #laid: { shared: SharedState };
  /** Something else is being laid out: nobody may look into the shared memory. */
  #isChanging = false;
  #clock: number;
  readonly #seedWords: readonly SeedWord[];
  readonly #seedTotals: Int32Array;
  #priors: Priors;
  /** Where documents have priors of their own; not yet while the corpus grows. */
  #weights: WeightSteps | undefined;
  #limits: readonly LearningLimit[] = [];
  #isStopping = false;
  #priorsRestAfter: number;

  private constructor(whole: TrainerOptions, ground: Ground, begun: Begun) {
    const { settings } = whole;
    this.settings = settings;
    this.numWorkers = ground.numWorkers;
    this.#whole = whole;
    this.#ground = ground;
    this.#growing = begun.growing;
    this.#options = begun.options;
    this.#laid = begun.laid;
    this.#pool = begun.pool;
    this.#priors = this.#shared.priors;
    this.#priorsRestAfter = whole.priorsRestAfter ?? Infinity;
    this.#seedWords = settings.seedWords ?? [];
    this.#seedTotals = seedTotals(this.#seedWords, settings.numTopics);
    this.#evidence = constantEvidenceOf(whole.source);
    this.#weights = this.#openWeights();
    this.#clock = this.#standAtStart();
  }

  static async start(whole: TrainerOptions): Promise<Trainer> {
    const ground = prepareGround(whole);
    const growing = await GrowingStart.open(whole);
    const options = growing?.options ?? whole;
    const shared = await layOut(options, ground.arena, ground.statisticsAddress);
    const laid = { shared };
    const pool = await WorkerPool.start({
      setups: workerSetups(options, shared, ground.numWorkers),
      startWorker: whole.startWorker,
      onFailure: () => {
        laid.shared.server.clocks.abort();
      },
    });
    return new Trainer(whole, ground, { growing, options, laid, pool });
  }

  /** Complete sweeps; -1 before every token has its first topic. */
  get sweep(): number {
    return this.#growing ? -1 : this.#sweepAt(this.#clock);
  }

  /** Complete steps of the next sweep. */
  get step(): number {
    return this.#growing ? 0 : this.#clock % this.#numBlocks;
  }

  /** Complete sweeps as the workers stand now, also while they sample. */
  get sweepUnderWay(): number {
    return this.#growing ? -1 : this.#sweepAt(this.#shared.server.clocks.slowest(0));
  }

  /** How far the start is, also while the workers sample; undefined when the whole corpus is trained. */
  get growth(): GrowthProgress | undefined {
    if (this.#growing === undefined) return undefined;
    if (this.#isChanging) return this.#growing.progressAt(0);
    const clock = this.#shared.server.clocks.slowest(0);
    return this.#growing.progressAt(clock / this.#goalAfter(this.#growing.numSweeps));
  }

  get #shared(): SharedState {
    return this.#laid.shared;
  }

  /** Of what is trained now. */
  get #numBlocks(): number {
    return this.#options.settings.numBlocks;
  }

  #sweepAt(clock: number): number {
    return Math.floor(clock / this.#numBlocks) - 1;
  }

  #goalAfter(sweep: number): number {
    return (sweep + 1) * this.#numBlocks;
  }

  #openWeights(): WeightSteps | undefined {
    const { features, source, settings } = this.#options;
    if (features === undefined) return undefined;
    const model = { features, alpha: settings.alpha, documentLengths: source.documentLengths };
    return new WeightSteps(this.#shared, this.#pool, model);
  }

  /** @returns the clock at which all stand. */
  #standAtStart(): number {
    const clock = clockOf(this.#options.start, this.#options.settings);
    this.#shared.reset(clock, clock);
    return clock;
  }

  get memoryBytes(): number {
    return this.#shared.arena.usedBytes;
  }

  /**
   * Lets the workers sample until `sweep` sweeps are complete, or until `stopSoon` is called; then
   * all stand at the same clock.
   *
   * @throws {WorkerError} when a worker fails.
   */
  async sampleToSweep(sweep: number): Promise<void> {
    this.#isStopping = false;
    while (!this.#isStopping && this.sweep < sweep) {
      if (this.#growing) {
        await this.#grow(this.#growing);
        continue;
      }
      const update = this.#nextUpdate();
      const step = this.#nextStep();
      await this.#sampleTo(Math.min(sweep, update, step));
      if (this.sweep === update) await this.#learnPriors();
      if (this.sweep === step) await this.#stepWeights();
    }
  }

  /** Samples the stage at hand of the start; at its end, more of the corpus comes in. */
  async #grow(growing: GrowingStart): Promise<void> {
    const { numSweeps } = growing;
    await this.#sampleTo(numSweeps);
    if (this.#clock < this.#goalAfter(numSweeps)) return;
    this.#isChanging = true;
    const start = growing.next(this.assignments());
    if (start !== undefined) this.#growing = undefined;
    await this.#change(start === undefined ? growing.options : { ...this.#whole, start });
    this.#isChanging = false;
  }

  /** Lays out something else in the shared memory, and has it trained from here on. */
  async #change(options: TrainerOptions): Promise<void> {
    const { arena, statisticsAddress, usedBytes, numWorkers } = this.#ground;
    arena.rewind(usedBytes);
    this.#laid.shared = await layOut(options, arena, statisticsAddress);
    await this.#pool.open(workerSetups(options, this.#shared, numWorkers));
    this.#options = options;
    this.#priors = this.#shared.priors;
    this.#weights = this.#openWeights();
    this.#clock = this.#standAtStart();
    this.#options = { ...options, start: undefined }; // topics that were carried along can go
  }

  /** The next sweep at whose end priors are learnt; Infinity when there is none. */
  #nextUpdate(): number {
    const update = nextUpdate(this.settings, this.sweep);
    return update <= this.#priorsRestAfter ? update : Infinity;
  }

  /** The next sweep at whose end the weights move; Infinity when there is none. */
  #nextStep(): number {
    if (this.#weights === undefined) return Infinity;
    const step = nextStep(this.sweep);
    return step <= this.#priorsRestAfter ? step : Infinity;
  }

  /** Where documents' priors follow from weights: the weights' next step. */
  async #stepWeights(): Promise<void> {
    assert(this.#weights !== undefined, 'documents have priors of their own');
    this.#priors = { ...this.#priors, weights: await this.#weights.step(this.#priors) };
  }

  /** Priors are not learnt after this sweep: it may be decided on the way. */
  restPriorsAfter(sweep: number): void {
    this.#priorsRestAfter = sweep;
  }

  async #sampleTo(sweep: number): Promise<void> {
    const goal = this.#goalAfter(sweep);
    this.#shared.reset(this.#clock, goal);
    const stopWatching = this.#watch();
    try {
      await this.#pool.all({ type: 'sample', clock: this.#clock }, 'sampled');
    } finally {
      stopWatching();
    }
    this.#clock = this.#shared.server.clocks.slowest(0);
    assert(this.#clock <= goal, `workers went beyond the goal ${goal}: ${this.#clock}`);
  }

  /**
   * Learns priors from the counts as they stand, which the workers gather as whole numbers, and has
   * them used from here on.
   */
  async #learnPriors(): Promise<void> {
    const choice = choiceOf(this.settings);
    if (choice === undefined) return;
    const { clocks } = this.#shared.server;
    clocks.resetDealing();
    const answers = await this.#pool.all({ type: 'gather' }, 'gathered');
    const { rows, stride, totals } = await this.#snapshot();
    const { rowOfWord } = this.#shared.grid;
    const evidence = evidenceOf(
      answers.map(({ counts }) => counts),
      {
        topicTotals: totals.subarray(0, this.settings.numTopics),
        seedWords: this.#seedWords,
        tokensOf: ({ word, topic }) => rows[rowOfWord[word] * stride + topic],
      },
      this.#evidence,
    );
    const own = this.#weights !== undefined; // alpha follows from the weights
    const learnt = own ? { ...choice, alpha: 'fixed' as const } : choice;
    const { priors, limits } = learnPriors(this.#priors, evidence, learnt);
    clocks.resetDealing();
    const version = this.#weights?.version ?? 0;
    const used = { ...this.#priors, ...priors };
    await this.#pool.all({ type: 'usePriors', priors: used, version }, 'priorsUsed');
    this.#priors = used;
    this.#limits = limits;
  }

  /** As they are now: they may be learnt during the run. */
  get priors(): Priors {
    if (this.#weights === undefined) return this.#priors;
    return { ...this.#priors, alpha: this.#weights.meanAlpha() };
  }

  /** What held the priors back when they were learnt last. */
  get learningLimits(): readonly LearningLimit[] {
    return this.#limits;
  }

  /** Ends the sampling under way as soon as every step already begun is complete. */
  stopSoon(): void {
    this.#isStopping = true;
    if (!this.#isChanging) this.#shared.server.clocks.lowerGoal();
  }

  /** Ends the run at once: everything that waits for the workers gets the reason. */
  abandon(reason: Error): void {
    this.#pool.fail(reason);
  }

  /** Log p(words, topics | alpha, beta) in nats per token, computed by the workers. */
  async measureLogLikelihood(): Promise<number> {
    const { server, likelihood } = this.#shared;
    server.clocks.resetDealing();
    await this.#pool.all({ type: 'measure' }, 'measured');
    const { numBlocks } = this.#shared.grid;
    const joint = jointLogLikelihood(
      {
        ofBlocks: likelihood.subarray(0, numBlocks),
        ofRanges: likelihood.subarray(numBlocks),
        topicTotals: (await this.#snapshot()).totals,
      },
      {
        numTopics: this.settings.numTopics,
        numWords: this.#options.source.numWords,
        beta: this.priors.beta,
        seedWords: this.#seedWords,
      },
    );
    return joint / this.#options.source.numTokens;
  }

  /** Seed tokens included. To be read before sampling goes on. Only between goals. */
  async counts(): Promise<WordTopicCounts> {
    return this.#countsOf(await this.#snapshot());
  }

  /**
   * The counts as they stand, also while workers change them: good enough for a screen. Undefined
   * while something else is laid out.
   */
  peek(): WordTopicCounts | undefined {
    return this.#isChanging ? undefined : this.#countsOf(this.#shared.server.peek());
  }

  /** The same without what is no token. */
  #withoutSeeds(totals: Int32Array): Int32Array {
    return totals.map((count, topic) => count - (this.#seedTotals[topic] ?? 0));
  }

  #countsOf({ rows, stride, totals }: Numbers): WordTopicCounts {
    return {
      rows,
      stride,
      rowOfWord: this.#shared.grid.rowOfWord,
      topicTotals: this.#withoutSeeds(totals.subarray(0, this.settings.numTopics)),
    };
  }

  /** What lockstep needs of the step before to continue exactly; undefined if nothing lags. */
  async laggedTotals(): Promise<Int32Array | undefined> {
    const { laggedTotals } = await this.#snapshot();
    return laggedTotals && this.#withoutSeeds(laggedTotals);
  }

  /** The assignments in document order, block after block. Only between goals. */
  *assignments(): Generator<Uint16Array> {
    const { grid, tokens } = this.#shared;
    for (let block = 0; block < grid.numBlocks; block++) {
      const words = this.#options.source.readWords(
        grid.blockStarts[block],
        grid.blockStarts[block + 1],
      );
      yield tokens.topicsOfBlock(block, words);
    }
  }

  /** What each worker has done since the run was started. Cheap, at any time. */
  workerTotals(): WorkerTotals[] {
    return this.#ground.statistics.map((statistics) => statistics.read());
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  /** Ends the run when a worker hangs. @returns what ends the watching. */
  #watch(): () => void {
    const seconds = () => performance.now() / 1000;
    const { hangLimitSeconds = defaultHangLimitSeconds } = this.#options;
    const watchdog = new Watchdog(hangLimitSeconds, seconds());
    const look = () => {
      const trouble = watchdog.check(seconds(), this.workerTotals());
      if (trouble !== undefined) this.#pool.fail(new WorkerError(trouble));
    };
    const timer = setInterval(look, Math.min(1, hangLimitSeconds / 4) * 1000);
    return () => {
      clearInterval(timer);
    };
  }

  /** @returns the server's numbers; the totals are checked. */
  async #snapshot(): Promise<Snapshot> {
    const snapshot = await this.#shared.server.snapshot();
    const topicTotals = snapshot.totals.subarray(0, this.settings.numTopics);
    const sum = this.#withoutSeeds(topicTotals).reduce((all, count) => all + count, 0);
    const { numTokens } = this.#options.source;
    assert(
      this.sweep < 0 || sum === numTokens,
      `topic totals sum to ${sum}, but the corpus has ${numTokens} tokens`,
    );
    return snapshot;
  }
}

/** What all that is trained one after the other has in common. */
interface Ground {
  readonly arena: Arena;
  readonly numWorkers: number;
  readonly statisticsAddress: number;
  /** One per worker. */
  readonly statistics: readonly WorkerStatistics[];
  /** Of the arena, before anything is laid out. */
  readonly usedBytes: number;
}

/** What is trained first. */
interface Begun {
  readonly growing: GrowingStart | undefined;
  readonly options: TrainerOptions;
  /** What lies in the shared memory now. */
  readonly laid: { shared: SharedState };
  readonly pool: WorkerPool;
}

function prepareGround(options: TrainerOptions): Ground {
  const arena = new Arena(planMemory(options).arenaBytes);
  const { numWorkers } = countWorkers(options);
  const statisticsAddress = arena.allocate(statisticsBytesPerWorker * numWorkers);
  const statistics = Array.from(
    { length: numWorkers },
    (_, worker) => new WorkerStatistics(arena.memory, statisticsAddress, worker),
  );
  return { arena, numWorkers, statisticsAddress, statistics, usedBytes: arena.usedBytes };
}
