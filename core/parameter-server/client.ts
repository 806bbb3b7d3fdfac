/**
 * A client of the parameter server: pull, change, push, tick.
 *
 * What it promises, for staleness s, of what a client reads in step c (its clock):
 *
 * 1. Bounded staleness: it contains every update that any client made in steps up to c - s - 1.
 *    Asserted at every pull.
 * 2. Bounded lead: see StaleClocks.
 * 3. A tick never overtakes the updates it covers: `push` comes before `tick`, per shard.
 * 4. Conservation: pushes are additions, applied exactly once. With all pushes in, the columns of
 *    a shard's rows sum to its part of the totals.
 *
 * Two ways of reading share this interface. What they pull, push, and see when:
 *
 *                     lockstep (LockstepClient)            live (LiveClient)
 *     rows, pulled    the whole shard, by owning it        one by one, by the sampler when the
 *                                                          word's turn comes: a copy
 *     rows, pushed    changed where they lie               what the copy has changed, added by
 *                                                          atomic operations when the word is done
 *     rows, seen      everything up to step c - 1          everything up to c - s - 1, its own
 *                                                          updates, and what others happen to have
 *                                                          pushed since
 *     totals, pulled  once a step: as they were when       once a step: as they stand, which
 *                     all had ended step c - 1 - lag,      contains what the rows contain
 *                     nothing newer, not its own either
 *     totals, pushed  once a step, the difference          once a step, the difference
 *
 * The rows of live reading are pulled and pushed inside the sampler, which alone knows when a word
 * begins and ends (sampler/kernel/assembly/shared-row.ts; the reference sampler adds after every
 * token): always between this interface's `pull` and `push` of the same step, so that the tick
 * covers them.
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
