/** Notices a worker that hangs: one that completes no unit for longer than any unit may take. */
import type { WorkerTotals } from './statistics.ts';

export class Watchdog {
  readonly #limitSeconds: number;
  #lastProgress = -1;
  #since: number;

  constructor(limitSeconds: number, nowSeconds: number) {
    this.#limitSeconds = limitSeconds;
    this.#since = nowSeconds;
  }

  /**
   * To be called now and then with what the workers tell.
   *
   * @returns what is wrong, naming the worker that holds up the others; undefined when all is well.
   */
  check(nowSeconds: number, totals: readonly WorkerTotals[]): string | undefined {
    const progress = totals.reduce((sum, { clock, numTokens }) => sum + clock + numTokens, 0);
    if (progress !== this.#lastProgress) {
      this.#lastProgress = progress;
      this.#since = nowSeconds;
      return undefined;
    }
    const seconds = nowSeconds - this.#since;
    if (seconds < this.#limitSeconds) return undefined;
    const slowest = findSlowest(totals);
    return (
      `Worker ${slowest} hangs: it has not completed clock ${totals[slowest].clockUnderWay} in ` +
      `${Math.round(seconds)} s, and everybody waits for it`
    );
  }
}

/** Of those that are at a unit, the one furthest behind. */
function findSlowest(totals: readonly WorkerTotals[]): number {
  const underWay = totals.map(({ clockUnderWay }) => clockUnderWay || Infinity);
  return underWay.indexOf(Math.min(...underWay));
}
