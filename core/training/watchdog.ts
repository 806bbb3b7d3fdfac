/** Notices a worker that hangs: one that completes no unit for longer than any unit may take. */
import type { WorkerTotals } from './statistics.ts';

export interface WatchLimits {
  readonly limitSeconds: number;
  readonly mayAllWait?: boolean;
}

export class Watchdog {
  readonly #limitSeconds: number;
  readonly #mayAllWait: boolean;
  #lastProgress = -1;
  #lastCheck: number;
  #secondsStill = 0;

  /** @param limits `mayAllWait`: for other hosts, which may take as long as they like. */
  constructor({ limitSeconds, mayAllWait = false }: WatchLimits, nowSeconds: number) {
    this.#limitSeconds = limitSeconds;
    this.#mayAllWait = mayAllWait;
    this.#lastCheck = nowSeconds;
  }

  /**
   * To be called now and then with what the workers tell.
   *
   * @returns what is wrong, naming the worker that holds up the others; undefined when all is well.
   */
  check(nowSeconds: number, totals: readonly WorkerTotals[]): string | undefined {
    const progress = totals.reduce((sum, { clock, numTokens }) => sum + clock + numTokens, 0);
    // A long time between two checks is no sign: the computer slept, or the process was stopped,
    // and the workers with it.
    this.#secondsStill += Math.min(nowSeconds - this.#lastCheck, this.#limitSeconds / 2);
    this.#lastCheck = nowSeconds;
    const areAllWaiting = totals.every(({ clockUnderWay }) => clockUnderWay === 0);
    if (progress !== this.#lastProgress || (this.#mayAllWait && areAllWaiting)) {
      this.#lastProgress = progress;
      this.#secondsStill = 0;
      return undefined;
    }
    if (this.#secondsStill < this.#limitSeconds) return undefined;
    const slowest = findSlowest(totals);
    return (
      `Worker ${slowest} hangs: it has not completed clock ${totals[slowest].clockUnderWay} in ` +
      `${Math.round(this.#secondsStill)} s, and everybody waits for it`
    );
  }
}

/** Of those that are at a unit, the one furthest behind. */
function findSlowest(totals: readonly WorkerTotals[]): number {
  const underWay = totals.map(({ clockUnderWay }) => clockUnderWay || Infinity);
  return underWay.indexOf(Math.min(...underWay));
}

/**
 * Looks at the workers every second, or more often where the limit is short.
 *
 * @returns what ends the watching.
 */
export function watch(
  limits: WatchLimits,
  totals: () => readonly WorkerTotals[],
  onTrouble: (trouble: string) => void,
): () => void {
  const seconds = () => performance.now() / 1000;
  const watchdog = new Watchdog(limits, seconds());
  const look = () => {
    const trouble = watchdog.check(seconds(), totals());
    if (trouble !== undefined) onTrouble(trouble);
  };
  const timer = setInterval(look, Math.min(1, limits.limitSeconds / 4) * 1000);
  return () => {
    clearInterval(timer);
  };
}
