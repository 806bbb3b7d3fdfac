/**
 * Lockstep: a client is the unit of a block, whoever runs it. In a step every shard is held by
 * exactly one client, so rows are fresh and are changed where they lie, without atomic operations.
 * They are those after step c - 1: the block that held the shard then, and this block itself, have
 * ended that step before the shard is taken. It is asserted, like the ownership.
 *
 * The totals are of a moment that the rotation says (rotation.ts).
 */
import { refuse } from '../../errors.ts';
import { int32At } from '../../memory/arena.ts';
import type { ParameterClient, Pending, Step } from '../client.ts';
import type { StaleClocks } from '../clocks.ts';
import { holderBefore } from '../rotation.ts';
import type { ClientBuffers } from './buffers.ts';
import type { StepTotals } from './step-totals.ts';
import type { TableLayout } from './table.ts';

export class LockstepClient implements ParameterClient {
  readonly totals: Int32Array;
  readonly #clocks: StaleClocks;
  readonly #pulled: Int32Array;
  readonly #owners: Int32Array;
  readonly #stepTotals: StepTotals;
  readonly #numShards: number;

  constructor(
    memory: WebAssembly.Memory,
    table: TableLayout,
    own: { clocks: StaleClocks; buffers: ClientBuffers; stepTotals: StepTotals },
  ) {
    this.totals = own.buffers.totals;
    this.#clocks = own.clocks;
    this.#pulled = own.buffers.pulled;
    this.#owners = int32At(memory, table.ownersAddress, table.numShards);
    this.#numShards = table.numShards;
    this.#stepTotals = own.stepTotals;
  }

  pull({ client, shard, clock }: Step): Pending {
    if (!this.#clocks.isWithinBound(clock)) refuse(`lockstep read at clock ${clock} is too early`);
    this.#expectCompleted(client, clock, client);
    this.#expectCompleted(holderBefore(client, this.#numShards), clock, client);
    // Exchange, not store: it proves that nobody else held the shard.
    const owner = Atomics.exchange(this.#owners, shard, client + 1);
    if (owner !== 0) refuse(`shard ${shard} is held by client ${owner - 1} and by ${client}`);
    const seen = this.#stepTotals.seenIn(clock);
    this.totals.set(seen);
    this.#pulled.set(seen);
    return undefined;
  }

  /** That `before` has completed what a client builds upon. */
  #expectCompleted(before: number, clock: number, client: number): void {
    if (this.#clocks.hasCompleted(before, clock)) return;
    refuse(`client ${client} at clock ${clock} is ahead of client ${before}`);
  }

  push({ client, shard, clock }: Step): Pending {
    const current = this.#stepTotals.partsBefore(clock)[shard];
    const next = this.#stepTotals.partsBefore(clock + 1)[shard];
    // Plain stores: nobody reads this version before the tick that follows, and whoever sees that
    // tick (an Atomics store) sees them.
    for (let column = 0; column < next.length; column++) {
      next[column] = current[column] + this.totals[column] - this.#pulled[column];
    }
    // Given back before the tick lets the next one take it; an exchange proves that it was held.
    const owner = Atomics.exchange(this.#owners, shard, 0);
    if (owner !== client + 1) refuse(`client ${client} gives back shard ${shard} of ${owner - 1}`);
    this.#clocks.tickAll(client, clock + 1);
    return undefined;
  }
}
