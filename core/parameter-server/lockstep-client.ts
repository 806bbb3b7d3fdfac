/**
 * Lockstep: a client is the unit of a block, whoever runs it. In a step every shard is held by exactly one client, so rows
 * are changed where they lie, without atomic operations; the totals every client sees are those of
 * the step's start, whoever finishes first.
 *
 * To make that so, each shard keeps its part of the totals twice: in step c everybody reads
 * version c mod 2, and the one who holds the shard writes version (c + 1) mod 2.
 */
import { assert } from '../errors.ts';
import { int32At } from '../memory/arena.ts';
import type { ClientBuffers, ParameterClient, Step } from './client.ts';
import type { StaleClocks } from './clocks.ts';
import { type TableLayout, totalsPart } from './table.ts';

export class LockstepClient implements ParameterClient {
  readonly #clocks: StaleClocks;
  readonly #buffers: ClientBuffers;
  readonly #owners: Int32Array;
  readonly #parts: Int32Array[][]; // [version][shard]

  constructor(
    memory: WebAssembly.Memory,
    table: TableLayout,
    own: { clocks: StaleClocks; buffers: ClientBuffers },
  ) {
    this.#clocks = own.clocks;
    this.#buffers = own.buffers;
    this.#owners = int32At(memory, table.ownersAddress, table.numShards);
    this.#parts = [0, 1].map((version) =>
      Array.from({ length: table.numShards }, (_, shard) =>
        totalsPart(memory, table, { shard, version }),
      ),
    );
  }

  pull({ client, shard, clock }: Step): void {
    assert(this.#clocks.isWithinBound(clock), `lockstep read at clock ${clock} is not fresh`);
    // Exchange, not store: it proves that nobody else held the shard.
    const owner = Atomics.exchange(this.#owners, shard, client + 1);
    assert(owner === 0, `shard ${shard} is held by client ${owner - 1} and by ${client}`);
    sumParts(this.#parts[clock % 2], this.#buffers.totals);
    this.#buffers.pulled.set(this.#buffers.totals);
  }

  push({ shard, clock }: Step): void {
    const { pulled, totals } = this.#buffers;
    const current = this.#parts[clock % 2][shard];
    const next = this.#parts[(clock + 1) % 2][shard];
    // Plain stores: nobody reads this version before the tick that follows, and whoever sees that
    // tick (an Atomics store) sees them.
    for (let column = 0; column < next.length; column++) {
      next[column] = current[column] + totals[column] - pulled[column];
    }
    Atomics.store(this.#owners, shard, 0); // given back before the tick lets the next one take it
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
