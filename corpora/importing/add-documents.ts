/** The first pass over the sources: their documents into the builder. */
import { availableParallelism } from 'node:os';
import type { ProjectFile } from '../database/project-file.ts';
import type { SourceDocument, TextDocument } from '../readers/document.ts';
import type { ReadContext } from '../readers/reader.ts';
import { TextTooSlow } from '../text/text-limits.ts';
import type { TokenizingSetup } from '../text/tokenizing-messages.ts';
import { type PoolAnswer, TokenizingPool } from '../threads/tokenizing-pool.ts';
import type { CorpusBuilder } from './corpus-builder.ts';
import { inBatches, mixed } from './document-source.ts';
import { textsAlready, textTooSlow } from './import-errors.ts';
import { TextJoin } from './join-texts.ts';
import type { ImportOptions } from './options.ts';
import type { JoinedTexts } from './report.ts';
import type { SampledTexts } from './sampled-texts.ts';
import { patternInvalid } from './settle-words.ts';

/** Where the documents go, and how. */
export interface Adding {
  readonly builder: CorpusBuilder;
  readonly context: ReadContext;
  readonly options: ImportOptions;
  readonly sampled: SampledTexts;
  /** Called from time to time, with the number of documents so far. */
  readonly onDocuments: (count: number) => void;
}

/** Reading goes on while threads tokenize; their answers are taken in the order of the texts. */
export async function addTexts(
  documents: AsyncIterable<SourceDocument>,
  setup: TokenizingSetup,
  { builder, context, options, sampled, onDocuments }: Adding,
): Promise<void> {
  const { signal, texts } = options;
  await sampled.load();
  const pool = new TokenizingPool(setup, options.numThreads ?? availableParallelism());
  const waiting: { batch: TextDocument[]; answer: Promise<PoolAnswer> }[] = [];
  const stop = (): void => {
    pool.fail(signal?.reason as Error);
  };
  signal?.addEventListener('abort', stop);
  const addFirst = async (): Promise<void> => {
    const { batch, answer } = waiting.shift()!;
    builder.addTexts(batch, await answer.catch((error: unknown) => explainTooSlow(error, batch)));
    onDocuments(builder.numRead);
  };
  try {
    for await (const batch of inBatches(documents)) {
      signal?.throwIfAborted();
      if (texts !== undefined) throw textsAlready(batch[0].place.path);
      if (context.badRows.isDoomed) continue;
      for (const { text } of batch) sampled.note(text);
      const answer = pool.tokenize({ texts: batch.map(({ text }) => text) });
      answer.catch(() => undefined); // looked at when its turn comes
      waiting.push({ batch, answer });
      if (waiting.length > 2 * pool.numThreads) await addFirst();
    }
    while (waiting.length > 0) await addFirst();
  } finally {
    signal?.removeEventListener('abort', stop);
    await pool.close();
  }
}

/** @returns what came of the texts that were given for them. */
export async function addCounts(
  documents: AsyncIterable<SourceDocument>,
  staged: ProjectFile,
  { builder, options, onDocuments }: Adding,
): Promise<JoinedTexts | undefined> {
  const { texts: source, signal } = options;
  const now = (count: number): void => {
    if (count % 256 === 0) onDocuments(count);
  };
  const texts =
    source === undefined ? undefined : await TextJoin.read(source, staged, options, now);
  for await (const document of documents) {
    if ('text' in document) throw mixed(document.place.path);
    signal?.throwIfAborted();
    const joined = texts?.join(document);
    builder.addCounts(joined?.document ?? document, joined);
    now(builder.numRead);
  }
  return texts?.finish();
}

/** @throws what a tokenizing thread ended with, naming the document. */
export function explainTooSlow(error: unknown, batch: readonly TextDocument[]): never {
  if (error instanceof TextTooSlow) throw textTooSlow(batch[error.text], error.seconds);
  // Some patterns are refused as too large when they are first used.
  throw error instanceof SyntaxError ? patternInvalid(error) : error;
}
