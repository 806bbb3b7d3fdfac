/** Reads how often a run is to be saved. */
import type { CheckpointInterval } from '../../core/training/session/checkpoint-interval.ts';
import { parseSeconds } from '../options/times.ts';

/**
 * Reads one value of --checkpoint-every: "50" counts sweeps, "90s", "5m" and "2h" time.
 *
 * @returns undefined when it is neither.
 */
export function parseCheckpointInterval(text: string): CheckpointInterval | undefined {
  if (/^\d+$/.test(text)) {
    const sweeps = Number(text);
    return sweeps >= 1 && Number.isSafeInteger(sweeps) ? { sweeps } : undefined;
  }
  const seconds = parseSeconds(text);
  return seconds === undefined ? undefined : { seconds };
}
