/** Opens sources and reads their documents, one source after the other. */
import { UserError } from '../../core/errors.ts';
import { isProjectFile } from '../database/opening-checks.ts';
import type { SourceDocument, TextDocument } from '../readers/document.ts';
import type { ReadContext, Reader } from '../readers/reader.ts';
import { linesReader } from '../readers/one-per-line.ts';
import { readerFor } from '../readers/readers.ts';
import type { Decoding } from '../readers/recognition/encoding.ts';
import {
  type Source,
  checkReadOnce,
  isStreamPath,
  openSource,
  sizeOfFile,
} from '../readers/source.ts';
import { documentReader, looksLikeLines } from '../readers/whole-document.ts';
import { cleanDocuments } from './clean-documents.ts';

/** The documents of all sources, one source after the other, without what is not their text. */
export function readSources(
  sources: readonly string[],
  format: string | undefined,
  context: ReadContext,
): AsyncGenerator<SourceDocument> {
  return cleanDocuments(readUncleaned(sources, format, context), context.cleaner);
}

async function* readUncleaned(
  sources: readonly string[],
  format: string | undefined,
  context: ReadContext,
): AsyncGenerator<SourceDocument> {
  const { notes, badFiles, options } = context;
  checkReadOnce(sources);
  const areTexts = format === undefined && (await areSeveralTexts(sources, options));
  let last: Reader | undefined;
  for (const [index, path] of sources.entries()) {
    if (isProjectFile(path)) throw notASource(path);
    const opened = await badFiles.read(path, async () => {
      const source = await openSource(path, options);
      return { source, reader: readerFor(source, areTexts ? documentReader.format : format) };
    });
    if (opened === undefined) continue;
    const { source, reader } = opened;
    last = reader;
    notes.formats.set(reader.format, (notes.formats.get(reader.format) ?? 0) + 1);
    const isLast = index === sources.length - 1;
    // Known before a long file is read that it has none; of a folder, afterwards.
    if (isLast && !source.isFolder) checkColumns(reader, context);
    yield* badFiles.readable(path, readWith(reader, source, context));
  }
  badFiles.throwIfDoomed();
  if (last !== undefined) checkColumns(last, context);
}

/** `.txt`, a number as archives have, or no ending. */
const textName = /(?:^|[\\/])(?:[^\\/]+\.(?:txt|text|\d+)|[^\\/.]+)(?:\.gz)?$/iu;

/**
 * Whether text files are given by their names, as a shell lists them, alone or beside pages and the
 * like: each of them is a document then, as in a folder, unless one looks as if it had a document on
 * each line.
 */
async function areSeveralTexts(sources: readonly string[], decoding: Decoding): Promise<boolean> {
  if (sources.length < 2 || sources.some(isStreamPath)) return false; // to be looked at, then read
  for (const path of sources) {
    if (isProjectFile(path)) return false;
    if (!(await isOneText(path, decoding))) return false;
  }
  return true;
}

/** Whether a file may be one document; what cannot be read says so when its turn comes. */
async function isOneText(path: string, decoding: Decoding): Promise<boolean> {
  try {
    const source = await openSource(path, decoding);
    const { format } = readerFor(source);
    if (format === documentReader.format) return true;
    return format === linesReader.format && textName.test(path) && !looksLikeLines(source.head);
  } catch (error) {
    return error instanceof UserError && error.code !== 'format-ambiguous';
  }
}

/** The documents of one source, by its reader. */
export function readWith(
  reader: Reader,
  source: Source,
  context: ReadContext,
): AsyncIterable<SourceDocument> {
  if (reader.hasColumns) context.notes.hasColumns = true;
  return reader.read(source, context);
}

/** @throws {UserError} when columns are named and, with this reader, no source has any. */
function checkColumns(reader: Reader, { options, notes }: ReadContext): void {
  if (notes.hasColumns || reader.hasColumns) return;
  const { textColumns, idColumn, labelColumn } = options;
  const [named] = [textColumns?.[0], idColumn, labelColumn].filter((name) => name !== undefined);
  if (named === undefined) return;
  const formats = [...notes.formats.keys()].join(', ');
  throw new UserError(
    'column-unknown',
    `Cannot find the column "${named}": the sources were read as ${formats}, which has no columns`,
    {
      hint: 'Say which format to read them in, or leave the column out.',
      details: { name: named, formats },
    },
  );
}

function notASource(path: string): UserError {
  return new UserError(
    'source-is-a-project-file',
    `Cannot read ${path}: it is a project file already; texts or counts were expected`,
    {
      hint: 'Train on it as it is, or choose other words from the texts in it.',
      details: { file: path },
    },
  );
}

/** The bytes of the sources on disk; undefined where a pipe is among them. */
export function totalBytes(sources: readonly string[]): number | undefined {
  let total = 0;
  for (const source of sources) {
    const size = sizeOfFile(source);
    if (size === undefined) return undefined;
    total += size;
  }
  return total;
}

const textsPerBatch = 4096;
/** Characters of texts that are worth sending to a thread. */
export const charactersPerBatch = 1 << 18;

/**
 * Texts in batches that are worth sending to a thread.
 *
 * @throws {UserError} when counts turn up among the texts.
 */
export async function* inBatches(
  documents: AsyncIterable<SourceDocument>,
): AsyncGenerator<TextDocument[]> {
  let batch: TextDocument[] = [];
  let length = 0;
  for await (const document of documents) {
    batch.push(asText(document));
    length += batch.at(-1)!.text.length;
    if (length >= charactersPerBatch || batch.length >= textsPerBatch) {
      yield batch;
      batch = [];
      length = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

/**
 * A text as it will be stored: JSON and entities may hold halves of characters, which the database
 * replaces, so that words that differ in them alone would be the same there.
 *
 * @throws {UserError} when it is counts.
 */
export function asText(document: SourceDocument): TextDocument {
  if (!('text' in document)) throw mixed(document.place.path);
  const { text } = document;
  return text.isWellFormed() ? document : { ...document, text: text.toWellFormed() };
}

export function mixed(path: string): UserError {
  return new UserError(
    'sources-differ',
    `Cannot import ${path} together with the others: some sources are texts and some are counts`,
    {
      hint: 'Import them into two project files. (One without texts holds counts.)',
      details: { path },
    },
  );
}

/** Documents from which the language is told. */
const sampleDocuments = 200;
/** Two hundred articles have less; of books, a few must do: all of them are in memory at once. */
const sampleCharacters = 10_000_000;

/** Whether these first documents are enough to tell the language. */
export function isSample(documents: readonly SourceDocument[]): boolean {
  if (documents.length === 0) return false;
  if (documents.length >= sampleDocuments || !('text' in documents[0])) return true;
  const numCharacters = documents.reduce(
    (sum, document) => sum + ('text' in document ? document.text.length : 0),
    0,
  );
  return numCharacters >= sampleCharacters;
}

/**
 * Some first elements, and an iteration that begins with them again. What it hands on is removed from
 * the first, so that nobody keeps it.
 */
export async function peek<T>(
  all: AsyncIterable<T>,
  isEnough: (first: readonly T[]) => boolean,
): Promise<{ first: T[]; all: AsyncIterableIterator<T> }> {
  const iterator = all[Symbol.asyncIterator]();
  const first: T[] = [];
  while (!isEnough(first)) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    first.push(value);
  }
  // No generator: each one on the way costs every document two turns of the event loop's queue.
  const again: AsyncIterableIterator<T> = {
    [Symbol.asyncIterator]: () => again,
    next: async () => (first.length > 0 ? { done: false, value: first.shift()! } : iterator.next()),
    return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
  };
  return { first, all: again };
}
