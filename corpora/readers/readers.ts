import { UserError } from '../../core/errors.ts';
import { folderReader } from './folder.ts';
import { jsonLinesReader } from './json-lines.ts';
import { matrixMarketReader } from './matrix-market.ts';
import { linesReader, malletReader } from './one-per-line.ts';
import { ldaCReader, svmlightReader } from './pairs.ts';
import type { Reader } from './reader.ts';
import type { Source } from './source.ts';
import { csvReader, tsvReader } from './table.ts';
import { uciReader } from './uci.ts';

/** Every format, the particular before the general: the first that recognizes a source reads it. */
export const readers: readonly Reader[] = [
  uciReader,
  folderReader,
  matrixMarketReader,
  csvReader,
  jsonLinesReader,
  ldaCReader,
  svmlightReader,
  malletReader,
  tsvReader,
  linesReader,
];

/** The reader of the format that was asked for, else the one that recognizes the source. */
export function readerFor(source: Source, format?: string): Reader {
  const found = readers.find((reader) =>
    format === undefined ? reader.recognizes(source) : reader.format === format,
  );
  if (found !== undefined) return found;
  throw new UserError(
    'format-unknown',
    `Cannot read ${source.path}: there is no format "${format}"`,
    { hint: `Formats: ${readers.map((reader) => reader.format).join(', ')}.` },
  );
}
