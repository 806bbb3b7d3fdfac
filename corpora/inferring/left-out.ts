/** What of the sources of new documents was not taken as it is. */
import { grouped } from '../../core/numbers.ts';
import type { ReadContext } from '../readers/reader.ts';

/** Names and places of each kind that are said. */
const mostSaid = 3;

/** A line for each kind, once everything was read; nothing where all was taken as it is. */
export function describeLeftOut({
  badFiles,
  badRows,
  notes,
}: Pick<ReadContext, 'badFiles' | 'badRows' | 'notes'>): string[] {
  const files = badFiles.toJSON();
  const rows = badRows.toJSON();
  const { badBytes, badByteFiles, skippedFiles } = notes;
  return [
    line('Files that could not be read, left out', files.count, {
      of: files.count,
      first: files.first.map(({ reason }) => reason),
    }),
    line('Rows that could not be read, left out', rows.count, {
      of: rows.count,
      first: rows.first.map(({ place, reason }) => `${place}: ${reason}`),
    }),
    line('Bytes that are not text', badBytes, {
      of: badByteFiles.count,
      first: badByteFiles.names,
    }),
    line('Files that are not texts, skipped', skippedFiles.count, {
      of: skippedFiles.count,
      first: skippedFiles.names,
    }),
  ].filter((one) => one !== '');
}

function line(
  what: string,
  number: number,
  { of, first }: { readonly of: number; readonly first: readonly string[] },
): string {
  if (number === 0) return '';
  const said = first.slice(0, mostSaid).join('; ');
  return `${what}: ${grouped(number)} (${said}${of > mostSaid ? '; ...' : ''})`;
}
