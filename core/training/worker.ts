/**
 * A worker's part of the training: pull, sample, push, tick, until the goal. It knows neither
 * threads nor messages; `worker-thread.ts` runs it in one.
 */
import { int32At, float64At } from '../memory/arena.ts';
import type { ParameterClient } from '../parameter-server/client.ts';
import type { StaleClocks } from '../parameter-server/clocks.ts';
import { LiveClient } from '../parameter-server/live-client.ts';
import { LockstepClient } from '../parameter-server/lockstep-client.ts';
import { rowsOf } from '../parameter-server/table.ts';
import { openSampler } from '../sampler/open.ts';
import type { Sampler } from '../sampler/sampler.ts';
import type { WorkerSetup } from './messages.ts';
import { openMishap } from './mishap.ts';
import { LiveSchedule, LockstepSchedule, type Schedule, type Unit } from './schedule.ts';
import { openClocks } from './shared-state.ts';
import { WorkerStatistics } from './statistics.ts';

export class TrainingWorker {
  readonly #setup: WorkerSetup;
  readonly #clocks: StaleClocks;
  readonly #client: ParameterClient;
  readonly #sampler: Sampler;
  readonly #topicTotals: Int32Array;
  readonly #statistics: WorkerStatistics;
  readonly #likelihood: Float64Array;
  readonly #endThread: () => never;

  /** @param endThread ends the thread in which this worker runs, for a mishap */
  constructor(setup: WorkerSetup, endThread: () => never) {
    const { memory, table, addresses, priors } = setup;
    const buffers = {
      pulled: int32At(memory, addresses.buffers, table.stride),
      totals: int32At(memory, addresses.buffers + 4 * table.stride, table.stride),
    };
    const isShared = setup.reading === 'live';
    this.#setup = setup;
    this.#endThread = endThread;
    this.#clocks = openClocks(memory, {
      table,
      control: addresses.control,
      staleness: setup.leadBound,
    });
    const own = { clocks: this.#clocks, buffers };
    this.#client = isShared
      ? new LiveClient(memory, table, own)
      : new LockstepClient(memory, table, own);
    const rows = {
      counts: rowsOf(memory, table),
      stride: table.stride,
      numWords: table.numRows,
      isShared,
    };
    this.#sampler = openSampler(memory, setup.sampler, {
      rows,
      priors,
      scratch: addresses.scratch,
    });
    this.#topicTotals = buffers.totals;
    this.#statistics = new WorkerStatistics(memory, addresses.statistics, setup.worker);
    this.#likelihood = float64At(memory, addresses.likelihood, setup.numBlocks + table.numShards);
  }

  /** Samples unit after unit until the goal; all clients start at `firstClock`. */
  sampleToGoal(firstClock: number): void {
    const schedule = this.#openSchedule(firstClock);
    const mishap = openMishap(this.#setup, { firstClock, endThread: this.#endThread });
    for (;;) {
      const unit = this.#timed('waitingSeconds', () => schedule.take());
      if (unit === undefined) return;
      this.#statistics.set('clockUnderWay', unit.clock + 1);
      mishap();
      this.#runUnit(unit);
      this.#statistics.set('clockUnderWay', 0);
    }
  }

  #runUnit(unit: Unit): void {
    const step = { client: unit.block, shard: unit.range, clock: unit.clock };
    this.#statistics.countRead(this.#clocks.stalenessAt(unit.clock));
    this.#timed('pullingSeconds', () => {
      this.#client.pull(step);
    });
    const result = this.#timed('samplingSeconds', () =>
      this.#sampler.sampleUnit({ ...unit, seed: this.#setup.seed }, this.#topicTotals),
    );
    this.#timed('pushingSeconds', () => {
      this.#client.push(step);
      this.#client.tick(step);
    });
    this.#statistics.add('numTokens', result.numTokens);
    this.#statistics.add('numChanged', result.numChanged);
    this.#statistics.add('numDeltas', result.numDeltas);
    this.#statistics.set('clock', unit.clock + 1);
  }

  /** Computes the parts of the log-likelihood that this worker is dealt. */
  measure(): void {
    const { numBlocks, table } = this.#setup;
    for (;;) {
      const part = this.#clocks.deal();
      if (part >= numBlocks + table.numShards) return;
      this.#likelihood[part] =
        part < numBlocks
          ? this.#sampler.documentLogLikelihood(part)
          : this.#sampler.wordLogLikelihood(part - numBlocks);
    }
  }

  #openSchedule(firstClock: number): Schedule {
    const { worker, numWorkers, numBlocks, memory, addresses, table, reading } = this.#setup;
    if (reading === 'lockstep') {
      const claims = int32At(memory, addresses.claims, numBlocks);
      return new LockstepSchedule(this.#clocks, { worker, numWorkers, numBlocks, claims });
    }
    const numRanges = table.numShards;
    return new LiveSchedule(this.#clocks, { worker, numWorkers, numRanges, firstClock });
  }

  #timed<Result>(
    name: 'samplingSeconds' | 'pullingSeconds' | 'pushingSeconds' | 'waitingSeconds',
    work: () => Result,
  ): Result {
    const start = performance.now();
    const result = work();
    this.#statistics.add(name, (performance.now() - start) / 1000);
    return result;
  }
}
