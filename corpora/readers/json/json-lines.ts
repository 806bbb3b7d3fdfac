/** Reads JSON Lines. */
import { UserError } from '../../../core/errors.ts';
import { describePlace, type Metadata, type Place, type TextDocument } from '../document.ts';
import { readLines } from '../lines.ts';
import type { ReadContext, Reader } from '../reader.ts';
import { likelihood, mostLines, shareOf } from '../recognition/likelihood.ts';
import type { Source } from '../source.ts';
import { describeJson, isObject, parseJson } from './parse-json.ts';
import { RecordDocuments } from './record-document.ts';
import { unwrap } from './unwrap.ts';

export const jsonLinesReader: Reader = {
  format: 'jsonl',
  hasColumns: true,
  about: 'one JSON object per line',
  likelihood: (source) => {
    if (source.isFolder) return likelihood.no;
    if (/\.(?:jsonl|ndjson|jl)$/iu.test(source.name)) return likelihood.byName;
    const { lines, text } = source.head;
    if (/^\s*\[/u.test(text)) return likelihood.no; // an array, an element on each line
    const isObjectOnMost = shareOf(lines, isCompleteObject) >= mostLines;
    if (isObjectOnMost) return lines.length > 1 ? likelihood.certain : likelihood.strong - 0.02;
    // A first line too long for the head, or a damaged one.
    return /^\s*\{\s*"/u.test(text) && lines.length <= 1 ? likelihood.likely : likelihood.no;
  },
  read: readJsonLines,
};

function isCompleteObject(line: string): boolean {
  return /^\s*\{.*\}\s*,?\s*$/su.test(line);
}

async function* readJsonLines(source: Source, context: ReadContext): AsyncGenerator<TextDocument> {
  const documents = new RecordDocuments(context);
  let isFirst = true;
  for await (const { value, key, number, place, how = '' } of valuesOf(source, context)) {
    const name = key ?? `${source.name}:${number}`;
    const document = context.badRows.read(place, () => documents.of(value, { name, place }));
    if (document === undefined) continue;
    if (isFirst) {
      const columns = isObject(value) ? documents.read(value) : undefined;
      context.notes.readings.add(source.path, { format: 'jsonl', how, columns });
      isFirst = false;
    }
    yield document;
  }
}

interface FoundValue {
  readonly value: unknown;
  readonly place: Place;
  /** What a document without a name of its own is called by, besides its source. */
  readonly number: number;
  readonly key?: string | undefined;
  readonly how?: string;
}

/** The object on each line, or those inside of the only one, as of a page that an API answers with. */
async function* valuesOf(source: Source, context: ReadContext): AsyncGenerator<FoundValue> {
  const records = jsonRecords(source, context);
  try {
    const first = await records.next();
    if (first.done === true) return;
    const { record, place } = first.value;
    const inside = unwrap(record, context.options);
    // A document does not wait for the next line, which a pipe may be slow to give.
    const second = inside === undefined ? undefined : await records.next();
    if (inside !== undefined && second?.done === true) {
      const { how, records: all } = inside;
      yield* all.map(({ record: value, key }, at) => ({ value, key, number: at + 1, place, how }));
      return;
    }
    yield valueOf(first.value);
    if (second?.done === false) yield valueOf(second.value);
    for await (const found of records) yield valueOf(found);
  } finally {
    await records.return(undefined);
  }
}

function valueOf({ record, place }: JsonRecord): FoundValue {
  return { value: record, place, number: place.line };
}

interface JsonRecord {
  readonly record: Metadata;
  readonly place: Required<Place>;
}

/** The objects of a file with one on each line; blank lines are passed over. */
export async function* jsonRecords(
  source: Source,
  context: ReadContext,
): AsyncGenerator<JsonRecord> {
  for await (const { first, lines } of readLines(source, context)) {
    for (const [index, content] of lines.entries()) {
      if (content.trim() === '') continue;
      const place = { path: source.path, line: first + index };
      const record = context.badRows.read(place, () => parseObject(content, place));
      if (record !== undefined) yield { record, place };
    }
  }
}

function parseObject(content: string, place: Place): Metadata {
  // A line of an array that was cut into lines ends with a comma, and may have blanks behind it.
  const value = parseJson(content.trimEnd().replace(/,$/u, ''), place);
  if (isObject(value)) return value;
  throw new UserError(
    'json-invalid',
    `Cannot read ${describePlace(place)}: ${describeJson(value)} was found; an object was expected`,
    { hint: 'Each line must be an object, such as {"text": "..."}.' },
  );
}
