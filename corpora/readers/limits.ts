/** Limits on what a source may hold. */
import { UserError } from '../../core/errors.ts';
import { describePlace, type Place } from './document.ts';

/** The most characters of a document: some fifteen million words. More is a mistake. */
export const longestDocument = 100_000_000;

const tooLong = 'more than 100 million characters, too many for one document';

/** @throws {UserError} when a line has more characters than a document may have. */
export function checkLineLength(length: number, place: Place): void {
  if (length <= longestDocument) return;
  throw new UserError('too-long', `Cannot read ${describePlace(place)}: the line has ${tooLong}`, {
    hint: 'A line is a document in this format: cut your text into lines.',
    details: { path: place.path, unit: 'line' },
  });
}

/** @throws {UserError} when a row of a table, its quotes closed or not, is longer than that. */
export function rowTooLong(place: Required<Place>, cause: unknown): UserError {
  return new UserError(
    'too-long',
    `Cannot read ${describePlace(place)}: the row that begins there has ${tooLong}`,
    {
      hint:
        'Is there a quote in it that is never closed? A quote that belongs to the text is written ' +
        'twice ("").',
      cause,
    },
  );
}

/** What a file of a folder may have at most, and of what. */
export interface FileLimit {
  readonly most: number;
  readonly unit: 'characters' | 'bytes';
  readonly kind: string;
}

export const textLimit: FileLimit = {
  most: longestDocument,
  unit: 'characters',
  kind: 'one document',
};
/** Parsing an HTML file takes thirty times its length in memory. */
export const htmlLimit: FileLimit = { most: 16_000_000, unit: 'characters', kind: 'an HTML file' };
export const xmlLimit: FileLimit = { most: 64_000_000, unit: 'characters', kind: 'an XML file' };
export const pdfLimit: FileLimit = { most: 100_000_000, unit: 'bytes', kind: 'a PDF file' };
export const wordListLimit: FileLimit = {
  most: 100_000_000,
  unit: 'bytes',
  kind: 'a list of words',
};

/** @throws {UserError} when a file of a folder is longer than that. */
export function checkFileLength(length: number, path: string, limit: FileLimit): void {
  const { most, unit, kind } = limit;
  if (length <= most) return;
  throw new UserError(
    'too-long',
    `Cannot read ${path}: it has more than ${most / 1e6} million ${unit}, too many for ${kind}`,
    {
      hint:
        limit === textLimit
          ? 'In a folder, each file is one document: cut it into several. If it has a document on ' +
            'each line, give the file itself, not its folder.'
          : 'Save its text as .txt, or cut it into several files.',
    },
  );
}

/** Ten times the best compression of any text; below this size, compression does not matter. */
const mostUnpackedPerByte = 200;
const alwaysUnpacked = 256_000_000;

/** @throws {UserError} when a file unpacks to more than any text of its size does. */
export function checkUnpacked(unpacked: number, packed: number, path: string): void {
  if (unpacked <= alwaysUnpacked || unpacked <= mostUnpackedPerByte * packed) return;
  throw new UserError(
    'unpacks-too-large',
    `Cannot read ${path}: ${packed} bytes of it unpack to more than ${mostUnpackedPerByte} times as many; ` +
      'a text was expected',
    { hint: 'If the text really is that repetitive, unpack it first.' },
  );
}
