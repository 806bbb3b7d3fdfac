import { UserError } from '../../core/errors.ts';
import type { Metadata, Place } from './document.ts';
import { jsonRecords } from './json-lines.ts';
import type { ReadContext } from './reader.ts';
import type { Source } from './source.ts';
import { delimiterOf, tableRecords } from './table.ts';

/** A row of a table or a line of JSON Lines. */
export interface SourceRecord {
  readonly record: Metadata;
  readonly place: Place;
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
  if (/^(?:\ufeff)?\s*\{/u.test(source.head.subarray(0, 100).toString('utf8'))) {
    for await (const found of jsonRecords(source, context)) yield { ...found, kind: 'field' };
    return;
  }
  for await (const found of tableRecords(source, context, delimiterOf(source))) {
    yield { ...found, kind: 'column' };
  }
}
