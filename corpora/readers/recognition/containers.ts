/** Files that gibbon does not read, recognized by their first bytes, and what to do about them. */
import path from 'node:path';
import { UserError } from '../../../core/errors.ts';
import type { Head } from './head.ts';

interface Container {
  readonly is: string;
  readonly advice: string;
  /** The first bytes, as Latin-1. */
  readonly magic: string;
  /** Where they stand; 0. */
  readonly at?: number;
}

const unpack = (command: string): string =>
  `Unpack it first (${command}), and import the folder or file that comes out of it.`;
const save = (how: string): string => `Open it in the program that made it, and save it as ${how}.`;

const plainText = save('plain text (UTF-8), HTML or PDF');
const table = save('CSV (UTF-8)');
const noText = 'It contains no readable text; leave it out.';

const containers: readonly Container[] = [
  { magic: 'PK\x03\x04', is: 'a zip archive', advice: unpack('unzip') },
  { magic: 'PK\x05\x06', is: 'an empty zip archive', advice: 'Make the archive again.' },
  { magic: 'BZh', is: 'compressed with bzip2', advice: unpack('bunzip2 -k') },
  { magic: '\xfd7zXZ\x00', is: 'compressed with xz', advice: unpack('unxz -k') },
  { magic: '\x28\xb5\x2f\xfd', is: 'compressed with zstd', advice: unpack('unzstd') },
  { magic: '\x04\x22\x4d\x18', is: 'compressed with lz4', advice: unpack('unlz4') },
  { magic: '\x5d\x00\x00', is: 'compressed with lzma', advice: unpack('unlzma -k') },
  { magic: '\x1f\x9d', is: 'compressed with compress', advice: unpack('uncompress') },
  { magic: '7z\xbc\xaf\x27\x1c', is: 'a 7z archive', advice: unpack('7z x') },
  { magic: 'Rar!\x1a\x07', is: 'a rar archive', advice: unpack('unrar x') },
  { magic: 'ustar', at: 257, is: 'a tar archive', advice: unpack('tar xf') },
  { magic: '{\\rtf', is: 'a rich text (RTF) document', advice: plainText },
  { magic: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', is: 'an old Office document', advice: plainText },
  {
    magic: '%!PS',
    is: 'a PostScript file',
    advice: 'Convert it to PDF or text (ps2pdf, ps2ascii).',
  },
  { magic: 'AT&TFORM', is: 'a DjVu document', advice: 'Convert it to text first (djvutxt).' },
  { magic: 'PAR1', is: 'a Parquet file', advice: save('CSV or JSON Lines') },
  { magic: 'ARROW1', is: 'an Arrow file', advice: save('CSV or JSON Lines') },
  { magic: '\x89HDF\r\n\x1a\n', is: 'an HDF5 file', advice: save('CSV or JSON Lines') },
  { magic: 'SQLite format 3\x00', is: 'an SQLite database', advice: table },
  { magic: 'RDX', is: 'an R data file', advice: save('CSV (write.csv)') },
  { magic: '\x80\x04\x95', is: 'a Python pickle', advice: save('CSV or JSON Lines') },
  { magic: '$FL2@(#)', is: 'an SPSS data file', advice: table },
  { magic: '<stata_dta>', is: 'a Stata data file', advice: table },
  { magic: '\x89PNG\r\n', is: 'a picture', advice: noText },
  { magic: '\xff\xd8\xff', is: 'a picture', advice: noText },
  { magic: 'GIF8', is: 'a picture', advice: noText },
  { magic: 'II*\x00', is: 'a picture', advice: noText },
  { magic: 'MM\x00*', is: 'a picture', advice: noText },
  { magic: 'ID3', is: 'a sound file', advice: noText },
  { magic: 'OggS', is: 'a sound file', advice: noText },
  { magic: 'fLaC', is: 'a sound file', advice: noText },
  { magic: 'RIFF', is: 'a picture, audio or video file', advice: noText },
  { magic: 'ftyp', at: 4, is: 'a film', advice: noText },
  { magic: '\x7fELF', is: 'a program', advice: noText },
  { magic: '\xca\xfe\xba\xbe', is: 'a program', advice: noText },
];

/** Documents and tables that are zip archives inside, by the ends of their names. */
const zipped: Readonly<Record<string, Pick<Container, 'is' | 'advice'>>> = {
  '.docx': { is: 'a Word document', advice: plainText },
  '.odt': { is: 'an OpenDocument text', advice: plainText },
  '.epub': { is: 'an e-book', advice: 'Convert it to text or HTML first (pandoc, calibre).' },
  '.pages': { is: 'a Pages document', advice: plainText },
  '.xlsx': { is: 'an Excel workbook', advice: table },
  '.ods': { is: 'an OpenDocument table', advice: table },
  '.pptx': { is: 'a PowerPoint presentation', advice: plainText },
  '.odp': { is: 'an OpenDocument presentation', advice: plainText },
  '.npz': { is: 'a NumPy archive', advice: save('CSV or JSON Lines') },
};

/** The same of old Office documents. */
const old: typeof zipped = {
  '.xls': { is: 'an old Excel workbook', advice: table },
  '.doc': { is: 'an old Word document', advice: plainText },
};

/** Formats that are written in text themselves. */
const textual: ReadonlySet<string> = new Set(['{\\rtf', '%!PS']);

/** What a file is that is not text; undefined for anything that may be one. */
export function containerOf(
  head: Head,
  name: string,
): Pick<Container, 'is' | 'advice'> | undefined {
  const start = head.bytes.subarray(0, 300).toString('latin1');
  const found = containers.find(({ magic, at = 0 }) => start.startsWith(magic, at));
  if (found === undefined) return undefined;
  // A table may begin with a column "ID3", a text with "RIFF".
  if (!textual.has(found.magic) && looksLikeText(head)) return undefined;
  const end = path.extname(name).toLowerCase();
  if (found.magic.startsWith('PK')) return zipped[end] ?? found;
  return found.magic.startsWith('\xd0') ? (old[end] ?? found) : found;
}

/** @throws {UserError} for a file that is not text, with what to do about it. */
export function checkIsText(file: string, head: Head): void {
  const container = containerOf(head, path.basename(file));
  if (container === undefined) return;
  throw new UserError(
    'format-unreadable',
    `Cannot read ${file}: it is ${container.is}; text, a table or counts were expected`,
    { hint: container.advice },
  );
}

/** Whether the beginning is text and no program, picture or the like. */
export function looksLikeText({ plainText }: Head): boolean {
  const start = plainText.slice(0, 4096);

  const numControls = start.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/gu)?.length ?? 0;
  return numControls * 50 <= start.length;
}
