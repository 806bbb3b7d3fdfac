/** Keeps account of what each host does from one checkpoint to the next, by what it answers. */
import type { WorkerTotals } from '../training/statistics.ts';
import type { ClusterOptions } from './cluster-options.ts';
import type { Stint } from './pace.ts';
import { type Plan, blocksOf } from './plan.ts';

/** What a host says of its workers: since it has begun. */
interface Reported {
  readonly workers: readonly WorkerTotals[];
}

export class Stints {
  readonly #cluster: ClusterOptions;
  readonly #plan: Plan;
  readonly #secondsOfBeginning: number;
  #before: readonly Reported[] = [];
  #numSteps = 0;
  #seconds = 0;

  constructor(cluster: ClusterOptions, plan: Plan, secondsOfBeginning: number) {
    this.#cluster = cluster;
    this.#plan = plan;
    this.#secondsOfBeginning = secondsOfBeginning;
  }

  /** All have sampled together. */
  add({ numSteps, milliseconds }: { numSteps: number; milliseconds: number }): void {
    this.#numSteps += numSteps;
    this.#seconds += milliseconds / 1000;
  }

  /**
   * Looks at what was done since the last time, if it was a whole sweep.
   *
   * @param answers the newest of all hosts.
   * @returns why blocks are to be dealt again; undefined when they are not.
   */
  look(answers: readonly Reported[], stepsLeft: number): string | undefined {
    if (this.#numSteps < this.#plan.settings.numBlocks) return undefined;
    const look = {
      hosts: answers.map((answer, host) => this.#stintOf(host, answer)),
      numSteps: this.#numSteps,
      seconds: this.#seconds,
      secondsOfBeginning: this.#secondsOfBeginning,
      stepsLeft,
    };
    this.#before = answers;
    this.#numSteps = this.#seconds = 0;
    return this.#cluster.pace.look(look);
  }

  #stintOf(host: number, now: Reported): Stint {
    const before = this.#before.at(host)?.workers ?? [];
    const { id, workers } = this.#cluster.hosts[host];
    const { first, end } = blocksOf(this.#plan, host);
    return {
      id,
      workers,
      numBlocks: end - first,
      busySeconds: sumOf(now.workers, busySeconds) - sumOf(before, busySeconds),
      waitingSeconds: sumOf(now.workers, waitingSeconds) - sumOf(before, waitingSeconds),
    };
  }
}

function sumOf(workers: readonly WorkerTotals[], secondsOf: (own: WorkerTotals) => number): number {
  return workers.reduce((sum, own) => sum + secondsOf(own), 0);
}

function busySeconds({ samplingSeconds, pullingSeconds, pushingSeconds }: WorkerTotals): number {
  return samplingSeconds + pullingSeconds + pushingSeconds;
}

function waitingSeconds(own: WorkerTotals): number {
  return own.waitingSeconds;
}
