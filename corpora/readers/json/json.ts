/** Reads JSON in any other shape. */
import { type Metadata, type Place, type TextDocument } from '../document.ts';
import { textChunks } from '../lines.ts';
import type { ReadContext, Reader } from '../reader.ts';
import { likelihood } from '../recognition/likelihood.ts';
import type { Source } from '../source.ts';
import { isObject, parseJson } from './parse-json.ts';
import { objectOf, RecordDocuments } from './record-document.ts';
import { unwrap } from './unwrap.ts';
import { JsonSplitter, type JsonText } from './value-splitter.ts';

export const jsonReader: Reader = {
  format: 'json',
  hasColumns: true,
  about: 'JSON objects: in an array, in an object that holds them, or one after the other',
  likelihood: (source) => {
    if (source.isFolder) return likelihood.no;
    if (/\.json$/iu.test(source.name)) return likelihood.strong;
    const { text } = source.head;
    const isArray = /^\s*\[\s*(?:\{\s*(?:"|\})|"(?:[^"\\]|\\.)*"\s*[,\]]|\])/u.test(text);
    const isIndented = /^\s*\{\s*[\r\n]\s*"(?:[^"\\]|\\.)*"\s*:/u.test(text);
    return isArray || isIndented ? likelihood.strong : likelihood.no;
  },
  read: readJson,
};

async function* readJson(source: Source, context: ReadContext): AsyncGenerator<TextDocument> {
  const documents = new RecordDocuments(context);
  let number = 0;
  let isFirst = true;
  for await (const { value, key, place, how } of jsonValues(source, context)) {
    number++;
    const name = key ?? `${source.name}:${number}`;
    const document = context.badRows.read(place, () => documents.of(value, { name, place }));
    if (document === undefined) continue;
    if (isFirst) {
      const columns = isObject(value) ? documents.read(value) : undefined;
      context.notes.readings.add(source.path, { format: 'json', how, columns });
      isFirst = false;
    }
    yield document;
  }
}

/** The objects of a file, for those who need no texts. */
export async function* jsonObjects(
  source: Source,
  context: ReadContext,
): AsyncGenerator<{ readonly record: Metadata; readonly place: Required<Place> }> {
  for await (const { value, place } of jsonValues(source, context)) {
    const record = context.badRows.read(place, () => objectOf(value, place));
    if (record !== undefined) yield { record, place };
  }
}

interface FoundValue {
  readonly value: unknown;
  readonly place: Required<Place>;
  readonly key?: string | undefined;
  readonly how: string;
}

async function* jsonValues(source: Source, context: ReadContext): AsyncGenerator<FoundValue> {
  let first: JsonText | undefined; // may be all there is, and hold the others
  let isFirst = true;
  for await (const found of splitValues(source, context)) {
    if (isFirst && !found.isElement) first = found;
    else {
      if (first !== undefined) yield* parsed(first, source, context);
      first = undefined;
      yield* parsed(found, source, context);
    }
    isFirst = false;
  }
  if (first !== undefined) yield* alone(first, source, context);
}

async function* splitValues(source: Source, context: ReadContext): AsyncGenerator<JsonText> {
  const splitter = new JsonSplitter(source.path);
  for await (const chunk of textChunks(source, context)) {
    splitter.push(chunk);
    yield* splitter.take();
  }
  splitter.finish();
  yield* splitter.take();
}

function* parsed(
  { json, line, isElement }: JsonText,
  source: Source,
  context: ReadContext,
): Generator<FoundValue> {
  const place = { path: source.path, line };
  const parse = (): { value: unknown } => ({ value: parseJson(json, place) });
  const found = context.badRows.read(place, parse);
  const how = isElement ? 'an array' : 'one after the other';
  if (found !== undefined) yield { value: found.value, place, how };
}

/** The only value of a file: a document, or an object that holds them. */
function* alone(text: JsonText, source: Source, context: ReadContext): Generator<FoundValue> {
  for (const found of parsed(text, source, context)) {
    const { value } = found;
    const inside = isObject(value) ? unwrap(value, context.options) : undefined;
    if (inside === undefined) yield { ...found, how: 'one object' };
    else {
      const { how, records } = inside;
      for (const { record, key } of records) yield { ...found, value: record, key, how };
    }
  }
}
