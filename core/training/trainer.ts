/**
 * Trains a model: starts workers, cuts the corpus, and has it laid out in shared memory and sampled
 * from one goal to the next. Between goals everybody stands at the same clock, and only
 * then is anything measured, saved or inspected.
 *
 * Clocks count steps; a sweep is B steps; sweep 0 gives every token its first topic. So a run of n
 * sweeps ends at clock (n + 1) * B. Where the corpus grows first (growing-start.ts), each part of it
 * is trained so, one after the other in the same memory; nothing can be measured or saved then.
 */
import { checkNumber } from '../check-number.ts';
import { assert } from '../errors.ts';
import type { WordTopicCounts } from '../corpus/word-topic-counts.ts';
import { nextStep } from '../covariates/schedule.ts';
import { jointLogLikelihood } from '../evaluation/likelihood.ts';
import type { Numbers } from '../parameter-server/server.ts';
import { type ConstantEvidence, constantEvidenceOf, evidenceOf } from '../priors/evidence.ts';
import { type LearningLimit, learnPriors } from '../priors/learn.ts';
import { choiceOf, nextUpdate } from '../priors/schedule.ts';
import { type SeedWord, seedTotals } from '../priors/seed-words.ts';
import type { Priors } from '../sampler/sampler.ts';
import type { Crew, CrewHost, CrewTotals, StartCrew } from './crew.ts';
import { carriedState } from './carried-state.ts';
import { firstPriors } from './first-priors.ts';
import { GrowingStart, type GrowthProgress, isGrowing } from './growing-start.ts';
import { LocalCrew } from './local-crew.ts';
import { type TrainerOptions, clockOf, readingOf } from './shared-state.ts';
import { type RunSettings, settingRanges } from './settings.ts';
import { checkTrainer } from './trainer-options.ts';
import type { WorkerTotals } from './statistics.ts';

export class Trainer {
  readonly settings: RunSettings;
  readonly #evidence: ConstantEvidence;
  readonly #whole: TrainerOptions;
  /** Starts the workers that train the whole corpus; undefined: those of this process go on. */
  readonly #startCrew: StartCrew | undefined;
  /** Absent once the whole corpus is trained. */
  #growing: GrowingStart | undefined;
  /** Of what is trained now: a part of the corpus, or all of it. */
  #options: TrainerOptions;
  #crew: Crew;
  /** Something else is being laid out: nobody may look into the shared memory. */
  #isChanging = false;
  #clock: number;
  readonly #seedWords: readonly SeedWord[];
  readonly #seedTotals: Int32Array;
  #priors: Priors;
  #limits: readonly LearningLimit[] = [];
  #isSampling = false;
  #isStopping = false;
  #priorsRestAfter: number;
  /** Live reading: all have pushed sums of documents, so that workers may move weights on their own. */
  #haveAllPushed = false;

  private constructor(whole: TrainerOptions, startCrew: StartCrew | undefined, begun: Begun) {
    const { settings } = whole;
    this.settings = settings;
    this.#whole = whole;
    this.#startCrew = startCrew;
    this.#growing = begun.growing;
    this.#options = begun.options;
    this.#crew = begun.crew;
    this.#priors = firstPriors(begun.options);
    this.#priorsRestAfter = whole.priorsRestAfter ?? Infinity;
    this.#seedWords = settings.seedWords ?? [];
    this.#seedTotals = seedTotals(this.#seedWords, settings.numTopics);
    this.#evidence = constantEvidenceOf(whole.source);
    this.#clock = clockOf(begun.options.start, begun.options.settings);
  }

  /**
   * @param startCrew how the workers of the whole corpus are started: in this process, if nothing else
   *   is said. While the corpus grows, all are in this process.
   * @throws {UsageError} when a number is out of its range.
   */
  static async start(whole: TrainerOptions, startCrew?: StartCrew): Promise<Trainer> {
    checkTrainer(whole);
    if (startCrew !== undefined && !isGrowing(whole)) {
      const crew = await startCrew(whole, clockOf(whole.start, whole.settings));
      return new Trainer(whole, startCrew, { growing: undefined, options: whole, crew });
    }
    const crew = new LocalCrew(whole); // its workers load while the corpus is read
    try {
      const growing = await GrowingStart.open(whole);
      const options = growing?.options ?? whole;
      await crew.open(options, clockOf(options.start, options.settings));
      return new Trainer(whole, startCrew, { growing, options, crew });
    } catch (error) {
      await crew.close(); // workers that live would keep the process alive
      throw error;
    }
  }

  get numWorkers(): number {
    return this.#crew.numWorkers;
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
    return this.#growing || this.#isChanging ? this.sweep : this.#sweepAt(this.#crew.clock);
  }

  /** How far the start is, also while the workers sample; undefined when the whole corpus is trained. */
  get growth(): GrowthProgress | undefined {
    if (this.#growing === undefined) return undefined;
    if (this.#isChanging) return this.#growing.progressAt(0);
    return this.#growing.progressAt(this.#crew.clock / this.#goalAfter(this.#growing.numSweeps));
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

  get memoryBytes(): number {
    return this.#crew.memoryBytes;
  }

  /**
   * Lets the workers sample until `sweep` sweeps are complete, or until `stopSoon` is called; then
   * all stand at the same clock.
   *
   * @throws {WorkerError} when a worker fails; another error when the trainer is closed meanwhile.
   * @throws {UsageError} when it is a number that no run can get to.
   */
  async sampleToSweep(sweep: number): Promise<void> {
    checkNumber('sweep', sweep, { ...settingRanges.numSweeps, least: 0 });
    assert(!this.#isSampling, 'a trainer samples to one goal at a time');
    this.#isSampling = true;
    this.#isStopping = false;
    try {
      await this.#sampleOn(sweep);
    } finally {
      this.#isSampling = false;
    }
  }

  async #sampleOn(sweep: number): Promise<void> {
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
    const carry = await growing.carry(this.assignments());
    this.#isChanging = true;
    const start = growing.next(carry);
    if (start !== undefined) this.#growing = undefined;
    await this.#change(start === undefined ? growing.options : { ...this.#whole, start });
    this.#isChanging = false;
  }

  /** Has something else trained from here on: by the same workers, unless others were asked for. */
  async #change(options: TrainerOptions): Promise<void> {
    const clock = clockOf(options.start, options.settings);
    this.#clock = clock;
    this.#options = options;
    if (this.#crew instanceof LocalCrew && (this.#growing || this.#startCrew === undefined)) {
      await this.#crew.open(options, clock);
    } else if (this.#startCrew !== undefined) {
      await this.#crew.close({ isFollowed: true });
      this.#crew = await this.#startCrew(options, clock);
    }
    this.#priors = firstPriors(options);
    this.#options = { ...options, start: undefined }; // topics that were carried along can go
  }

  /**
   * After a checkpoint, where several hosts train: deals the blocks to them again, if one is slow, has
   * come or wants to leave.
   *
   * @param numSweeps of the run.
   */
  async dealAgain(numSweeps: number): Promise<void> {
    const stepsLeft = this.#goalAfter(numSweeps) - this.#clock;
    if (this.#growing || !(await this.#crew.wantsNewDeal(stepsLeft))) return;
    const { sweep, step, priors } = this;
    const at = { sweep, step, priors, laggedTotals: await this.laggedTotals() };
    const start = await carriedState(this.#whole, at, this.assignments());
    this.#isChanging = true;
    await this.#change({ ...this.#whole, start });
    this.#isChanging = false;
  }

  /** The next sweep at whose end priors are learnt; Infinity when there is none. */
  #nextUpdate(): number {
    const update = nextUpdate(this.settings, this.sweep);
    return update <= this.#priorsRestAfter ? update : Infinity;
  }

  /** The next sweep at whose end the weights move; Infinity when there is none. */
  #nextStep(): number {
    if (this.#options.features === undefined || this.#haveAllPushed) return Infinity;
    const step = nextStep(this.sweep);
    return step <= this.#priorsRestAfter ? step : Infinity;
  }

  /** Where documents' priors follow from weights: the weights' next step. */
  async #stepWeights(): Promise<void> {
    this.#priors = { ...this.#priors, weights: await this.#crew.stepWeights(this.#priors) };
    this.#haveAllPushed = readingOf(this.#options) === 'live';
  }

  /** Priors are not learnt after this sweep: it may be decided on the way. */
  restPriorsAfter(sweep: number): void {
    this.#priorsRestAfter = sweep;
  }

  async #sampleTo(sweep: number): Promise<void> {
    const isLive = this.#haveAllPushed;
    const moveTo = isLive ? this.#priorsRestAfter : -1;
    this.#clock = await this.#crew.sample(this.#clock, this.#goalAfter(sweep), moveTo);
    if (!isLive) return;
    this.#priors = { ...this.#priors, weights: await this.#crew.settleWeights(this.#priors) };
  }

  /**
   * Learns priors from the counts as they stand, which the workers gather as whole numbers, and has
   * them used from here on.
   */
  async #learnPriors(): Promise<void> {
    const choice = choiceOf(this.settings);
    if (choice === undefined) return;
    const gathered = await this.#crew.gather();
    const { totals } = await this.#totals();
    const evidence = evidenceOf(
      gathered,
      {
        topicTotals: totals.subarray(0, this.settings.numTopics),
        seedWords: this.#seedWords,
        tokensOf: await this.#tokensOfSeedWords(),
      },
      this.#evidence,
    );
    const own = this.#options.features !== undefined; // alpha follows from the weights
    const learnt = own ? { ...choice, alpha: 'fixed' as const } : choice;
    const { priors, limits } = learnPriors(this.#priors, evidence, learnt);
    const used = { ...this.#priors, ...priors };
    await this.#crew.usePriors(used);
    this.#priors = used;
    this.#limits = limits;
  }

  async #tokensOfSeedWords(): Promise<(seedWord: SeedWord) => number> {
    if (this.#seedWords.length === 0) return () => 0;
    const { rows } = await this.#crew.counts();
    return ({ word, topic }) => rows.at(this.#crew.rowOfWord[word])[topic];
  }

  /** As they are now: they may be learnt during the run. */
  get priors(): Priors {
    const alpha = this.#crew.meanAlpha();
    return alpha === undefined ? this.#priors : { ...this.#priors, alpha };
  }

  /** What held the priors back when they were learnt last. */
  get learningLimits(): readonly LearningLimit[] {
    return this.#limits;
  }

  /** Ends the sampling under way as soon as every step already begun is complete. */
  stopSoon(): void {
    this.#isStopping = true;
    if (!this.#isChanging) this.#crew.endSoon();
  }

  /** Ends the run at once: everything that waits for the workers gets the reason. */
  abandon(reason: Error): void {
    this.#crew.abandon(reason);
  }

  /** Log p(words, topics | alpha, beta) in nats per token, computed by the workers. */
  async measureLogLikelihood(): Promise<number> {
    const parts = await this.#crew.measure();
    const joint = jointLogLikelihood(
      { ...parts, topicTotals: (await this.#totals()).totals },
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
    return this.#countsOf(await this.#crew.counts());
  }

  /**
   * The counts as they stand, also while workers change them: good enough for a screen. Undefined
   * while something else is laid out.
   */
  peek(): WordTopicCounts | undefined {
    return this.#isChanging ? undefined : this.#countsOf(this.#crew.peek());
  }

  /** The same without what is no token. */
  #withoutSeeds(totals: Int32Array): Int32Array {
    return totals.map((count, topic) => count - (this.#seedTotals[topic] ?? 0));
  }

  #countsOf({ rows, totals }: Numbers): WordTopicCounts {
    return {
      rows,
      rowOfWord: this.#crew.rowOfWord,
      topicTotals: this.#withoutSeeds(totals.subarray(0, this.settings.numTopics)),
    };
  }

  /** What lockstep needs of the step before to continue exactly; undefined if nothing lags. */
  async laggedTotals(): Promise<Int32Array | undefined> {
    const { laggedTotals } = await this.#totals();
    return laggedTotals && this.#withoutSeeds(laggedTotals);
  }

  /** The assignments in document order, block after block. Only between goals. */
  assignments(): AsyncIterable<Uint16Array> {
    return this.#crew.assignments();
  }

  /** What each worker has done since the run was started. Cheap, at any time. */
  workerTotals(): WorkerTotals[] {
    return this.#crew.workerTotals();
  }

  /** Who has these workers, in the same order; none where all are in this process. */
  hosts(): readonly CrewHost[] {
    return this.#crew.hosts();
  }

  /** Ends the workers. What still waits for them fails, and so does whatever is asked of them later. */
  async close(): Promise<void> {
    await this.#crew.close();
  }

  /** @returns the totals, checked. */
  async #totals(): Promise<CrewTotals> {
    const found = await this.#crew.totals();
    const topicTotals = found.totals.subarray(0, this.settings.numTopics);
    const sum = this.#withoutSeeds(topicTotals).reduce((all, count) => all + count, 0);
    const { numTokens } = this.#options.source;
    assert(
      this.sweep < 0 || sum === numTokens,
      `topic totals sum to ${sum}, but the corpus has ${numTokens} tokens`,
    );
    return found;
  }
}

/** What is trained first. */
interface Begun {
  readonly growing: GrowingStart | undefined;
  readonly options: TrainerOptions;
  readonly crew: Crew;
}
