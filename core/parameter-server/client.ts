/**
 * A client of the parameter server: pull, change, push, tick.
 *
 * What it promises, for staleness s:
 *
 * 1. Bounded staleness: what a client reads at clock c contains every update that any client made
 *    at clocks <= c - s - 1. Asserted at every pull.
 * 2. Read my writes: it contains all of the client's own updates.
 * 3. Best effort: it may contain newer updates of others.
 * 4. Bounded lead: see StaleClocks.
 * 5. A tick never overtakes the updates it covers: `push` comes before `tick`, per shard.
 * 6. Conservation: pushes are additions, applied exactly once. With all pushes in, the columns of
 *    a shard's rows sum to its part of the totals.
 *
 * Two ways of reading share this interface. In lockstep (`LockstepClient`) a pull hands over a
 * whole shard: its rows are changed in place, and the totals are those of the step's start. In
 * live reading (`LiveClient`) the rows are shared with everybody, changed by atomic additions as
 * soon as a row's work is done, and the totals are as they stand.
 */
import type { TableLayout } from './table.ts';

export interface ParameterClient {
  /**
   * Brings the column totals into the client's own copy, which it may change freely, and opens
   * the rows of one shard.
   */
  pull(step: Step): void;

  /** Sends what changed in the own copy of the totals since the pull; closes the shard's rows. */
  push(step: Step): void;

  /** Tells every shard that the step is complete. Comes after its last push. */
  tick(step: Step): void;
}

/** One client's work of one clock, on one shard. */
export interface Step {
  readonly client: number;
  readonly shard: number;
  /** Steps that the client has completed before this one. */
  readonly clock: number;
}

/** Bytes of a client's two copies of the totals. */
export function clientBufferBytes({ stride }: TableLayout): number {
  return 2 * 4 * stride;
}

/** A client's own copies of the column totals (length stride): as pulled, and as changed since. */
export interface ClientBuffers {
  readonly pulled: Int32Array;
  readonly totals: Int32Array;
}
