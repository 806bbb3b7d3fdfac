/** Reads how often a run is to be saved. */
import type { CheckpointInterval } from '../../core/training/session/checkpoint-interval.ts';

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/**
 * Reads one value of --checkpoint-every: "50" counts sweeps, "90s", "5m" and "2h" time.
 *
 * @returns undefined when it is neither.
 */
export function parseCheckpointInterval(text: string): CheckpointInterval | undefined {
  const match = /^(\d+)([smh]?)$/.exec(text);
  if (!match) return undefined;
  const amount = Number(match[1]);
  if (amount < 1 || !Number.isSafeInteger(amount)) return undefined;
  return match[2] === '' ? { sweeps: amount } : { seconds: amount * secondsPerUnit[match[2]] };
}
