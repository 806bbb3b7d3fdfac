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
    const clocks = totals.map(({ clock }) => clock);
    const slowest = clocks.indexOf(Math.min(...clocks));
    return (
      `Worker ${slowest} hangs: it has not completed clock ${clocks[slowest] + 1} in ` +
      `${Math.round(seconds)} s, and everybody waits for it`
    );
  }
}
