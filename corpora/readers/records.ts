/** Rows and JSON objects with their places. */
import { UserError } from '../../core/errors.ts';
import type { Metadata, Place } from './document.ts';
import type { ReadContext } from './reader.ts';
import type { Source } from './source.ts';
import { jsonLinesReader, jsonRecords } from './json/json-lines.ts';
import { jsonObjects, jsonReader } from './json/json.ts';
import { likelihood } from './recognition/likelihood.ts';
import { tableRecords } from './tables/table.ts';

/** A row of a table or a line of JSON Lines. */
export interface SourceRecord {
  readonly record: Metadata;
  readonly place: Place;
  /** Where the columns of a table are named. */
  readonly header?: Place;
  readonly kind: 'column' | 'field';
}

/** The records of a CSV, TSV or JSON Lines file. */
export async function* readRecords(
  source: Source,
  context: ReadContext,
): AsyncGenerator<SourceRecord> {
  if (source.isFolder) {
    throw new UserError(
      'source-unreadable',
      `Cannot read ${source.path}: it is a folder; a table was expected`,
    );
  }
  const [asLines, asJson] = [jsonLinesReader, jsonReader].map((each) => each.likelihood(source));
  if (Math.max(asLines, asJson) > likelihood.no) {
    const records = asLines > asJson ? jsonRecords(source, context) : jsonObjects(source, context);
    for await (const found of records) yield { ...found, kind: 'field' };
    return;
  }
  for await (const found of tableRecords(source, context)) yield { ...found, kind: 'column' };
}
