/** What is told of the hosts of a run: how long nothing has come from each, and what it last answered. */
import type { CrewHost } from '../training/crew.ts';
import type { Answer } from './orders.ts';
import { type Plan, blocksOf } from './plan.ts';
import { type HostNotice, namesOf } from './roster.ts';

export class Hearing {
  readonly #now: () => number;
  readonly #last = new Map<number, { readonly mark: string; readonly at: number }>();

  /** @param now seconds of a clock that never goes back. */
  constructor(now = () => performance.now() / 1000) {
    this.#now = now;
  }

  /**
   * @param marks of each host: another one whenever anything has come from it.
   * @returns seconds since the mark of each was first seen.
   */
  secondsSilent(marks: readonly string[]): number[] {
    const now = this.#now();
    return marks.map((mark, host) => {
      const last = this.#last.get(host);
      if (last?.mark === mark) return now - last.at;
      this.#last.set(host, { mark, at: now });
      return 0;
    });
  }
}

/**
 * @param answers to the last order; none before the first.
 * @param silent seconds since anything came from each; this process, the first, is always heard.
 */
export function describeHosts(
  hosts: readonly HostNotice[],
  plan: Plan,
  answers: readonly Extract<Answer, { type: 'done' }>[],
  silent: readonly number[],
): CrewHost[] {
  return namesOf(hosts).map((name, host) => {
    const answer = answers.at(host);
    const { first, end } = blocksOf(plan, host);
    return {
      name,
      numWorkers: answer?.workers.length ?? 0,
      numBlocks: end - first,
      secondsSilent: host === 0 ? 0 : (silent[host] ?? 0),
      numBytes: answer?.traffic.bytesPut ?? 0,
    };
  });
}
