import { Readable } from 'node:stream';
import type { CsvError, Info, Options } from 'csv-parse';
import { UserError } from '../../core/errors.ts';
import { chooseColumns, type Columns, otherColumns } from './columns.ts';
import type { Metadata, Place, TextDocument } from './document.ts';
import { longestDocument, rowTooLong } from './limits.ts';
import { textChunks } from './lines.ts';
import { looksLikeHeader } from './one-per-line.ts';
import type { ReadContext, Reader } from './reader.ts';
import type { Source } from './source.ts';

export const csvReader: Reader = {
  format: 'csv',
  hasColumns: true,
  about: 'a table with a header, separated by commas (or semicolons)',
  recognizes: (source) => /\.csv$/iu.test(source.name),
  read: (source, context) => readTable(source, context, commaOrSemicolon(source)),
};

export const tsvReader: Reader = {
  format: 'tsv',
  hasColumns: true,
  about: 'a table with a header, separated by tabs',
  recognizes: (source) =>
    !source.isFolder &&
    (/\.tsv$/iu.test(source.name) || looksLikeHeader(firstLine(source).split('\t'))),
  read: (source, context) => readTable(source, context, '\t'),
};

interface Row {
  readonly record: string[];
  readonly info: Info;
}

/** A row of a table, by the names of its columns. */
export interface TableRecord {
  readonly record: Metadata;
  /** All columns, in their order. */
  readonly names: readonly string[];
  readonly place: Place;
}

async function* readTable(
  source: Source,
  context: ReadContext,
  delimiter: string,
): AsyncGenerator<TextDocument> {
  let columns: Columns | undefined;
  let number = 0;
  for await (const { record, names, place } of tableRecords(source, context, delimiter)) {
    columns ??= chooseColumns(names, context.options, {
      kind: 'column',
      place: { ...place, line: 1 },
    });
    number++;
    yield documentOf(record, columns, { name: `${source.name}:${number}`, place });
  }
}

/** The rows of a table below its header. */
export async function* tableRecords(
  source: Source,
  context: ReadContext,
  delimiter: string,
): AsyncGenerator<TableRecord> {
  let names: string[] | undefined;
  const progress = { lastLine: 0 };
  try {
    for await (const { record, info } of await parseRows(source, context, {
      delimiter,
      progress,
    })) {
      if (names === undefined) {
        names = namesOfColumns(record);
        continue;
      }
      const place = { path: source.path, line: info.lines };
      checkWidth(record, names, place);
      yield { record: Object.fromEntries(names.map((name, i) => [name, record[i]])), names, place };
    }
  } catch (error) {
    throw explainCsv(source.path, error, progress.lastLine);
  }
}

async function parseRows(
  source: Source,
  context: ReadContext,
  { delimiter, progress }: { delimiter: string; progress: { lastLine: number } },
): Promise<AsyncIterable<Row>> {
  const { parse } = await import('csv-parse');
  const options: Options = {
    delimiter,
    relax_quotes: delimiter === '\t', // with tabs, a quote inside a field is just a quote
    info: true,
    relax_column_count: true, // checked here, with a message of our own
    skip_empty_lines: true,
    max_record_size: longestDocument,
    // Rows that were parsed and not yet taken are lost with an error, so this is noted here.
    on_record: (record: string[], { lines }) => {
      progress.lastLine = lines;
      return record;
    },
  };
  const parser = parse(options);
  const text = Readable.from(withHeader(source.path, textChunks(source, context)));
  text.on('error', (error) => parser.destroy(error));
  return text.pipe(parser) as AsyncIterable<Row>;
}

/** Until the first line ends, the parser looks for its end at every character, and slowly. */
const longestHeader = 1_000_000;

async function* withHeader(path: string, chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let length = 0;
  let hasHeader = false;
  for await (const chunk of chunks) {
    hasHeader ||= /[\r\n]/u.test(chunk);
    length += chunk.length;
    if (!hasHeader && length > longestHeader) throw noHeader(path);
    yield chunk;
  }
}

function noHeader(path: string): UserError {
  return new UserError(
    'table-invalid',
    `Cannot read ${path}, line 1: it does not end within a million characters; ` +
      'the header of a table was expected',
    { hint: 'Is it a table? If not, name its format.', details: { path, expected: 'header' } },
  );
}

/** Columns without a name, or with the name of another, are called by their number. */
function namesOfColumns(header: readonly string[]): string[] {
  const names: string[] = [];
  header.forEach((field, index) => {
    const name = field.trim();
    names.push(name === '' || names.includes(name) ? String(index + 1) : name);
  });
  return names;
}

function checkWidth(
  record: readonly string[],
  names: readonly string[],
  place: { path: string; line: number },
): void {
  if (record.length === names.length) return;
  throw new UserError(
    'table-invalid',
    `Cannot read ${place.path}, line ${place.line}: ${record.length} columns were found; ` +
      `${names.length} were expected, as in the header`,
    {
      hint: 'Is a separator or a quote inside a text not quoted? Fields with one must stand in "…".',
    },
  );
}

function documentOf(
  record: Metadata,
  columns: Columns,
  { name, place }: Pick<TextDocument, 'name' | 'place'>,
): TextDocument {
  const field = (column: string | undefined): string =>
    column === undefined ? '' : (record[column] as string);
  const label = field(columns.label);
  return {
    name: field(columns.id) || name,
    label: label === '' ? undefined : label,
    metadata: otherColumns(record, columns),
    text: columns.text
      .map(field)
      .filter((part) => part !== '')
      .join('\n\n'),
    place,
  };
}

function explainCsv(path: string, error: unknown, lastLine: number): unknown {
  const { code, lines } = error as CsvError & Record<string, unknown>;
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return new UserError(
      'table-invalid',
      `Cannot read ${path}: a quote in the row that begins on line ${lastLine + 1} is never closed`,
      { hint: 'Close it; a quote that belongs to the text is written twice ("").', cause: error },
    );
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return rowTooLong({ path, line: lastLine + 1 }, error);
  }
  // Its codes have no common beginning; its errors tell the line.
  if (typeof code === 'string' && typeof lines === 'number') {
    return new UserError(
      'table-invalid',
      `Cannot read ${path}, line ${String(lines)}: ${(error as Error).message.slice(0, 200)}`,
      {
        hint: 'A quote that belongs to the text is written twice ("").',
        details: { path, line: lines, expected: 'quoted fields' },
        cause: error,
      },
    );
  }
  return error;
}

function firstLine(source: Source): string {
  return source.head
    .toString('utf8')
    .replace(/^\ufeff/u, '')
    .split(/[\r\n]/u, 1)[0];
}

function commaOrSemicolon(source: Source): string {
  const line = firstLine(source);
  return line.split(';').length > line.split(',').length ? ';' : ',';
}

/** What separates the columns, by the header. */
export function delimiterOf(source: Source): string {
  return firstLine(source).includes('\t') ? '\t' : commaOrSemicolon(source);
}
