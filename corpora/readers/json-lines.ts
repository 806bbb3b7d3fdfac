import { UserError } from '../../core/errors.ts';
import { chooseColumns, type Columns, otherColumns } from './columns.ts';
import { describePlace, type Metadata, type Place, type TextDocument } from './document.ts';
import { readLines } from './lines.ts';
import type { ReadContext, Reader } from './reader.ts';
import type { Source } from './source.ts';

export const jsonLinesReader: Reader = {
  format: 'jsonl',
  hasColumns: true,
  about: 'a JSON object on each line',
  recognizes: (source) => /\.(?:jsonl|ndjson|jl)$/iu.test(source.name) || beginsWithObject(source),
  read: readJsonLines,
};

async function* readJsonLines(source: Source, context: ReadContext): AsyncGenerator<TextDocument> {
  let columns: Columns | undefined;
  for await (const { record, place } of jsonRecords(source, context)) {
    columns ??= chooseColumns(Object.keys(record), context.options, { kind: 'field', place });
    yield documentOf(record, columns, { name: `${source.name}:${place.line}`, place });
  }
}

/** The objects of a file with one on each line; blank lines are passed over. */
export async function* jsonRecords(
  source: Source,
  context: ReadContext,
): AsyncGenerator<{ readonly record: Metadata; readonly place: Required<Place> }> {
  for await (const { first, lines } of readLines(source, context)) {
    for (const [index, content] of lines.entries()) {
      const place = { path: source.path, line: first + index };
      if (content.trim() !== '') yield { record: parseObject(content, place), place };
    }
  }
}

function parseObject(content: string, place: Place): Metadata {
  let value: unknown;
  try {
    value = JSON.parse(quoteLongIntegers(content));
  } catch (error) {
    throw new UserError(
      'json-invalid',
      `Cannot read ${describePlace(place)}: it is not JSON (${(error as Error).message})`,
      { hint: 'Each line must be an object of its own, such as {"text": "..."}.', cause: error },
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Metadata;
  throw new UserError(
    'json-invalid',
    `Cannot read ${describePlace(place)}: ${describe(value)} was found; an object was expected`,
    { hint: 'Each line must be an object, such as {"text": "..."}.' },
  );
}

/**
 * Integers that a JavaScript number cannot hold become texts of their digits: names of documents
 * are often such (1234567890123456789 and its neighbour would be one and the same).
 */
function quoteLongIntegers(json: string): string {
  if (!/\d{16}/u.test(json)) return json;
  let quoted = '';
  let copied = 0;
  const next = /"|-?\d[\d.eE+-]*/gu;
  for (let found = next.exec(json); found !== null; found = next.exec(json)) {
    const [token] = found;
    if (token === '"') {
      next.lastIndex = endOfString(json, found.index);
    } else if (/^-?\d{16,}$/u.test(token) && !Number.isSafeInteger(Number(token))) {
      quoted += `${json.slice(copied, found.index)}"${token}"`;
      copied = next.lastIndex;
    }
  }
  return quoted + json.slice(copied);
}

/** Behind the quote that ends the string which begins at `start`. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end > 0 && numBackslashesBefore(json, end) % 2 === 1) end = json.indexOf('"', end + 1);
  return end < 0 ? json.length : end + 1;
}

function numBackslashesBefore(json: string, end: number): number {
  let start = end;
  while (json[start - 1] === '\\') start--;
  return end - start;
}

function documentOf(
  record: Metadata,
  columns: Columns,
  { name, place }: Pick<TextDocument, 'name' | 'place'>,
): TextDocument {
  checkDepth(record, place);
  const texts = columns.text.map((field) => textOf(record, field, place));
  const id = columns.id === undefined ? undefined : scalarOf(record, columns.id, place);
  return {
    name: id ?? name,
    label: columns.label === undefined ? undefined : scalarOf(record, columns.label, place),
    metadata: otherColumns(record, columns),
    text: texts.filter((text) => text !== '').join('\n\n'),
    place,
  };
}

/** Deeper than anybody nests on purpose, and less than what JSON.stringify can write again. */
const mostNested = 1000;

function checkDepth(record: Metadata, place: Place): void {
  let level = Object.values(record);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostNested) {
      throw new UserError(
        'json-invalid',
        `Cannot read ${describePlace(place)}: its fields are nested more than ${mostNested} deep`,
        { hint: 'Leave such fields out of the file.' },
      );
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value as Metadata) : [],
    );
  }
}

/** Null is an empty text: data bases write it so. */
function textOf(record: Metadata, field: string, place: Place): string {
  const value = record[field];
  if (typeof value === 'string') return value;
  if (value === null) return '';
  throw new UserError(
    'field-invalid',
    `Cannot read ${describePlace(place)}: the field "${field}" ` +
      (value === undefined ? 'is missing' : `is ${describe(value)}; a text was expected`),
    {
      hint:
        value === undefined
          ? `The fields here are: ${Object.keys(record).join(', ')}.`
          : 'Name the field of the text.',
      details: { field, found: value === undefined ? 'nothing' : describe(value) },
    },
  );
}

function scalarOf(record: Metadata, field: string, place: Place): string | undefined {
  const value = record[field];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  throw new UserError(
    'field-invalid',
    `Cannot read ${describePlace(place)}: the field "${field}" is ${describe(value)}; ` +
      'a text or a number was expected',
  );
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value === null) return 'null';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

function beginsWithObject(source: Source): boolean {
  return /^(?:\ufeff)?\s*\{"/u.test(source.head.subarray(0, 1000).toString('utf8'));
}
