/**
 * Live reading: Stale Synchronous Parallel as the paper means it. The client of one partition
 * pulls and pushes the totals once a step, here. Rows are read as they stand when their turn comes
 * and what has changed is added right after, by the sampler (client.ts says where), so that the
 * view is far fresher than the bound asks.
 */
import { assert } from '../../errors.ts';
import type { ParameterClient, Pending, Step } from '../client.ts';
import type { StaleClocks } from '../clocks.ts';
import type { ClientBuffers } from './buffers.ts';
import { type TableLayout, sumParts, totalsParts } from './table.ts';

/** Live reading uses only this version of the totals. */
export const liveVersion = 0;

export class LiveClient implements ParameterClient {
  readonly totals: Int32Array;
  readonly #clocks: StaleClocks;
  readonly #pulled: Int32Array;
  readonly #parts: Int32Array[];

  constructor(
    memory: WebAssembly.Memory,
    table: TableLayout,
    own: { clocks: StaleClocks; buffers: ClientBuffers },
  ) {
    this.totals = own.buffers.totals;
    this.#clocks = own.clocks;
    this.#pulled = own.buffers.pulled;
    this.#parts = totalsParts(memory, table, liveVersion);
  }

  pull({ clock }: Step): Pending {
    assert(
      this.#clocks.isWithinBound(clock),
      `live read at clock ${clock} is staler than the bound`,
    );
    // Plain reads: another client may be adding to a part, and its newer value is welcome.
    sumParts(this.#parts, this.totals);
    this.#pulled.set(this.totals);
    return undefined;
  }

  push({ client, shard, clock }: Step): Pending {
    const part = this.#parts[shard];
    for (let column = 0; column < part.length; column++) {
      const delta = this.totals[column] - this.#pulled[column];
      // An addition that cannot be lost: others push to the same part at the same time.
      if (delta !== 0) Atomics.add(part, column, delta);
    }
    this.#clocks.tickAll(client, clock + 1);
    return undefined;
  }
}
