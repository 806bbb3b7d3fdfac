/**
 * How fast the hosts of a run are, as far as it was measured; what is known outlives generations. Blocks
 * are dealt by it, and at a checkpoint dealt again where a host turns out slow.
 *
 * So that this never becomes a to and fro, a dealing must promise more than measurements differ by, and
 * after the n-th one 2^n - 1 checkpoints go by without a look.
 */
import { type Dealt, betterDeal, secondsOf } from './deal-blocks.ts';

/** A host in some steps. Seconds are those of all its workers together. */
export interface Stint {
  readonly id: string;
  readonly workers: number;
  readonly numBlocks: number;
  readonly busySeconds: number;
  readonly waitingSeconds: number;
}

/** What all hosts did since the last look. */
export interface Look {
  readonly hosts: readonly Stint[];
  readonly numSteps: number;
  /** From the first step to the last. */
  readonly seconds: number;
  readonly secondsOfBeginning: number;
  readonly stepsLeft: number;
}

export class Pace {
  readonly #secondsOfUnit = new Map<string, number>();
  #numDealings = 0;
  #looksToSkip = 0;

  /** Hosts that are not known yet are taken for as fast as the others. */
  dealt(hosts: readonly { readonly id: string; readonly workers: number }[]): Dealt[] {
    const known = hosts.flatMap(({ id }) => this.#secondsOfUnit.get(id) ?? []);
    const mean = known.reduce((sum, seconds) => sum + seconds, 0) / known.length || 1;
    return hosts.map(({ id, workers }) => ({
      workers,
      secondsOfUnit: this.#secondsOfUnit.get(id) ?? mean,
    }));
  }

  /** @returns why blocks are to be dealt again; undefined when they are not. */
  look(look: Look): string | undefined {
    for (const { id, numBlocks, busySeconds } of look.hosts) {
      this.#secondsOfUnit.set(id, busySeconds / (numBlocks * look.numSteps));
    }
    if (this.#looksToSkip > 0) {
      this.#looksToSkip--;
      return undefined;
    }
    const dealt = this.dealt(look.hosts);
    const hosts = look.hosts.map((host, index) => ({ ...host, ...dealt[index] }));
    const secondsOfStep = look.seconds / look.numSteps;
    const better = betterDeal(hosts, { ...look, secondsOfStep });
    if (better === undefined) return undefined;
    this.#numDealings++;
    this.#looksToSkip = 2 ** this.#numDealings - 1;
    return explain(hosts, better);
  }
}

/** Speaks of the host that all have waited for: it has fewer blocks from now on. */
function explain(hosts: readonly (Stint & Dealt)[], better: readonly number[]): string {
  const seconds = hosts.map((host) => secondsOf(host.numBlocks, host));
  const last = seconds.indexOf(Math.max(...seconds));
  const { id, numBlocks, secondsOfUnit } = hosts[last];
  const fastest = Math.min(...hosts.map((host) => host.secondsOfUnit));
  const times = (secondsOfUnit / fastest).toFixed(1);
  const others = hosts.filter((_, host) => host !== last);
  return (
    `Host ${id} gets ${better[last]} ${better[last] === 1 ? 'block' : 'blocks'} instead of ${numBlocks}: ` +
    `it takes ${times} times as long for a block as the fastest host, and the others waited ` +
    `${waitingPercent(others)}% of their time.`
  );
}

function waitingPercent(hosts: readonly Stint[]): string {
  const waiting = hosts.reduce((sum, { waitingSeconds }) => sum + waitingSeconds, 0);
  const busy = hosts.reduce((sum, { busySeconds }) => sum + busySeconds, 0);
  return ((100 * waiting) / Math.max(waiting + busy, Number.MIN_VALUE)).toFixed(0);
}
