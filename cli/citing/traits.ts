/** What of a run decides which methods it used. */
import type { RunSettings } from '../../core/training/settings.ts';
import { isTakenOver } from '../../corpora/importing/taken-over.ts';
import type { DescribedModel } from './cited-model.ts';

export function isLearnt({ optimize = 'none' }: RunSettings): boolean {
  return optimize !== 'none';
}

/** Whether workers read counts that others were changing. */
export function isLive({ staleness }: RunSettings): boolean {
  return staleness !== 0;
}

/** Whether it began elsewhere, as a state of MALLET. */
export function isImported({ report, evaluated }: DescribedModel): boolean {
  return isTakenOver(report, evaluated.run);
}
