/** Puts a report at its place: whole or not at all. */
import { isOpenHere, readStart } from '../database/file-bytes.ts';
import { checkPlace } from '../writers/check-place.ts';
import { writeFiles } from '../writers/write-files.ts';
import { reportMark } from './html.ts';

interface Replacing {
  /** Whether a file that is not a report may be replaced. */
  readonly replace: boolean;
}

/**
 * Refuses a place where something else than a report is; a report may be replaced by a newer one.
 *
 * @throws {UserError} when there is something else, unless it may be replaced.
 */
export function checkReportPlace(place: string, { replace }: Replacing): void {
  checkPlace(place, { replace: replace || isReport(place), kind: 'report' });
}

/** @throws {UserError} when it cannot be written; then what was there is still there. */
export async function writeReport(place: string, html: string, how: Replacing): Promise<void> {
  checkReportPlace(place, how);
  await writeFiles([{ path: place, content: () => [html] }], { replace: true, kind: 'report' });
}

function isReport(place: string): boolean {
  if (isOpenHere(place)) return false;
  return readStart(place, reportMark.length)?.toString('latin1') === reportMark;
}
