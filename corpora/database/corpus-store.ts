import type Database from 'better-sqlite3';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { assert } from '../../core/errors.ts';
import type { ProjectFile } from './project-file.ts';
import { StoredTokens, type TokenChunk } from './stored-tokens.ts';
import { decodeSpans, type Spans } from './token-spans.ts';

export interface CorpusSummary {
  /** SHA-256 of tokens, vocabulary and order of documents. */
  readonly fingerprint: string;
  readonly numDocuments: number;
  readonly numWords: number;
  readonly numTokens: number;
  /** How the words were chosen (`WordSettings`). */
  readonly settings: unknown;
  /** What happened on the way (`ImportReport`). */
  readonly report: unknown;
  /** ISO 8601. */
  readonly created: string;
}

export type { TokenChunk } from './stored-tokens.ts';

/** Words by their numbers: by falling number of tokens, then by name. */
export interface Vocabulary {
  readonly words: readonly string[];
  /** What was counted where it is not the word itself (a stem); parallel to `words`. */
  readonly stems: readonly (string | null)[];
  /** Documents that contain each word. */
  readonly documentCounts: Uint32Array;
  readonly tokenCounts: Uint32Array;
}

export interface DocumentEntry {
  readonly id: number;
  readonly name: string;
  readonly label: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  /** The long document of which this is a piece, and which piece, from 0. */
  readonly parent: number | undefined;
  readonly part: number | undefined;
  readonly numTokens: number;
}

export interface StoredDocument extends DocumentEntry {
  readonly text: string | undefined;
  /** The word of every token. */
  readonly words: Uint32Array;
  /** Where each token begins and ends in `text` (UTF-16 code units); undefined for counts. */
  readonly offsets: Uint32Array | undefined;
  readonly ends: Uint32Array | undefined;
}

interface DocumentRow {
  readonly id: number;
  readonly name: string;
  readonly label: string | null;
  readonly metadata: string | null;
  readonly parent: number | null;
  readonly part: number | null;
}

/** Reads the corpus of a project file. */
export class CorpusStore {
  readonly #database: Database.Database;
  readonly #summary: CorpusSummary;
  #tokens: StoredTokens | undefined;
  #lastSpans: { readonly chunk: number; readonly spans: Spans | undefined } | undefined;

  constructor(file: ProjectFile) {
    this.#database = file.database;
    this.#summary = readSummary(file.database);
  }

  summary(): CorpusSummary {
    return this.#summary;
  }

  vocabulary(): Vocabulary {
    const { numWords } = this.#summary;
    const words: string[] = [];
    const stems: (string | null)[] = [];
    const documentCounts = new Uint32Array(numWords);
    const tokenCounts = new Uint32Array(numWords);
    const rows = this.#database
      .prepare<
        [],
        { id: number; word: string; stem: string | null; documents: number; tokens: number }
      >(
        'SELECT id, word, stem, num_documents AS documents, num_tokens AS tokens FROM words ORDER BY id',
      )
      .iterate();
    for (const { id, word, stem, documents, tokens } of rows) {
      words.push(word);
      stems.push(stem);
      documentCounts[id] = documents;
      tokenCounts[id] = tokens;
    }
    return { words, stems, documentCounts, tokenCounts };
  }

  /** The number of a word, undefined when the vocabulary does not have it. */
  wordId(word: string): number | undefined {
    const find = this.#database.prepare<[string], number>('SELECT id FROM words WHERE word = ?');
    return find.pluck().get(word);
  }

  tokenSource(): TokenSource {
    return this.#storedTokens();
  }

  chunks(): readonly TokenChunk[] {
    return this.#storedTokens().chunks;
  }

  /** One document with its text and tokens; undefined when there is no such number. */
  document(id: number): StoredDocument | undefined {
    const row = this.#database
      .prepare<[number], DocumentRow>('SELECT * FROM documents WHERE id = ?')
      .get(id);
    if (row === undefined) return undefined;
    const text = this.#database
      .prepare<[number], string>('SELECT text FROM texts WHERE document = ?')
      .pluck()
      .get(id);
    const words = this.#storedTokens().readWords(id, id + 1);
    const spans = this.#spansOf(id);
    return {
      ...entryOf(row, words.length),
      text,
      words,
      offsets: spans?.starts,
      ends: spans?.ends,
    };
  }

  /** Documents `first` to `first + limit - 1`, in order, without their texts. */
  documents(first = 0, limit = Number.MAX_SAFE_INTEGER): IterableIterator<DocumentEntry> {
    const lengths = this.#storedTokens().documentLengths;
    const rows = this.#database
      .prepare<[number, number], DocumentRow>(
        'SELECT * FROM documents WHERE id >= ? ORDER BY id LIMIT ?',
      )
      .iterate(first, limit);
    return mapped(rows, (row) => entryOf(row, lengths[row.id]));
  }

  /** The number of the (first) document of this name. */
  documentByName(name: string): number | undefined {
    return (
      this.#database
        .prepare<[string], number>('SELECT min(id) FROM documents WHERE name = ?')
        .pluck()
        .get(name) ?? undefined
    );
  }

  /** The whole document of which others are pieces: its name and text. */
  parent(
    id: number,
  ):
    | { name: string; firstDocument: number; numParts: number; text: string | undefined }
    | undefined {
    const row = this.#database
      .prepare<[number], { name: string; firstDocument: number; numParts: number }>(
        'SELECT name, first_document AS firstDocument, num_parts AS numParts FROM parents WHERE id = ?',
      )
      .get(id);
    if (row === undefined) return undefined;
    const texts = this.#database
      .prepare<[number, number], string>(
        'SELECT text FROM texts WHERE document >= ? AND document < ? ORDER BY document',
      )
      .pluck()
      .all(row.firstDocument, row.firstDocument + row.numParts);
    return { ...row, text: texts.length === 0 ? undefined : texts.join('') };
  }

  #spansOf(id: number): Spans | undefined {
    const tokens = this.#storedTokens();
    const chunk = tokens.chunkOf(id);
    const spans = this.#spansOfChunk(chunk);
    const from = tokens.tokensBetween(chunk.firstDocument, id);
    const to = from + tokens.documentLengths[id];
    return (
      spans && { starts: spans.starts.subarray(from, to), ends: spans.ends.subarray(from, to) }
    );
  }

  /** The last chunk is kept: one document after another is the usual order of questions. */
  #spansOfChunk({ chunk, firstDocument, numDocuments }: TokenChunk): Spans | undefined {
    if (this.#lastSpans?.chunk === chunk) return this.#lastSpans.spans;
    const blob = this.#database
      .prepare<[number], Buffer | null>('SELECT spans FROM token_chunks WHERE chunk = ?')
      .pluck()
      .get(chunk);
    const lengths = this.#storedTokens().documentLengths;
    const spans = blob
      ? decodeSpans(blob, lengths.subarray(firstDocument, firstDocument + numDocuments))
      : undefined;
    this.#lastSpans = { chunk, spans };
    return spans;
  }

  #storedTokens(): StoredTokens {
    return (this.#tokens ??= new StoredTokens(this.#database, this.#summary));
  }
}

function readSummary(database: Database.Database): CorpusSummary {
  const row = database
    .prepare<[], { [column: string]: string | number }>('SELECT * FROM corpus WHERE id = 0')
    .get();
  assert(row !== undefined, 'a published project file has a corpus');
  return {
    fingerprint: String(row['fingerprint']),
    numDocuments: Number(row['num_documents']),
    numWords: Number(row['num_words']),
    numTokens: Number(row['num_tokens']),
    settings: JSON.parse(String(row['settings'])) as unknown,
    report: JSON.parse(String(row['report'])) as unknown,
    created: String(row['created']),
  };
}

function entryOf(row: DocumentRow, numTokens: number): DocumentEntry {
  return {
    id: row.id,
    name: row.name,
    label: row.label ?? undefined,
    metadata:
      row.metadata === null ? undefined : (JSON.parse(row.metadata) as Record<string, unknown>),
    parent: row.parent ?? undefined,
    part: row.part ?? undefined,
    numTokens,
  };
}

function* mapped<T, R>(values: Iterable<T>, change: (value: T) => R): Generator<R, undefined> {
  for (const value of values) yield change(value);
  return undefined;
}
