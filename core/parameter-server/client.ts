/**
 * A client of the parameter server: pull, change, push.
 *
 * What it promises, for staleness s, of what a client reads in step c (its clock):
 *
 * 1. Bounded staleness: it contains every update that any client made in steps up to c - s - 1.
 *    Asserted at every pull.
 * 2. Bounded lead: see StaleClocks.
 * 3. A tick never overtakes the updates it covers: it travels with the push, behind everything that
 *    was changed since the pull.
 * 4. Conservation: pushes are additions, applied exactly once. With all pushes in, the columns of
 *    a shard's rows sum to its part of the totals.
 *
 * Two ways of reading share this interface. What they pull, push, and see when:
 *
 *                     lockstep                             live
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
 *     matrices        as they stand; differences are added by atomic operations, in both
 *
 * The rows of live reading are pulled and pushed inside the sampler, which alone knows when a word
 * begins and ends (sampler/kernel/assembly/shared-row.ts; the reference sampler adds after every
 * token): always between this interface's `pull` and `push` of the same step, so that the tick
 * covers them. So are differences added to matrices (matrix.ts).
 */

/** The two ways of reading: see above. */
export type Reading = 'lockstep' | 'live';

/**
 * When something is done: undefined when it is done already, as it always is where the server lies
 * in shared memory. A server across a network takes time, and returns a promise.
 */
export type Pending = Promise<void> | undefined;

/** When all are done: undefined where nothing is to be waited for, so that nobody waits. */
export function allOf(pending: readonly Pending[]): Pending {
  if (pending.every((promise) => promise === undefined)) return undefined;
  return Promise.all(pending).then(() => undefined);
}

export interface ParameterClient {
  /** The client's own copy of the column totals (length stride), which it may change freely. */
  readonly totals: Int32Array;

  /** Brings the column totals into the own copy, and opens the rows of the step's shard. */
  pull(step: Step): Pending;

  /**
   * Sends what has changed since the pull, closes the shard's rows, and tells every shard that the
   * step is complete.
   */
  push(step: Step): Pending;
}

/** One client's work of one clock, on one shard. */
export interface Step {
  readonly client: number;
  readonly shard: number;
  /** Steps that the client has completed before this one. */
  readonly clock: number;
}
