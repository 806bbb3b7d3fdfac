/** Tokens per second and how workers spend their time, from what the workers tell. */
import type { WorkerTotals } from '../statistics.ts';
import type { CrewHost } from '../crew.ts';
import type { HostStatus, Speed, WorkerStatus } from './progress.ts';

interface Sample {
  readonly seconds: number;
  readonly totals: readonly WorkerTotals[];
}

/** "Now" means the last few seconds. */
const windowSeconds = 3;
const maxRecent = 300;

/** Time is handed in, in seconds of training: pauses and savings do not count. */
export class SpeedMeter {
  readonly #samples: Sample[] = [];
  readonly #recent: number[] = [];

  add(seconds: number, totals: readonly WorkerTotals[]): void {
    // Other workers have taken over, on other hosts: what they have done is counted from nothing.
    const before = this.#samples.at(-1)?.totals;
    const areOthers =
      before?.length !== totals.length ||
      totals.some((now, worker) => now.numTokens < before[worker].numTokens);
    if (areOthers) this.#samples.length = 0;
    const last = this.#samples.at(-1);
    if (last && seconds <= last.seconds) return;
    if (last) {
      this.#recent.push((tokensOf(totals) - tokensOf(last.totals)) / (seconds - last.seconds));
      if (this.#recent.length > maxRecent) this.#recent.shift();
    }
    this.#samples.push({ seconds, totals });
    // The first sample stays for the mean; of the others those within the window.
    while (this.#samples.length > 3 && seconds - this.#samples[2].seconds > windowSeconds) {
      this.#samples.splice(1, 1);
    }
  }

  speed(): Speed {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || first === last) return { now: 0, mean: 0, recent: [] };
    return {
      now: rateBetween(this.#windowStart(), last),
      mean: rateBetween(first, last),
      recent: this.#recent,
    };
  }

  workers(): WorkerStatus[] {
    const last = this.#samples.at(-1);
    if (!last) return [];
    const start = this.#windowStart();
    return last.totals.map((now, worker) => shareOfTime(start.totals[worker], now));
  }

  /** @param hosts who has these workers, in the same order. */
  hosts(hosts: readonly CrewHost[]): HostStatus[] {
    const last = this.#samples.at(-1);
    const numWorkers = hosts.reduce((sum, host) => sum + host.numWorkers, 0);
    if (last === undefined || last.totals.length !== numWorkers) return [];
    const start = this.#windowStart();
    const shares = this.workers();
    let first = 0;
    return hosts.map((host) => {
      const end = first + host.numWorkers;
      const part = ({ seconds, totals }: Sample) => ({ seconds, totals: totals.slice(first, end) });
      const waiting = shares.slice(first, end).reduce((sum, own) => sum + own.waitingShare, 0);
      const tokensPerSecond = rateBetween(part(start), part(last));
      first = end;
      return { ...host, tokensPerSecond, waitingShare: waiting / Math.max(1, host.numWorkers) };
    });
  }

  /** Reads of all workers by the clocks of updates they lacked. */
  stalenessHistogram(): number[] {
    const sums: number[] = [];
    for (const { stalenessHistogram } of this.#samples.at(-1)?.totals ?? []) {
      stalenessHistogram.forEach((count, clocks) => (sums[clocks] = (sums[clocks] ?? 0) + count));
    }
    return Array.from(sums, (count) => count ?? 0);
  }

  #windowStart(): Sample {
    return this.#samples[Math.min(1, this.#samples.length - 1)];
  }
}

function shareOfTime(before: WorkerTotals, now: WorkerTotals): WorkerStatus {
  const sampling = now.samplingSeconds - before.samplingSeconds;
  const pulling = now.pullingSeconds - before.pullingSeconds;
  const pushing = now.pushingSeconds - before.pushingSeconds;
  const waiting = now.waitingSeconds - before.waitingSeconds;
  const all = Math.max(sampling + pulling + pushing + waiting, Number.MIN_VALUE);
  return {
    clock: now.clock,
    samplingShare: sampling / all,
    pullingShare: pulling / all,
    pushingShare: pushing / all,
    waitingShare: waiting / all,
  };
}

function rateBetween(from: Sample, to: Sample): number {
  const seconds = to.seconds - from.seconds;
  return seconds > 0 ? (tokensOf(to.totals) - tokensOf(from.totals)) / seconds : 0;
}

function tokensOf(totals: readonly WorkerTotals[]): number {
  return totals.reduce((sum, { numTokens }) => sum + numTokens, 0);
}
