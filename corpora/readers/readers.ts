/** Every reader, and how one is chosen. */
import { UserError } from '../../core/errors.ts';
import { fastTextReader } from './fasttext.ts';
import { folderReader } from './folder.ts';
import { jsonLinesReader } from './json/json-lines.ts';
import { jsonReader } from './json/json.ts';
import { malletStateReader } from './mallet-state.ts';
import { matrixMarketReader } from './matrix-market.ts';
import { linesReader, malletReader } from './one-per-line.ts';
import { ldaCReader, svmlightReader } from './pairs.ts';
import { checkIsText } from './recognition/containers.ts';
import { recognize } from './recognition/recognize.ts';
import type { Reader } from './reader.ts';
import type { Source } from './source.ts';
import { csvReader, tsvReader } from './tables/table.ts';
import { uciReader } from './uci.ts';
import { documentReader } from './whole-document.ts';

/** Every format; of two that are equally likely the first reads a source. */
export const readers: readonly Reader[] = [
  uciReader,
  folderReader,
  matrixMarketReader,
  malletStateReader,
  csvReader,
  jsonLinesReader,
  jsonReader,
  ldaCReader,
  svmlightReader,
  fastTextReader,
  malletReader,
  tsvReader,
  documentReader,
  linesReader,
];

/**
 * The reader of the format that was asked for, else the one that the source is likely for.
 *
 * @throws {UserError} when there is none, or two are about equally likely.
 */
export function readerFor(source: Source, format?: string): Reader {
  if (format === undefined) return recognize(source, readers);
  const found = readers.find((reader) => reader.format === format);
  if (found === undefined) {
    throw new UserError(
      'format-unknown',
      `Cannot read ${source.path}: there is no format "${format}"`,
      { hint: `Formats: ${readers.map((reader) => reader.format).join(', ')}.` },
    );
  }
  checkIsText(source.path, source.head);
  return found;
}
