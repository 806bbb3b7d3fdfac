/** When the next checkpoint is due: by sweeps and by time, whichever comes first. */
import type { Checkpoints } from './progress.ts';
import type { CheckpointInterval } from './checkpoint-interval.ts';

/** Where the training stands, in complete sweeps and complete steps of the next one. */
interface Position {
  readonly sweep: number;
  readonly step: number;
}

interface Moment {
  readonly sweep: number;
  /** Milliseconds of the process' clock. */
  readonly at: number;
}

export class CheckpointSchedule {
  readonly #interval: CheckpointInterval;
  /** The last checkpoint, and the last attempt at one: the next is due one interval after it. */
  #lastSave: Moment | undefined;
  #lastTry: Moment | undefined;

  constructor(interval: CheckpointInterval) {
    this.#interval = interval;
  }

  /** Time counts from here. @param hasCheckpoint the run goes on from one. */
  start(sweep: number, hasCheckpoint: boolean): void {
    this.#lastTry = momentOf(sweep);
    if (hasCheckpoint) this.#lastSave = this.#lastTry;
  }

  saved(sweep: number): void {
    this.tried(sweep);
    this.#lastSave = this.#lastTry;
  }

  /** An attempt that may have failed: the next one is due one interval after it. */
  tried(sweep: number): void {
    this.#lastTry = momentOf(sweep);
  }

  /** The next sweep that is due by its number. */
  nextSweep(after: number): number | undefined {
    const { sweeps } = this.#interval;
    return sweeps === undefined ? undefined : nextMultiple(after, sweeps);
  }

  isDue({ sweep, step }: Position): boolean {
    const { sweeps } = this.#interval;
    const last = this.#lastTry?.sweep ?? 0;
    const isBySweep = sweeps !== undefined && step === 0 && sweep > last && sweep % sweeps === 0;
    return isBySweep || this.isTime();
  }

  isTime(): boolean {
    const { seconds } = this.#interval;
    if (seconds === undefined || this.#lastTry === undefined) return false;
    return secondsSince(this.#lastTry) >= seconds;
  }

  /** For those who watch. @param sweepUnderWay sweeps that are complete by now. */
  status(sweepUnderWay: number): Checkpoints {
    const { seconds } = this.#interval;
    const [saved, tried] = [this.#lastSave, this.#lastTry];
    if (!tried) return { last: undefined, next: undefined };
    const dueSweep = this.nextSweep(sweepUnderWay);
    return {
      last: saved && { sweep: saved.sweep, secondsAgo: secondsSince(saved) },
      next: {
        ...(dueSweep !== undefined && { inSweeps: dueSweep - sweepUnderWay }),
        ...(seconds !== undefined && { inSeconds: Math.max(0, seconds - secondsSince(tried)) }),
      },
    };
  }
}

/** The smallest multiple of `step` above `value`. */
export function nextMultiple(value: number, step: number): number {
  return (Math.floor(value / step) + 1) * step;
}

function momentOf(sweep: number): Moment {
  return { sweep, at: performance.now() };
}

function secondsSince({ at }: Moment): number {
  return (performance.now() - at) / 1000;
}
