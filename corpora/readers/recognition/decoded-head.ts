/** The beginning of a source as its reader will decode it. */
import { ReadingNotes } from '../reading-notes.ts';
import { TextDecoding } from '../text-decoding.ts';
import type { Decoding } from './encoding.ts';
import { Head } from './head.ts';

/**
 * The names of columns, and what separates them, are taken from the head: it must be decoded as the
 * rows are. Bad bytes are left to the reader, which says where they stand.
 *
 * @throws {UserError} when there is no such encoding.
 */
export async function decodedHead(
  { bytes, isWhole }: Head,
  path: string,
  { encoding, onBadBytes }: Decoding,
): Promise<Head> {
  if (encoding === undefined && onBadBytes === 'fail') return new Head(bytes, isWhole);
  const options = { encoding, onBadBytes: onBadBytes === 'fail' ? 'replace' : onBadBytes } as const;
  const decoding = new TextDecoding(path, { options, notes: new ReadingNotes() });
  const text = await decoding.decode(bytes);
  return new Head(bytes, isWhole, isWhole ? text + (await decoding.finish()) : text);
}
