/** The workers of this process, on memory that they share. */
import type { Weights } from '../covariates/weights.ts';
import { assert } from '../errors.ts';
import type { RangeCoder } from '../parameter-server/bridge/coder.ts';
import type { Connection, Numbers } from '../parameter-server/server.ts';
import type { GatheredCounts } from '../priors/evidence.ts';
import type { Priors } from '../sampler/sampler.ts';
import type { Crew, CrewHost, CrewTotals, MeasuredParts } from './crew.ts';
import { beginCounts } from './begin-counts.ts';
import { type Ground, prepareGround } from './ground.ts';
import { layParts, readTopics } from './lay-parts.ts';
import { type SharedState, type TrainerOptions, reserve, workerSetups } from './shared-state.ts';
import type { WorkerTotals } from './statistics.ts';
import { watch } from './watchdog.ts';
import { WeightSteps } from './weight-steps.ts';
import { WorkerError, WorkerPool } from './worker-pool.ts';

/** Longer than the longest unit takes: a giant document with tens of thousands of topics. */
const defaultHangLimitSeconds = 600;

export class LocalCrew implements Crew {
  readonly #ground: Ground;
  readonly #pool: WorkerPool;
  #laid: SharedState | undefined;
  /** Of what is laid out now. */
  #options: TrainerOptions;
  #weights: WeightSteps | undefined;

  /**
   * Starts the workers, to which `open` gives something to train.
   *
   * @param whole the largest that will be laid out.
   */
  constructor(whole: TrainerOptions) {
    this.#options = whole;
    this.#ground = prepareGround(whole);
    this.#pool = new WorkerPool({
      numWorkers: this.#ground.numWorkers,
      startWorker: whole.startWorker,
      onFailure: () => {
        this.#laid?.server.clocks.abort();
      },
    });
  }

  /**
   * Lays out in the shared memory what is trained from now on.
   *
   * @param clock of all workers at first.
   */
  async open(options: TrainerOptions, clock: number): Promise<void> {
    const { arena, statisticsAddress, usedBytes, numWorkers } = this.#ground;
    arena.rewind(usedBytes);
    this.#options = options; // what was trained before needs no room any more
    this.#laid = reserve(options, arena, statisticsAddress);
    await this.#layOut(options, this.#pool.open(workerSetups(options, this.#laid, numWorkers)));
    this.#weights = this.#openWeights();
    await beginCounts(options, this.#shared, await this.#countTopics());
    this.#shared.reset(clock, clock);
    this.#options = { ...options, start: undefined }; // topics that were carried along can go
  }

  /** Threads load while the first words are read. Whoever leaves waits for none of them. */
  async #layOut(options: TrainerOptions, opening: Promise<void>): Promise<void> {
    const { signal, start } = options;
    const hasTopics = start !== undefined;
    const leave = () => {
      this.#pool.fail(signal?.reason as Error);
    };
    signal?.addEventListener('abort', leave, { once: true });
    const laying = layParts(options, this.#shared, async (worker, placed) => {
      await opening;
      await this.#pool.one(worker, { type: 'lay', placed, hasTopics }, 'laid');
    });
    try {
      await Promise.all([opening, laying]);
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /** Of tokens that were laid out with topics. @returns how many each topic has. */
  async #countTopics(): Promise<Int32Array> {
    const { settings, start } = this.#options;
    const totals = new Int32Array(settings.numTopics);
    if (start === undefined) return totals;
    this.#shared.server.clocks.resetDealing();
    for (const answer of await this.#pool.all({ type: 'count' }, 'counted')) {
      for (let topic = 0; topic < totals.length; topic++) totals[topic] += answer.totals[topic];
    }
    return totals;
  }

  #openWeights(): WeightSteps | undefined {
    const { features, source, settings } = this.#options;
    if (features === undefined) return undefined;
    const model = { features, alpha: settings.alpha, documentLengths: source.documentLengths };
    return new WeightSteps(this.#shared, this.#pool, model);
  }

  get #shared(): SharedState {
    assert(this.#laid !== undefined, 'something has been laid out');
    return this.#laid;
  }

  get numWorkers(): number {
    return this.#ground.numWorkers;
  }

  get rowOfWord(): Uint32Array {
    return this.#shared.grid.rowOfWord;
  }

  get memoryBytes(): number {
    return this.#shared.arena.usedBytes;
  }

  get clock(): number {
    return this.#shared.server.clocks.slowest(0);
  }

  /** For whoever else takes part in the parameter server of this process. */
  connect(): Connection {
    return this.#shared.server.connect(0);
  }

  /** Codes the rows of this process; only where others have their share. */
  get coder(): RangeCoder {
    assert(this.#shared.coder !== undefined, 'rows are coded for others only');
    return this.#shared.coder;
  }

  /** The rows of a range of words: `first` to `end - 1`. */
  rowsOfRange(range: number): { first: number; end: number } {
    const { rangeStarts } = this.#shared.grid;
    return { first: rangeStarts[range], end: rangeStarts[range + 1] };
  }

  async sample(clock: number, goal: number, weightsMoveTo = -1): Promise<number> {
    this.#pool.assertIdle();
    this.#shared.reset(clock, goal);
    const stopWatching = this.#watch();
    try {
      await this.#pool.all({ type: 'sample', clock, weightsMoveTo }, 'sampled');
    } finally {
      stopWatching();
    }
    assert(this.clock <= goal, `workers went beyond the goal ${goal}: ${this.clock}`);
    return this.clock;
  }

  endSoon(): void {
    this.#shared.server.clocks.lowerGoal();
  }

  abandon(reason: Error): void {
    this.#pool.fail(reason);
  }

  async gather(): Promise<readonly GatheredCounts[]> {
    this.#pool.assertIdle();
    this.#shared.server.clocks.resetDealing();
    const answers = await this.#pool.all({ type: 'gather' }, 'gathered');
    return answers.map(({ counts }) => counts);
  }

  async usePriors(priors: Priors): Promise<void> {
    this.#pool.assertIdle();
    this.#shared.server.clocks.resetDealing();
    const version = this.#weights?.version ?? 0;
    await this.#pool.all({ type: 'usePriors', priors, version }, 'priorsUsed');
  }

  async stepWeights(priors: Priors): Promise<Weights> {
    assert(this.#weights !== undefined, 'documents have priors of their own');
    return this.#weights.step(priors);
  }

  async settleWeights(priors: Priors): Promise<Weights> {
    assert(this.#weights !== undefined, 'documents have priors of their own');
    return this.#weights.settle(priors);
  }

  meanAlpha(): Float64Array | undefined {
    return this.#weights?.meanAlpha();
  }

  async measure(): Promise<MeasuredParts> {
    this.#pool.assertIdle();
    const { server, likelihood, grid } = this.#shared;
    server.clocks.resetDealing();
    await this.#pool.all({ type: 'measure' }, 'measured');
    return {
      ofBlocks: likelihood.subarray(0, grid.numBlocks),
      ofRanges: likelihood.subarray(grid.numBlocks),
    };
  }

  totals(): Promise<CrewTotals> {
    return this.#shared.server.snapshot();
  }

  counts(): Promise<Numbers> {
    return this.#shared.server.snapshot();
  }

  peek(): Numbers {
    return this.#shared.server.peek();
  }

  assignments(): AsyncIterable<Uint16Array> {
    return readTopics(this.#options.source, this.#shared, (worker, placed) =>
      this.#pool.one(worker, { type: 'readTopics', placed }, 'topicsRead'),
    );
  }

  hosts(): readonly CrewHost[] {
    return [];
  }

  wantsNewDeal(): Promise<boolean> {
    return Promise.resolve(false);
  }

  workerTotals(): WorkerTotals[] {
    return this.#ground.statistics.map((statistics) => statistics.read());
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  /** Ends the run when a worker hangs. @returns what ends the watching. */
  #watch(): () => void {
    const { hangLimitSeconds: limitSeconds = defaultHangLimitSeconds, share } = this.#options;
    const totals = () => this.workerTotals();
    return watch({ limitSeconds, mayAllWait: share !== undefined }, totals, (trouble) => {
      this.#pool.fail(new WorkerError(trouble, { isAccident: true }));
    });
  }
}
