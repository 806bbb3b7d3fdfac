/** What of a run decides which methods it used. */
import type { RunSettings } from '../../core/training/settings.ts';
import type { CitedModel } from './cited-model.ts';

export function isLearnt({ optimize = 'none' }: RunSettings): boolean {
  return optimize !== 'none';
}

/** Whether workers read counts that others were changing. */
export function isLive({ staleness }: RunSettings): boolean {
  return staleness !== 0;
}

/** Whether it began elsewhere, as a state of MALLET: that is the first run of its file. */
export function isImported({ report, evaluated }: CitedModel): boolean {
  return 'mallet-state' in report.formats && evaluated.run.id === 1;
}
