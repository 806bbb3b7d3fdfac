/**
 * Lockstep: a client is the unit of a block, whoever runs it. In a step every shard is held by
 * exactly one client, so rows are fresh and are changed where they lie, without atomic operations.
 *
 * The totals that a client sees in step c are those of one moment, the same for all clients and on
 * every run, whoever is how fast: the state after step c - 1 - lag. With lag 0 that is the step's
 * start, and nobody begins a step before all have ended the one before. With lag 1 a client may
 * begin as soon as its own documents and rows are free, while others still work on the step before:
 * nobody waits at a barrier. On AP with 20 topics, two workers waited 45% of the time with lag 0
 * (waking a thread costs as much as half a step there), and hardly at all with lag 1.
 *
 * Rows are those after step c - 1: the block that held the shard then, and this block itself, have
 * ended that step before the shard is taken. It is asserted, like the ownership.
 *
 * To make that so of the totals, each shard keeps its part of the totals in four versions: after step c - 1 it is
 * version c mod 4. In step c clients read version c - lag and write version c + 1, while some may
 * still read version c - 1 - lag: at most four are alive.
 */
import { assert } from '../errors.ts';
import { int32At } from '../memory/arena.ts';
import type { ClientBuffers, ParameterClient, Step } from './client.ts';
import type { StaleClocks } from './clocks.ts';
import { type TableLayout, numVersions, totalsPart } from './table.ts';

/** Below so many shards a step is too large a part of a sweep to be left out of the totals. */
const leastShardsForLag = 4;

/** How many steps the totals lag behind in lockstep. With one shard the sampler must be exact. */
export function lagOf(numShards: number): 0 | 1 {
  return numShards >= leastShardsForLag ? 1 : 0;
}

/** In step c block b holds shard (b + c) mod B. */
export function shardOf(block: number, clock: number, numShards: number): number {
  return (block + clock) % numShards;
}

/** Who held, in the step before, the shard that this block holds now. */
export function holderBefore(block: number, numShards: number): number {
  return (block + 1) % numShards;
}

export class LockstepClient implements ParameterClient {
  readonly #clocks: StaleClocks;
  readonly #buffers: ClientBuffers;
  readonly #owners: Int32Array;
  readonly #parts: Int32Array[][]; // [version][shard]
  readonly #lag: number;
  readonly #numShards: number;

  constructor(
    memory: WebAssembly.Memory,
    table: TableLayout,
    own: { clocks: StaleClocks; buffers: ClientBuffers },
  ) {
    this.#clocks = own.clocks;
    this.#buffers = own.buffers;
    this.#owners = int32At(memory, table.ownersAddress, table.numShards);
    this.#lag = lagOf(table.numShards);
    this.#numShards = table.numShards;
    this.#parts = Array.from({ length: numVersions }, (_, version) =>
      Array.from({ length: table.numShards }, (_, shard) =>
        totalsPart(memory, table, { shard, version }),
      ),
    );
  }

  pull({ client, shard, clock }: Step): void {
    assert(this.#clocks.isWithinBound(clock), `lockstep read at clock ${clock} is too early`);
    for (const before of [client, holderBefore(client, this.#numShards)]) {
      const isDone = this.#clocks.hasCompleted(before, clock);
      assert(isDone, `client ${client} at clock ${clock} is ahead of client ${before}`);
    }
    // Exchange, not store: it proves that nobody else held the shard.
    const owner = Atomics.exchange(this.#owners, shard, client + 1);
    assert(owner === 0, `shard ${shard} is held by client ${owner - 1} and by ${client}`);
    sumParts(this.#version(clock - this.#lag), this.#buffers.totals);
    this.#buffers.pulled.set(this.#buffers.totals);
  }

  push({ client, shard, clock }: Step): void {
    const { pulled, totals } = this.#buffers;
    const current = this.#version(clock)[shard];
    const next = this.#version(clock + 1)[shard];
    // Plain stores: nobody reads this version before the tick that follows, and whoever sees that
    // tick (an Atomics store) sees them.
    for (let column = 0; column < next.length; column++) {
      next[column] = current[column] + totals[column] - pulled[column];
    }
    // Given back before the tick lets the next one take it; an exchange proves that it was held.
    const owner = Atomics.exchange(this.#owners, shard, 0);
    assert(owner === client + 1, `client ${client} gives back shard ${shard} of ${owner - 1}`);
  }

  /** The parts as they were before the step of that clock (length numShards). */
  #version(clock: number): readonly Int32Array[] {
    return this.#parts[(clock + numVersions) % numVersions];
  }

  tick({ client, clock }: Step): void {
    this.#clocks.tickAll(client, clock + 1);
  }
}

/** Column totals: the sum of every shard's part, number by number. */
export function sumParts(parts: readonly Int32Array[], into: Int32Array): void {
  into.fill(0);
  for (const part of parts) {
    for (let column = 0; column < into.length; column++) into[column] += part[column];
  }
}
