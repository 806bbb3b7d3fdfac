/** Models that another program has trained. */
import type { StoredRun } from '../database/stored-run.ts';
import type { ImportReport } from './report.ts';

/** Whether a run began elsewhere, as a state of MALLET: that is the first run of its file. */
export function isTakenOver(
  { formats = {} }: Partial<Pick<ImportReport, 'formats'>>,
  { id }: Pick<StoredRun, 'id'>,
): boolean {
  return 'mallet-state' in formats && id === 1;
}
