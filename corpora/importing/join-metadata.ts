/** Reads a second file of metadata and joins it to the documents. */
import { UserError } from '../../core/errors.ts';
import { MetadataJoin } from '../database/metadata-join.ts';
import type { ProjectFile } from '../database/project-file.ts';
import { chooseColumns } from '../readers/columns.ts';
import type { Metadata } from '../readers/document.ts';
import type { ReadContext, ReadOptions } from '../readers/reader.ts';
import { readRecords } from '../readers/records.ts';
import { openSource } from '../readers/source.ts';
import { withBreaks } from '../breaks.ts';
import type { JoinedMetadata } from './report.ts';

/**
 * Adds the columns of a second file to the documents whose name stands in its key column.
 *
 * @param key the column of the names; the first that looks like one, when it is not given.
 * @throws {UserError} when the file is no table, or has no such column.
 */
export async function joinMetadata(
  project: ProjectFile,
  table: { file: string; key: string | undefined },
  context: ReadContext,
  signal: AbortSignal | undefined,
): Promise<JoinedMetadata> {
  const join = await readMetadata(project, table, context);
  return withBreaks(join.apply(), signal);
}

/**
 * Reads a table, ready to be joined: nothing of the documents is changed yet.
 *
 * @throws {UserError} when the file is no table, has no such column, or nothing to join.
 */
export async function readMetadata(
  project: ProjectFile,
  { file, key }: { file: string; key: string | undefined },
  context: ReadContext,
): Promise<MetadataJoin> {
  const source = await openSource(file, context.options);
  const join = new MetadataJoin(project);
  let keyColumn: string | undefined;
  const own = { ...context, options: optionsFor(context, key) };
  for await (const { record, place, kind, header = place } of readRecords(source, own)) {
    const names = Object.keys(record);
    const { options } = own;
    keyColumn ??= chooseColumns(names, options, { kind, place: header }).id ?? names[0];
    join.add(textOf(record[keyColumn]), without(record, keyColumn));
  }
  context.badRows.throwIfDoomed();
  if (join.fields.length === 0) throw nothingToJoin(file, keyColumn);
  return join;
}

/** How tables are written is said of the sources, where these are tables themselves. */
function optionsFor({ options, notes }: ReadContext, key: string | undefined): ReadOptions {
  const { keepMissing } = options.table ?? {};
  const table = notes.hasColumns ? { keepMissing } : options.table;
  return { ...options, table, textColumns: [], labelColumn: undefined, idColumn: key };
}

function nothingToJoin(file: string, keyColumn: string | undefined): UserError {
  const found =
    keyColumn === undefined ? 'no rows were found' : `nothing was found beside "${keyColumn}"`;
  return new UserError(
    'no-documents',
    `Cannot add metadata (${file}): ${found}; names of documents, and something about each, were expected`,
    { hint: 'Is it the right file?' },
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function without(record: Metadata, key: string): Metadata {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
