/**
 * Trains a model: cuts the corpus, lays it out in shared memory, starts the workers, and lets them
 * sample from one goal to the next. Between goals everybody stands at the same clock, and only
 * then is anything measured, saved or inspected.
 *
 * Clocks count steps; a sweep is B steps; sweep 0 gives every token its first topic. So a run of n
 * sweeps ends at clock (n + 1) * B.
 */
import { assert } from '../errors.ts';
import { jointLogLikelihood } from '../evaluation/likelihood.ts';
import { lagOf, sumParts } from '../parameter-server/lockstep-client.ts';
import { numVersions, rowsOf, totalsPart } from '../parameter-server/table.ts';
import type { Priors } from '../sampler/sampler.ts';
import {
  type SharedState,
  type TrainerOptions,
  clockOf,
  layOut,
  workerSetups,
} from './shared-state.ts';
import type { RunSettings } from './settings.ts';
import type { WorkerTotals } from './statistics.ts';
import { Watchdog } from './watchdog.ts';
import { WorkerError, WorkerPool } from './worker-pool.ts';

/** Longer than the longest unit takes: a giant document with tens of thousands of topics. */
const defaultHangLimitSeconds = 600;

/** The counts of a moment when all workers stand still. */
export interface WordTopicCounts {
  /** Row-major: the counts of word w begin at `rowOfWord[w] * stride`. */
  readonly rows: Int32Array;
  readonly stride: number;
  readonly rowOfWord: Uint32Array;
  /** n_k (length K). */
  readonly topicTotals: Int32Array;
}

export class Trainer {
  readonly settings: RunSettings;
  readonly priors: Priors;
  readonly numWorkers: number;
  readonly #options: TrainerOptions;
  readonly #shared: SharedState;
  readonly #pool: WorkerPool;
  #clock: number;

  private constructor(options: TrainerOptions, shared: SharedState, pool: WorkerPool) {
    const { start, settings } = options;
    this.settings = settings;
    this.priors = shared.priors;
    this.numWorkers = shared.numWorkers;
    this.#options = options;
    this.#shared = shared;
    this.#pool = pool;
    this.#clock = clockOf(start, settings);
    shared.reset(this.#clock, this.#clock);
  }

  static async start(options: TrainerOptions): Promise<Trainer> {
    const shared = layOut(options);
    const pool = await WorkerPool.start(workerSetups(options, shared), () => {
      shared.clocks.abort();
    });
    return new Trainer(options, shared, pool);
  }

  /** Complete sweeps; -1 before every token has its first topic. */
  get sweep(): number {
    return Math.floor(this.#clock / this.settings.numBlocks) - 1;
  }

  /** Complete steps of the next sweep. */
  get step(): number {
    return this.#clock % this.settings.numBlocks;
  }

  /** Complete sweeps as the workers stand now, also while they sample. */
  get sweepUnderWay(): number {
    return Math.floor(this.#shared.clocks.slowest(0) / this.settings.numBlocks) - 1;
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
    const goal = (sweep + 1) * this.settings.numBlocks;
    if (goal <= this.#clock) return;
    this.#shared.reset(this.#clock, goal);
    const stopWatching = this.#watch();
    try {
      await this.#pool.all({ type: 'sample', clock: this.#clock }, 'sampled');
    } finally {
      stopWatching();
    }
    this.#clock = this.#shared.clocks.slowest(0);
    assert(this.#clock <= goal, `workers went beyond the goal ${goal}: ${this.#clock}`);
  }

  /** Ends the sampling under way as soon as every step already begun is complete. */
  stopSoon(): void {
    this.#shared.clocks.lowerGoal();
  }

  /** Log p(words, topics | alpha, beta) in nats per token, computed by the workers. */
  async measureLogLikelihood(): Promise<number> {
    const { clocks, likelihood, table } = this.#shared;
    clocks.resetDealing();
    await this.#pool.all({ type: 'measure' }, 'measured');
    const { numBlocks } = this.#shared.grid;
    const joint = jointLogLikelihood(
      {
        ofBlocks: likelihood.subarray(0, numBlocks),
        ofRanges: likelihood.subarray(numBlocks),
        topicTotals: this.#topicTotals(),
      },
      { numTopics: table.numColumns, numWords: table.numRows, beta: this.priors.beta },
    );
    return joint / this.#options.source.numTokens;
  }

  /** The counts as they lie in shared memory: to be read before sampling goes on. */
  counts(): WordTopicCounts {
    const { arena, table, grid } = this.#shared;
    return {
      rows: rowsOf(arena.memory, table),
      stride: table.stride,
      rowOfWord: grid.rowOfWord,
      topicTotals: this.#topicTotals().subarray(0, table.numColumns),
    };
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
    return this.#shared.statistics.map((statistics) => statistics.read());
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

  /** What lockstep needs of the step before to go on exactly; undefined where nothing lags. */
  get laggedTotals(): Int32Array | undefined {
    const isLagging = this.#isLockstep && lagOf(this.settings.numBlocks) > 0;
    return isLagging ? this.#totalsAt(this.#clock - 1) : undefined;
  }

  get #isLockstep(): boolean {
    return this.#shared.reading === 'lockstep';
  }

  #topicTotals(): Int32Array {
    const totals = this.#totalsAt(this.#isLockstep ? this.#clock : 0);
    const sum = totals.reduce((all, count) => all + count, 0);
    const { numTokens } = this.#options.source;
    assert(
      this.sweep < 0 || sum === numTokens,
      `topic totals sum to ${sum}, but the corpus has ${numTokens} tokens`,
    );
    return totals;
  }

  /** The topic totals before the step of that clock. */
  #totalsAt(clock: number): Int32Array {
    const { arena, table } = this.#shared;
    const version = (clock + numVersions) % numVersions;
    const parts = Array.from({ length: table.numShards }, (_, shard) =>
      totalsPart(arena.memory, table, { shard, version }),
    );
    const totals = new Int32Array(table.stride);
    sumParts(parts, totals);
    return totals;
  }
}
