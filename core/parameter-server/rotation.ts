/**
 * The rules of the rotation: who holds which shard in which step, how far the totals lag behind,
 * and in which version of them a step reads and writes. Everything here is arithmetic on clocks.
 *
 * Lockstep. In step c, block b holds shard (b + c) mod B. No two blocks hold the same shard, and
 * the shard that block b takes over was held by block b + 1 in the step before.
 *
 * The totals that a client sees in step c are those of one moment, the same for all clients and on
 * every run, however fast each worker is: the state after step c - 1 - lag. With lag 0 that is the
 * step's start, and nobody begins a step before all have ended the one before. With lag 1 a client
 * may begin as soon as its own documents and rows are free, while others still work on the step
 * before: nobody waits at a barrier. On AP with 20 topics, two workers waited 45% of the time with
 * lag 0 (waking a thread costs as much as half a step there), and hardly at all with lag 1.
 *
 * For that, each shard keeps its part of the totals in four versions: after step c - 1 it is
 * version c mod 4. In step c clients read version c - lag and write version c + 1, while some may
 * still read version c - 1 - lag: at most four are alive.
 *
 * Live. Each client goes around the circle of shards from a place of its own, so that clients
 * seldom meet at the same rows. There is one version of the totals, as they stand.
 */
import type { Reading } from './client.ts';

/** With fewer shards than this, a step is too large a part of a sweep to be left out of the totals. */
const leastShardsForLag = 4;

/** How many versions of the totals there are in lockstep. */
export const numVersions = 4;

/** How many steps the totals lag behind in lockstep. With one shard the sampler must be exact. */
export function lagOf(numShards: number): 0 | 1 {
  return numShards >= leastShardsForLag ? 1 : 0;
}

/**
 * How many clocks a client may be ahead of the slowest. In live reading that is the staleness; in
 * lockstep it is what the lag of the totals allows.
 */
export function leadBoundOf(
  reading: Reading,
  { numShards, staleness }: { numShards: number; staleness: number },
): number {
  return reading === 'lockstep' ? lagOf(numShards) : staleness;
}

/** Lockstep: the shard that a block holds in a step. */
export function shardOf(block: number, clock: number, numShards: number): number {
  return (block + clock) % numShards;
}

/** Lockstep: who held, in the step before, the shard that this block holds now. */
export function holderBefore(block: number, numShards: number): number {
  return (block + 1) % numShards;
}

/** Live: the shard that a client works on in a step. */
export function shardInCircle(
  client: number,
  clock: number,
  { numClients, numShards }: { numClients: number; numShards: number },
): number {
  return (Math.floor((client * numShards) / numClients) + clock) % numShards;
}

/** Lockstep: the version that holds the totals as they were before the step of that clock. */
export function versionBefore(clock: number): number {
  return (clock + numVersions) % numVersions;
}
