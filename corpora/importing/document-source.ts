import { UserError } from '../../core/errors.ts';
import { isProjectFile } from '../database/project-file.ts';
import type { SourceDocument, TextDocument } from '../readers/document.ts';
import type { ReadContext } from '../readers/reader.ts';
import { readerFor } from '../readers/readers.ts';
import { openSource, sizeOfFile } from '../readers/source.ts';

/** The documents of all sources, one source after the other. */
export async function* readSources(
  sources: readonly string[],
  format: string | undefined,
  context: ReadContext,
): AsyncGenerator<SourceDocument> {
  for (const path of sources) {
    if (isProjectFile(path)) throw notASource(path);
    const source = await openSource(path);
    const reader = readerFor(source, format);
    const { formats } = context.notes;
    formats.set(reader.format, (formats.get(reader.format) ?? 0) + 1);
    yield* reader.read(source, context);
  }
}

function notASource(path: string): UserError {
  return new UserError(
    `Cannot import ${path}: it is a project file already`,
    `To choose its words anew: gibbon prepare ${path}; to train on it: gibbon train ${path}`,
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
const charactersPerBatch = 1 << 18;

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
    if (!('text' in document)) throw mixed(document.place.path);
    batch.push(document);
    length += document.text.length;
    if (length >= charactersPerBatch || batch.length >= textsPerBatch) {
      yield batch;
      batch = [];
      length = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

export function mixed(path: string): UserError {
  return new UserError(
    `Cannot import ${path} together with the others: some sources are texts and some are counts`,
    'Import them into two project files.',
  );
}

/** Some first elements, and an iteration that begins with them again. */
export async function peek<T>(
  all: AsyncIterable<T>,
  isEnough: (first: readonly T[]) => boolean,
): Promise<{ first: T[]; all: AsyncGenerator<T> }> {
  const iterator = all[Symbol.asyncIterator]();
  const first: T[] = [];
  while (!isEnough(first)) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    first.push(value);
  }
  const again = async function* (): AsyncGenerator<T> {
    yield* first.splice(0);
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return { first: [...first], all: again() };
}
