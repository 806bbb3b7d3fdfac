/** How often a run is saved: every N sweeps, every N seconds, or whichever comes first. */
import { checkNumber } from '../../check-number.ts';
import { UsageError } from '../../errors.ts';

export interface CheckpointInterval {
  /** Whole, at least 1. */
  readonly sweeps?: number | undefined;
  /** At least 1. */
  readonly seconds?: number | undefined;
}

export const defaultCheckpointInterval: CheckpointInterval = { seconds: 300 };

/** @throws {UsageError} when a run would be saved all the time, would wait for the sweep NaN, or would never be saved. */
export function checkInterval(interval: CheckpointInterval): void {
  const given: unknown = interval; // of programs without types, anything
  if (typeof given !== 'object' || given === null) {
    throw new UsageError(
      'wrong-arguments',
      `Cannot use ${String(given)} as checkpointEvery: an object with sweeps or seconds was expected`,
    );
  }
  const { sweeps, seconds } = interval;
  const range = { least: 1, most: Number.MAX_SAFE_INTEGER };
  if (sweeps !== undefined)
    checkNumber('checkpointEvery.sweeps', sweeps, { ...range, isWhole: true });
  if (seconds !== undefined)
    checkNumber('checkpointEvery.seconds', seconds, { ...range, isWhole: false });
}
