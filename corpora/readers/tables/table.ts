/** Reads tables: CSV, TSV and their like. */
import { UserError } from '../../../core/errors.ts';
import { chooseColumns, type Columns, otherColumns, readColumns, visible } from '../columns.ts';
import { type Metadata, type Place, type TextDocument } from '../document.ts';
import { isMissing } from '../missing-values.ts';
import type { ReadContext, Reader } from '../reader.ts';
import type { ReadingNotes } from '../reading-notes.ts';
import { likelihood, mostLines } from '../recognition/likelihood.ts';
import type { Source } from '../source.ts';
import { kindOfCell } from './column-shapes.ts';
import { columnsByContent } from './columns-by-content.ts';
import type { TableOptions } from './dialect.ts';
import { findDialect, type TableShape } from './find-dialect.ts';
import type { Row } from './row-assembler.ts';
import { RowWidths } from './row-widths.ts';
import { readRows } from './rows.ts';

export const csvReader: Reader = {
  format: 'csv',
  hasColumns: true,
  about: 'a table; what separates its columns is detected (comma, semicolon, tab, |)',
  likelihood: (source) => likelihoodOf(source, { ends: /\.(?:csv|psv)$/iu, isTab: false }),
  read: (source, context) => readTable(source, context, 'csv'),
};

export const tsvReader: Reader = {
  format: 'tsv',
  hasColumns: true,
  about: 'a table with tabs between its columns',
  likelihood: (source) => likelihoodOf(source, { ends: /\.(?:tsv|tab)$/iu, isTab: true }),
  read: (source, context) => readTable(source, context, 'tsv'),
};

/** So many rows must show a shape that might be chance. */
const fewRows = 3;
/** Of a comma in each line of a text. */
const manyRows = 20;

function likelihoodOf(source: Source, { ends, isTab }: { ends: RegExp; isTab: boolean }): number {
  if (source.isFolder) return likelihood.no;
  if (ends.test(source.name)) return likelihood.byName;
  const shape = shapeOfTable(source, {});
  const { dialect, width, numRows, hasKnownNames, hasHeader, evidence } = shape;
  if ((dialect.delimiter === '\t') !== isTab) return likelihood.no;
  if (shape.isUnclear) return likelihood.likely;
  if (width < 2) return likelihood.no;
  if (hasKnownNames && hasHeader === true && numRows > 1) return likelihood.likely + 0.05;
  if (shape.evenness < mostLines) return likelihood.no;
  if (evidence.verdict === 'enclose' || shape.spansLines) return likelihood.likely;
  if (isTab) return numRows > 1 || hasColumnOfNumbers(shape) ? likelihood.likely : likelihood.no;
  if (dialect.delimiter !== ',') return byNumRows(shape, fewRows);
  const isOrdered = hasHeader === true && width > 2;
  return isOrdered || hasColumnOfNumbers(shape)
    ? byNumRows(shape, fewRows)
    : likelihoodOfCommas(shape);
}

/** Fewer rows may be chance. */
function byNumRows({ numRows, evenness }: TableShape, enough: number): number {
  if (numRows >= enough) return likelihood.likely;
  return numRows > 1 && evenness === 1 ? likelihood.possible : likelihood.no;
}

/** As many commas on each line, and nothing else that speaks for a table. */
function likelihoodOfCommas({ evenness, width, numRows }: TableShape): number {
  const isNoChance = evenness === 1 && numRows >= (width > 2 ? fewRows : manyRows);
  return isNoChance ? likelihood.possible : likelihood.no;
}

/** Numbers or dates in all rows (but for a header). */
function hasColumnOfNumbers({ rows, width }: TableShape): boolean {
  const below = rows.length > 1 ? rows.slice(1) : rows;
  return Array.from({ length: width }, (_, column) => column).some((column) =>
    below.every((row) => ['number', 'date'].includes(kindOfCell(row[column] ?? ''))),
  );
}

const shapes = new WeakMap<Source, Map<string, TableShape>>();

/** Detected once for each source and its options. */
function shapeOfTable(source: Source, options: TableOptions): TableShape {
  const known = shapes.get(source) ?? new Map<string, TableShape>();
  shapes.set(source, known);
  const key = JSON.stringify(options);
  const preferred = /\.(?:tsv|tab)$/iu.test(source.name) ? '\t' : ',';
  const shape = known.get(key) ?? findDialect(source.head, options, preferred);
  known.set(key, shape);
  return shape;
}

/** A row of a table, by the names of its columns. */
export interface TableRecord {
  readonly record: Readonly<Record<string, string>>;
  readonly names: readonly string[];
  readonly place: Required<Place>;
  /** Where its columns are named. */
  readonly header: Place;
}

async function* readTable(
  source: Source,
  context: ReadContext,
  format: 'csv' | 'tsv',
): AsyncGenerator<TextDocument> {
  const table = tableOf(source, context);
  let columns: Columns | undefined;
  let number = 0;
  for await (const { record, names, place } of table.records()) {
    if (columns === undefined) {
      columns = table.columns(place);
      const how = describeShape(table.shape);
      const read = readColumns(names, columns, (name) => record[name]);
      context.notes.readings.add(source.path, { format, how, columns: read });
    }
    number++;
    yield documentOf(record, columns, { name: `${source.name}:${number}`, place });
  }
}

/** The rows of a table below its header. */
export function tableRecords(source: Source, context: ReadContext): AsyncGenerator<TableRecord> {
  return tableOf(source, context).records();
}

interface Table {
  readonly shape: TableShape;
  records(): AsyncGenerator<TableRecord>;
  columns(place: Place): Columns;
}

function tableOf(source: Source, context: ReadContext): Table {
  const { options } = context;
  const { table = {} } = options;
  const shape = shapeOfTable(source, table);
  checkDelimiter(shape, source);
  const names = namesOf(shape, source, context);
  const place = headerOf(source, shape);
  const byContent = shape.hasHeader === false ? columnsByContent(shape.rows, names) : undefined;
  return {
    shape,
    records: () => readRecords(source, context, shape, names),
    columns: () => chooseColumns(names, options, { kind: 'column', place, byContent }),
  };
}

/** Where the columns are named, or would be. */
function headerOf({ path }: Source, { skipLines }: TableShape): Place {
  return { path, line: skipLines + 1 };
}

/** @throws {UserError} when two delimiters would do. */
function checkDelimiter({ dialect, rival }: TableShape, source: Source): void {
  if (rival === undefined || dialect.delimiter === undefined) return;
  const [one, other] = [dialect.delimiter, rival].map((each) => delimiterNames[each] ?? each);
  throw new UserError(
    'delimiter-ambiguous',
    `Cannot read ${source.path}: its columns may be separated by ${one} or by ${other}`,
    { hint: 'Say what separates them.', details: { first: dialect.delimiter, second: rival } },
  );
}

async function* readRecords(
  source: Source,
  context: ReadContext,
  shape: TableShape,
  names: readonly string[],
): AsyncGenerator<TableRecord> {
  const widths = new RowWidths(source.path, names, context);
  let isHeader = shape.hasHeader === true;
  const header = headerOf(source, shape);
  for await (const rows of readRows(source, context, shape)) {
    for (const row of rows) {
      const place = { path: source.path, line: row.line };
      if (isHeader) isHeader = false;
      else if (context.badRows.read(place, () => widths.fit(row)) === true) {
        yield { record: recordOf(row, names, context), names, place, header };
      }
    }
  }
}

function recordOf(
  { cells }: Row,
  names: readonly string[],
  { options, notes }: ReadContext,
): Record<string, string> {
  const keepMissing = options.table?.keepMissing === true;
  return Object.fromEntries(
    names.map((name, index) => {
      const cell = cells[index] ?? '';
      if (keepMissing || !isMissing(cell)) return [name, cell];
      notes.missingValues++;
      return [name, ''];
    }),
  );
}

/**
 * The names in the header, or numbers. Columns without a name, or with the name of another, are
 * called by their number, or by that and another where a column has it for its name.
 *
 * @throws {UserError} when the first row may be a header or not, and nothing said tells it.
 */
function namesOf(shape: TableShape, source: Source, { options, notes }: ReadContext): string[] {
  const [first = []] = shape.rows;
  const numbers = first.map((_, index) => String(index + 1));
  // Without a row to look at, reading comes to the fault that hides it, and says so.
  if (shape.hasHeader === false || shape.rows.length === 0) return numbers;
  const names = numberedWhereNeeded(first, notes);
  const named = [...(options.textColumns ?? []), options.idColumn, options.labelColumn];
  if (shape.hasHeader === true || named.some((name) => names.includes(name ?? ''))) return names;
  const shown = first.map((cell) => `"${visible(cell.slice(0, 30))}"`).join(', ');
  throw new UserError(
    'header-ambiguous',
    `Cannot read ${source.path}: its first row (${shown}) may name the columns, or be a document ` +
      'like the others',
    { hint: 'Say whether the table has a header.', details: { path: source.path } },
  );
}

function numberedWhereNeeded(header: readonly string[], notes: ReadingNotes): string[] {
  const given = header.map((cell) => cell.trim());
  const taken = new Set(given); // hostile tables have a hundred thousand columns
  const seen = new Set<string>();
  return given.map((name, index) => {
    const isRepeated = seen.has(name);
    seen.add(name);
    if (name !== '' && !isRepeated) return name;
    const number = String(index + 1);
    let free = number;
    for (let next = 2; taken.has(free); next++) free = `${number}_${next}`;
    taken.add(free);
    // A single column of row names is too common to speak of, unless its number is taken.
    const as = free === number ? '' : `, called ${free}`;
    if (isRepeated || as !== '') {
      notes.repeatedColumns.add(`${visible(name)} (column ${number}${as})`.trim());
    }
    return free;
  });
}

function documentOf(
  record: Readonly<Record<string, string>>,
  columns: Columns,
  { name, place }: Pick<TextDocument, 'name' | 'place'>,
): TextDocument {
  const field = (column: string | undefined): string =>
    column === undefined ? '' : record[column];
  const label = field(columns.label);
  return {
    name: field(columns.id) || name,
    label: label === '' ? undefined : label,
    metadata: otherColumns(record as Metadata, columns),
    text: columns.text
      .map(field)
      .filter((part) => part !== '')
      .join('\n\n'),
    place,
  };
}

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
  ' ': 'spaces',
};

function describeShape({ dialect, hasHeader, skipLines }: TableShape): string {
  const { delimiter, quotes } = dialect;
  const parts = [
    delimiter === undefined
      ? 'one column'
      : (delimiterNames[delimiter] ?? `"${visible(delimiter)}"`) + ' between columns',
    hasHeader === false ? 'no header' : 'a header',
  ];
  if (skipLines > 0) parts.push(`${skipLines} lines above it skipped`);
  if (quotes === 'backslash') parts.push('backslashes before quotes');
  return parts.join(', ');
}
