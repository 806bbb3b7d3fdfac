/** How often a run is saved: every N sweeps, every N seconds, or whichever comes first. */
import { checkNumber } from '../../check-number.ts';

export interface CheckpointInterval {
  /** Whole, at least 1. */
  readonly sweeps?: number | undefined;
  /** At least 1. */
  readonly seconds?: number | undefined;
}

export const defaultCheckpointInterval: CheckpointInterval = { seconds: 300 };

/** @throws {UsageError} when a run would be saved all the time, or would wait for the sweep NaN. */
export function checkInterval({ sweeps, seconds }: CheckpointInterval): void {
  const range = { least: 1, most: Number.MAX_SAFE_INTEGER };
  if (sweeps !== undefined)
    checkNumber('checkpointEvery.sweeps', sweeps, { ...range, isWhole: true });
  if (seconds !== undefined)
    checkNumber('checkpointEvery.seconds', seconds, { ...range, isWhole: false });
}
