/** What of a run decides which methods it used. */
import type { RunSettings } from '../../core/training/settings.ts';

export function isLearnt({ optimize = 'none' }: RunSettings): boolean {
  return optimize !== 'none';
}

/** Whether workers read counts that others were changing. */
export function isLive({ staleness }: RunSettings): boolean {
  return staleness !== 0;
}
