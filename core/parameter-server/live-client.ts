/**
 * Live reading: Stale Synchronous Parallel as the paper means it. The client of one partition
 * pulls and pushes the totals once a step, here. Rows are read as they stand when their turn comes
 * and what has changed is added right after, by the sampler (client.ts says where), so that the
 * view is far fresher than the bound asks.
 */
import { assert } from '../errors.ts';
import type { ClientBuffers, ParameterClient, Step } from './client.ts';
import type { StaleClocks } from './clocks.ts';
import { sumParts } from './lockstep-client.ts';
import { type TableLayout, totalsPart } from './table.ts';

/** Live reading uses only this version of the totals. */
const version = 0;

export class LiveClient implements ParameterClient {
  readonly #clocks: StaleClocks;
  readonly #buffers: ClientBuffers;
  readonly #parts: Int32Array[];

  constructor(
    memory: WebAssembly.Memory,
    table: TableLayout,
    own: { clocks: StaleClocks; buffers: ClientBuffers },
  ) {
    this.#clocks = own.clocks;
    this.#buffers = own.buffers;
    this.#parts = Array.from({ length: table.numShards }, (_, shard) =>
      totalsPart(memory, table, { shard, version }),
    );
  }

  pull({ clock }: Step): void {
    assert(
      this.#clocks.isWithinBound(clock),
      `live read at clock ${clock} is staler than the bound`,
    );
    // Plain reads: another client may be adding to a part, and its newer value is welcome.
    sumParts(this.#parts, this.#buffers.totals);
    this.#buffers.pulled.set(this.#buffers.totals);
  }

  push({ shard }: Step): void {
    const { pulled, totals } = this.#buffers;
    const part = this.#parts[shard];
    for (let column = 0; column < part.length; column++) {
      const delta = totals[column] - pulled[column];
      // An addition that cannot be lost: others push to the same part at the same time.
      if (delta !== 0) Atomics.add(part, column, delta);
    }
  }

  tick({ client, clock }: Step): void {
    this.#clocks.tickAll(client, clock + 1);
  }
}
