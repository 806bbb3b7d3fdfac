/**
 * The threads of a run as processes of a simulation: real clocks, clients and schedules on a real table
 * in shared memory. Only sampling is replaced: in each step a client adds 1 to its own cell of the shard's
 * row and to its own column total. So what is read tells exactly which steps of which client it contains.
 */
import { StepTotals } from '../../core/parameter-server/embedded/step-totals.ts';
import { assert } from '../../core/errors.ts';
import { Arena, int32At } from '../../core/memory/arena.ts';
import type { ParameterClient, Reading, Step } from '../../core/parameter-server/client.ts';
import { StaleClocks, numControlCells } from '../../core/parameter-server/clocks.ts';
import { buffersAt } from '../../core/parameter-server/embedded/buffers.ts';
import { LiveClient } from '../../core/parameter-server/embedded/live-client.ts';
import { LockstepClient } from '../../core/parameter-server/embedded/lockstep-client.ts';
import type { EmbeddedConnection } from '../../core/parameter-server/embedded/open.ts';
import { EmbeddedServer } from '../../core/parameter-server/embedded/server.ts';
import { lagOf, shardOf } from '../../core/parameter-server/rotation.ts';
import { LiveSchedule, LockstepSchedule, type Unit } from '../../core/training/schedule.ts';
import type { Process, System } from './interleavings.ts';

/** The code that is tried; mutants replace some of it. */
export const soundCode = {
  StaleClocks,
  LockstepClient,
  LiveClient,
  LockstepSchedule,
  LiveSchedule,
};
export type Code = typeof soundCode;

export interface RunShape {
  readonly reading: Reading;
  readonly numWorkers: number;
  readonly numShards: number;
  /** For live reading. */
  readonly staleness: number;
  /** Steps of the run. */
  readonly goal: number;
  /** Lockstep: how many units a worker takes at a time. */
  readonly unitsAtOnce: number;
  /** What the main thread does, some time. It aborts because worker 0 dies in its first step. */
  readonly mainThread?: 'lowers the goal' | 'aborts' | undefined;
}

export type Place =
  | { readonly at: 'take'; readonly clock: number }
  | {
      readonly at: 'pull' | 'sample' | 'push';
      readonly units: readonly Unit[];
      readonly done: number;
    }
  | { readonly at: 'main thread' };

export class TrainingSystem implements System<Place> {
  readonly memory: Uint8Array;
  readonly processes: readonly Process<Place>[];
  readonly #shape: RunShape;
  readonly #code: Code;
  readonly #clocks: StaleClocks;
  readonly #claims: Int32Array;
  readonly #connection: EmbeddedConnection;
  readonly #numClients: number;
  readonly #rows: Int32Array;
  /** Where everybody stops, as whoever lowered the goal was told; kept in the simulated memory. */
  readonly #stop: Int32Array;

  constructor(shape: RunShape, code: Code = soundCode) {
    const { reading, numWorkers, numShards, staleness, goal } = shape;
    const arena = new Arena();
    this.#shape = shape;
    this.#code = code;
    this.#numClients = reading === 'lockstep' ? numShards : numWorkers;
    const server = new EmbeddedServer(arena, {
      numRows: numShards,
      numColumns: this.#numClients,
      shardStarts: Uint32Array.from({ length: numShards + 1 }, (_, shard) => shard),
      numClients: this.#numClients,
      reading,
      staleness,
    });
    server.clocks.reset(0, goal);
    this.#connection = server.connect(numWorkers * 2);
    this.#claims = int32At(arena.memory, arena.allocate(4 * numShards), numShards);
    this.#stop = int32At(arena.memory, arena.allocate(4), 1);
    this.#stop[0] = goal;
    this.#rows = server.rows.ints;
    this.#clocks = this.#openClocks();
    this.memory = new Uint8Array(arena.memory.buffer, 0, arena.usedBytes);
    const workers = Array.from({ length: numWorkers }, (_, worker) => this.#worker(worker));
    this.processes = shape.mainThread ? [...workers, this.#mainThread(shape.mainThread)] : workers;
  }

  checkEnd(): void {
    if (this.#shape.mainThread === 'aborts') return;
    const end = this.#stop[0];
    for (let client = 0; client < this.#numClients; client++) {
      for (let shard = 0; shard < this.#shape.numShards; shard++) {
        const clock = this.#clocks.completed(shard, client);
        assert(clock === end, `client ${client} stops at ${clock}, not at ${end}`);
      }
      assert(this.#numSteps(client) === end, `not every step of client ${client} was counted once`);
    }
  }

  #openClocks(): StaleClocks {
    const { memory, controlAddress, leadBound, table } = this.#connection;
    const { numShards, numClients, clocksAddress } = table;
    return new this.#code.StaleClocks(
      {
        control: int32At(memory, controlAddress, numControlCells),
        completed: int32At(memory, clocksAddress, numShards * numClients),
      },
      { numShards, numClients, staleness: leadBound },
    );
  }

  /** As core/training/worker.ts does it. */
  #worker(worker: number): Process<Place> {
    const clients = [0, 1].map((hand) => this.#openClient(2 * worker + hand));
    const { numWorkers, numShards, reading, unitsAtOnce } = this.#shape;
    const lockstep = new this.#code.LockstepSchedule(this.#clocks, {
      worker,
      numWorkers,
      numBlocks: numShards,
      blocks: { first: 0, end: numShards },
      claims: this.#claims,
    });
    const take = (firstClock: number) => {
      if (reading === 'lockstep') return lockstep.take(unitsAtOnce);
      const circle = { worker, numWorkers, numRanges: numShards, firstClock };
      return new this.#code.LiveSchedule(this.#clocks, circle).take();
    };
    return {
      start: { at: 'take', clock: 0 },
      workAt: (place) => () => {
        switch (place.at) {
          case 'take':
            return take(place.clock);
          case 'pull':
            this.#pull(clients[place.done], stepOf(place.units[place.done]));
            return;
          case 'sample':
            this.#sample(clients[place.done], stepOf(place.units[place.done]));
            return;
          case 'push':
            void clients[place.done].push(stepOf(place.units[place.done]));
            return;
          case 'main thread':
            return;
        }
      },
      placeAfter: (place, result) => {
        const dies = worker === 0 && this.#shape.mainThread === 'aborts';
        return dies && place.at === 'pull' ? undefined : placeAfter(place, result);
      },
    };
  }

  #mainThread(does: 'lowers the goal' | 'aborts'): Process<Place> {
    return {
      start: { at: 'main thread' },
      workAt: () => () => {
        if (does === 'aborts') this.#clocks.abort();
        else this.#stop[0] = this.#clocks.lowerGoal();
      },
      placeAfter: () => undefined,
    };
  }

  #openClient(index: number): ParameterClient {
    const { memory, table, buffersAddress } = this.#connection;
    const buffers = buffersAt(memory, table, { address: buffersAddress, index });
    const own = { clocks: this.#clocks, buffers, stepTotals: new StepTotals(memory, table) };
    return this.#shape.reading === 'live'
      ? new this.#code.LiveClient(memory, table, own)
      : new this.#code.LockstepClient(memory, table, own);
  }

  #pull(client: ParameterClient, step: Step): void {
    void client.pull(step);
    for (let other = 0; other < this.#numClients; other++) {
      if (this.#shape.reading === 'live') this.#checkLive(step, other, client.totals[other]);
      else this.#checkLockstep(step, other, client.totals[other]);
    }
  }

  #checkLive({ client, clock }: Step, other: number, ofTotals: number): void {
    const { staleness } = this.#shape;
    for (const seen of [ofTotals, this.#numSteps(other)]) {
      const what = `client ${client} at ${clock} reads ${seen} steps of client ${other}`;
      assert(seen >= clock - staleness, `${what}: staler than the bound`);
      assert(seen <= clock + staleness + 1, `${what}: beyond the lead`);
      assert(client !== other || seen === clock, `${what}: its own`);
    }
  }

  #checkLockstep({ client, shard, clock }: Step, other: number, ofTotals: number): void {
    const { numShards } = this.#shape;
    const what = `client ${client} at ${clock} reads of client ${other}`;
    const expected = Math.max(0, clock - lagOf(numShards));
    assert(ofTotals === expected, `${what} totals of ${ofTotals} steps, not ${expected}`);
    const ofRow = this.#rows[this.#cell(shard, other)];
    let visits = 0;
    for (let c = 0; c < clock; c++) if (shardOf(other, c, numShards) === shard) visits++;
    assert(ofRow === visits, `${what} a row of ${ofRow} steps, not ${visits}`);
  }

  /** What samplers do to rows between a pull and a push. */
  #sample(client: ParameterClient, step: Step): void {
    const cell = this.#cell(step.shard, step.client);
    if (this.#shape.reading === 'live') Atomics.add(this.#rows, cell, 1);
    else this.#rows[cell]++;
    client.totals[step.client]++;
  }

  #cell(shard: number, client: number): number {
    return shard * this.#connection.table.stride + client;
  }

  /** Of a client, by the rows. */
  #numSteps(client: number): number {
    let sum = 0;
    for (let shard = 0; shard < this.#shape.numShards; shard++) {
      sum += this.#rows[this.#cell(shard, client)];
    }
    return sum;
  }
}

function placeAfter(place: Place, result: unknown): Place | undefined {
  switch (place.at) {
    case 'take': {
      const units = result as readonly Unit[];
      return units.length === 0 ? undefined : { at: 'pull', units, done: 0 };
    }
    case 'pull':
    case 'sample':
    case 'push': {
      const { at, units, done } = place;
      if (done + 1 < units.length) return { at, units, done: done + 1 };
      if (at !== 'push') return { at: at === 'pull' ? 'sample' : 'push', units, done: 0 };
      return { at: 'take', clock: units[0].clock + 1 };
    }
    case 'main thread':
      return undefined;
  }
}

function stepOf({ block, range, clock }: Unit): Step {
  return { client: block, shard: range, clock };
}
