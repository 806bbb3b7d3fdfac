/**
 * A worker's part of the training: pull, sample, push, tick, until the goal. It knows neither
 * threads nor messages; `worker-thread.ts` runs it in one.
 */
import { int32At, float64At } from '../memory/arena.ts';
import { type ParameterClient, clientBufferBytes } from '../parameter-server/client.ts';
import type { StaleClocks } from '../parameter-server/clocks.ts';
import { LiveClient } from '../parameter-server/live-client.ts';
import { LockstepClient } from '../parameter-server/lockstep-client.ts';
import { rowsOf } from '../parameter-server/table.ts';
import { openSampler } from '../sampler/open.ts';
import type { Sampler, UnitResult } from '../sampler/sampler.ts';
import type { WorkerSetup } from './messages.ts';
import { openMishap } from './mishap.ts';
import { LiveSchedule, LockstepSchedule, type Schedule, type Unit } from './schedule.ts';
import { openClocks } from './shared-state.ts';
import { WorkerStatistics } from './statistics.ts';

/** What a unit needs while it is sampled: a client of the server, with its copy of the totals. */
interface Hand {
  readonly client: ParameterClient;
  readonly topicTotals: Int32Array;
}

export class TrainingWorker {
  readonly #setup: WorkerSetup;
  readonly #clocks: StaleClocks;
  readonly #sampler: Sampler;
  /** One for each unit that is sampled at the same time. */
  readonly #hands: readonly Hand[];
  readonly #statistics: WorkerStatistics;
  readonly #likelihood: Float64Array;
  readonly #endThread: () => never;

  /** @param endThread ends the thread in which this worker runs, for a mishap */
  constructor(setup: WorkerSetup, endThread: () => never) {
    const { memory, table, addresses, priors } = setup;
    this.#setup = setup;
    this.#endThread = endThread;
    this.#clocks = openClocks(memory, {
      table,
      control: addresses.control,
      staleness: setup.leadBound,
    });
    const rows = {
      counts: rowsOf(memory, table),
      stride: table.stride,
      numWords: table.numRows,
      isShared: setup.reading === 'live',
    };
    this.#sampler = openSampler(memory, setup.sampler, {
      rows,
      priors,
      scratch: addresses.scratch,
    });
    this.#hands = Array.from({ length: this.#sampler.unitsAtOnce }, (_, hand) =>
      this.#openHand(hand),
    );
    this.#statistics = new WorkerStatistics(memory, addresses.statistics, setup.worker);
    this.#likelihood = float64At(memory, addresses.likelihood, setup.numBlocks + table.numShards);
  }

  /** Samples unit after unit until the goal; all clients start at `firstClock`. */
  sampleToGoal(firstClock: number): void {
    const schedule = this.#openSchedule(firstClock);
    const mishap = openMishap(this.#setup, { firstClock, endThread: this.#endThread });
    for (;;) {
      const units = this.#timed('waitingSeconds', () => schedule.take(this.#hands.length));
      if (units.length === 0) return;
      this.#statistics.set('clockUnderWay', units[0].clock + 1);
      units.forEach(mishap);
      this.#runUnits(units);
      this.#statistics.set('clockUnderWay', 0);
    }
  }

  #runUnits(units: readonly Unit[]): void {
    const hands = this.#hands.slice(0, units.length);
    const steps = units.map(({ block, range, clock }) => ({ client: block, shard: range, clock }));
    for (const { clock } of units) this.#statistics.countRead(this.#clocks.stalenessAt(clock));
    this.#timed('pullingSeconds', () => {
      hands.forEach(({ client }, index) => {
        client.pull(steps[index]);
      });
    });
    const results = this.#timed('samplingSeconds', () =>
      this.#sampler.sampleUnits(
        units.map((unit) => ({ ...unit, seed: this.#setup.seed })),
        hands.map(({ topicTotals }) => topicTotals),
      ),
    );
    this.#timed('pushingSeconds', () => {
      hands.forEach(({ client }, index) => {
        client.push(steps[index]);
        client.tick(steps[index]);
      });
    });
    units.forEach((unit, index) => {
      this.#count(unit, results[index]);
    });
  }

  #count({ clock }: Unit, result: UnitResult): void {
    this.#statistics.add('numTokens', result.numTokens);
    this.#statistics.add('numChanged', result.numChanged);
    this.#statistics.add('numDeltas', result.numDeltas);
    this.#statistics.set('clock', clock + 1);
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

  #openHand(hand: number): Hand {
    const { memory, table, addresses, reading } = this.#setup;
    const address = addresses.buffers + hand * clientBufferBytes(table);
    const buffers = {
      pulled: int32At(memory, address, table.stride),
      totals: int32At(memory, address + 4 * table.stride, table.stride),
    };
    const own = { clocks: this.#clocks, buffers };
    const client =
      reading === 'live'
        ? new LiveClient(memory, table, own)
        : new LockstepClient(memory, table, own);
    return { client, topicTotals: buffers.totals };
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
