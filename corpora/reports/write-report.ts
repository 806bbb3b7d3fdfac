/** Puts a report at its place: whole or not at all. */
import fs from 'node:fs';
import { UserError } from '../../core/errors.ts';
import { writeFiles } from '../writers/write-files.ts';
import { reportMark } from './html.ts';

/**
 * Refuses a place where something else than a report is; a report may be replaced by a newer one.
 *
 * @throws {UserError} when there is something else, unless it may be replaced.
 */
export function checkReportPlace(place: string, { replace }: { replace: boolean }): void {
  const stats = fs.statSync(place, { throwIfNoEntry: false });
  if (stats === undefined || (stats.isFile() && (replace || isReport(place)))) return;
  const found = stats.isFile()
    ? 'there is a file of this name, which is not a report'
    : `there is a ${stats.isDirectory() ? 'folder' : 'device'} of this name`;
  throw new UserError('target-exists', `Cannot write ${place}: ${found}`, {
    hint: 'Give another place, or allow it to be replaced.',
    details: { target: place, kind: 'report' },
  });
}

/** @throws {UserError} when it cannot be written; then what was there is still there. */
export async function writeReport(place: string, html: string): Promise<void> {
  await writeFiles([{ path: place, content: () => [html] }], { replace: true });
}

function isReport(place: string): boolean {
  const file = fs.openSync(place, 'r');
  try {
    const start = Buffer.alloc(reportMark.length);
    fs.readSync(file, start);
    return start.toString('latin1') === reportMark;
  } finally {
    fs.closeSync(file);
  }
}
