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
 * To make that so, each shard keeps its part of the totals in four versions: after step c - 1 it is
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

export class LockstepClient implements ParameterClient {
  readonly #clocks: StaleClocks;
  readonly #buffers: ClientBuffers;
  readonly #owners: Int32Array;
  readonly #parts: Int32Array[][]; // [version][shard]
  readonly #lag: number;

  constructor(
    memory: WebAssembly.Memory,
    table: TableLayout,
    own: { clocks: StaleClocks; buffers: ClientBuffers },
  ) {
    this.#clocks = own.clocks;
    this.#buffers = own.buffers;
    this.#owners = int32At(memory, table.ownersAddress, table.numShards);
    this.#lag = lagOf(table.numShards);
    this.#parts = Array.from({ length: numVersions }, (_, version) =>
      Array.from({ length: table.numShards }, (_, shard) =>
        totalsPart(memory, table, { shard, version }),
      ),
    );
  }

  pull({ client, shard, clock }: Step): void {
    assert(this.#clocks.isWithinBound(clock), `lockstep read at clock ${clock} is too early`);
    // Exchange, not store: it proves that nobody else held the shard.
    const owner = Atomics.exchange(this.#owners, shard, client + 1);
    assert(owner === 0, `shard ${shard} is held by client ${owner - 1} and by ${client}`);
    sumParts(this.#version(clock - this.#lag), this.#buffers.totals);
    this.#buffers.pulled.set(this.#buffers.totals);
  }

  push({ shard, clock }: Step): void {
    const { pulled, totals } = this.#buffers;
    const current = this.#version(clock)[shard];
    const next = this.#version(clock + 1)[shard];
    // Plain stores: nobody reads this version before the tick that follows, and whoever sees that
    // tick (an Atomics store) sees them.
    for (let column = 0; column < next.length; column++) {
      next[column] = current[column] + totals[column] - pulled[column];
    }
    Atomics.store(this.#owners, shard, 0); // given back before the tick lets the next one take it
  }

  /** The parts as they were before the step of that clock (length numShards). */
  #version(clock: number): readonly Int32Array[] {
    return this.#parts[(clock + numVersions) % numVersions];
  }

  tick({ client, clock }: Step): void {
    this.#clocks.tickAll(client, clock + 1);
  }
}

/** Column totals: the sum of every shard's part. */
export function sumParts(parts: readonly Int32Array[], into: Int32Array): void {
  into.set(parts[0]);
  for (let shard = 1; shard < parts.length; shard++) {
    const part = parts[shard];
    for (let column = 0; column < into.length; column++) into[column] += part[column];
  }
}
