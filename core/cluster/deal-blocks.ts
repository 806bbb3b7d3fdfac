/** How blocks are dealt to hosts, and whether it would be worth the while to deal them otherwise. */
import { assert } from '../errors.ts';

/** A host, as fast as it is: what a block costs it in a step. */
export interface Dealt {
  readonly workers: number;
  /** That a unit takes one of its workers. */
  readonly secondsOfUnit: number;
}

/**
 * Deals blocks so that the slowest host is done with a step as early as can be; each gets one at least.
 *
 * @returns how many each gets.
 */
export function dealBlocks(numBlocks: number, hosts: readonly Dealt[]): number[] {
  assert(hosts.length <= numBlocks, 'there is a block for each host');
  const numOf = hosts.map(() => 1);
  for (let left = numBlocks - hosts.length; left > 0; left--) {
    numOf[fittest(hosts, numOf)]++;
  }
  return numOf;
}

/** Who would be done with one block more before anybody else; among equals the one with most to spare. */
function fittest(hosts: readonly Dealt[], numOf: readonly number[]): number {
  let best = 0;
  for (let host = 1; host < hosts.length; host++) {
    const [own, other] = [hosts[host], hosts[best]];
    const seconds = secondsOf(numOf[host] + 1, own) - secondsOf(numOf[best] + 1, other);
    const load = loadOf(numOf[host] + 1, own) - loadOf(numOf[best] + 1, other);
    if (seconds < 0 || (seconds === 0 && load < 0)) best = host;
  }
  return best;
}

/** Of a step, until the slowest host is done. @param numOf blocks of each. */
export function secondsOfStep(numOf: readonly number[], hosts: readonly Dealt[]): number {
  return Math.max(...hosts.map((host, index) => secondsOf(numOf[index], host)));
}

/** Of a step, for one host: a block is sampled by one worker at a time. */
export function secondsOf(numBlocks: number, host: Dealt): number {
  return Math.max(host.secondsOfUnit, loadOf(numBlocks, host));
}

function loadOf(numBlocks: number, { workers, secondsOfUnit }: Dealt): number {
  return (numBlocks / workers) * secondsOfUnit;
}

/** Less is within what measurements of the same host differ by. */
const leastGain = 0.15;
/** A beginning may take longer than the last one did. */
const leastReturn = 2;

/**
 * @param hosts as they were measured, with the blocks that they have.
 * @param run seconds of a step as they were measured, whatever they were spent on; of beginning again.
 * @returns how many blocks each had better have; undefined when it is not worth the while.
 */
export function betterDeal(
  hosts: readonly (Dealt & { readonly numBlocks: number })[],
  run: {
    readonly secondsOfStep: number;
    readonly secondsOfBeginning: number;
    readonly stepsLeft: number;
  },
): number[] | undefined {
  const now = hosts.map(({ numBlocks }) => numBlocks);
  const all = now.reduce((sum, numBlocks) => sum + numBlocks, 0);
  const better = dealBlocks(all, hosts);
  const saved = secondsOfStep(now, hosts) - secondsOfStep(better, hosts);
  const isWorthIt =
    saved > leastGain * run.secondsOfStep &&
    saved * run.stepsLeft > leastReturn * run.secondsOfBeginning;
  return isWorthIt ? better : undefined;
}
