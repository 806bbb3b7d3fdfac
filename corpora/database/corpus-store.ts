/** Reads the corpus of a project file: summary, vocabulary, documents, tokens. */
import type Database from 'better-sqlite3';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { isHeldOut } from '../../core/evaluation/hold-out.ts';
import { type InPieces, inOneGo } from '../breaks.ts';
import type { ProjectFile } from './project-file.ts';
import type { Value } from './checksum.ts';
import { damagedFile } from './damaged-file.ts';
import { PortionChecks } from './portion-checksums.ts';
import { RowChecks, hasRowChecksums } from './row-checksums.ts';
import { StoredTokens, type TokenChunk } from './stored-tokens.ts';
import { decodeSpans, type Spans } from './token-spans.ts';
import { TrainingTokens } from './training-tokens.ts';

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

type WordRow = [id: number, word: string, stem: string | null, documents: number, tokens: number];

/** Reads the corpus of a project file; what is read is checked when it is read. */
export class CorpusStore {
  readonly #path: string;
  readonly #database: Database.Database;
  readonly #summary: CorpusSummary;
  readonly #rows: RowChecks;
  readonly #portions: PortionChecks;
  /** Kept, as lists ask for one document after the other. */
  readonly #statements: ReturnType<typeof prepareStatements>;
  #tokens: StoredTokens | undefined;
  /** Kept: runs that are trained side by side have one in common. */
  #vocabulary: Vocabulary | undefined;
  /** What is left for training, by the share that is held out. */
  readonly #trainingTokens = new Map<number, TrainingTokens>();
  #lastSpans: { readonly chunk: number; readonly spans: Spans | undefined } | undefined;

  /** @param options.isChecked false to read everything, damaged or not. */
  constructor(file: ProjectFile, { isChecked = true } = {}) {
    this.#path = file.path;
    this.#database = file.database;
    this.#rows = new RowChecks(file.path, file.database, { isOn: isChecked });
    const isOn = isChecked && hasRowChecksums(file.database);
    this.#portions = new PortionChecks(file.path, file.database, { isOn });
    this.#summary = readSummary(file, this.#rows);
    this.#statements = prepareStatements(file.database);
  }

  summary(): CorpusSummary {
    return this.#summary;
  }

  vocabulary(): Vocabulary {
    return (this.#vocabulary ??= this.#readVocabulary());
  }

  #readVocabulary(): Vocabulary {
    const { numWords } = this.#summary;
    const words: string[] = [];
    const stems: (string | null)[] = [];
    const documentCounts = new Uint32Array(numWords);
    const tokenCounts = new Uint32Array(numWords);
    const rows = this.#database.prepare<[], Value[]>('SELECT * FROM words ORDER BY id').raw();
    for (const row of rows.iterate()) {
      this.#rows.check('words', row);
      const [id, word, stem, documents, tokens] = row as WordRow;
      if (!Number.isInteger(tokens))
        throw damagedFile(this.#path, `the count of word ${id} is wrong`);
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

  /**
   * The tokens that a run is trained on: all, or those of the documents that are not held out. The
   * topics of a checkpoint are those of these tokens.
   *
   * @param run its settings, `holdOut` being the share of documents set aside.
   */
  trainingTokens({
    holdOut = 0,
  }: {
    readonly holdOut?: number | undefined;
  }): StoredTokens | TrainingTokens {
    if (holdOut === 0) return this.#storedTokens();
    let tokens = this.#trainingTokens.get(holdOut);
    if (tokens === undefined) {
      tokens = new TrainingTokens(this.#storedTokens(), this.#heldOut(holdOut));
      this.#trainingTokens.set(holdOut, tokens);
    }
    return tokens;
  }

  /** The numbers of the documents that are held out from training, rising; those with tokens. */
  heldOutDocuments({ holdOut = 0 }: { readonly holdOut?: number | undefined }): number[] {
    const { documentLengths } = this.tokenSource();
    return this.#heldOut(holdOut).flatMap((isOut, document) =>
      isOut && documentLengths[document] > 0 ? [document] : [],
    );
  }

  /** One document with its text and tokens; undefined when there is no such number. */
  document(id: number): StoredDocument | undefined {
    const row = this.#statements.document.get(id);
    if (row === undefined) return undefined;
    this.#portions.checkDocument(id);
    const text = this.text(id);
    const words = this.#storedTokens().readWords(id, id + 1);
    const spans = this.#spansOf(id);
    return {
      ...this.#entryOf(row, words.length),
      text,
      words,
      offsets: spans?.starts,
      ends: spans?.ends,
    };
  }

  /** The text of a document; undefined where texts were not kept. */
  text(id: number): string | undefined {
    const text = this.#statements.text.get(id);
    this.#portions.checkText(id, text);
    return text;
  }

  /** The name and the label of a document; undefined when there is no such number. */
  title(id: number): { name: string; label: string | undefined } | undefined {
    const row = this.#statements.document.get(id);
    if (row !== undefined) this.#portions.checkDocument(id);
    return row && { name: row.name, label: row.label ?? undefined };
  }

  /** The documents with this name, in whatever normal form it is typed, in order. */
  named(name: string): number[] {
    return this.#database
      .prepare<string[], number>('SELECT id FROM documents WHERE name IN (?, ?, ?) ORDER BY id')
      .pluck()
      .all(name, name.normalize('NFC'), name.normalize('NFD'));
  }

  /** Documents `first` to `first + limit - 1`, in order, without their texts. */
  *documents(first = 0, limit = Number.MAX_SAFE_INTEGER): Generator<DocumentEntry, undefined> {
    const end = Math.min(first + limit, this.#summary.numDocuments);
    const lengths = this.#storedTokens().documentLengths;
    const rows = this.#database
      .prepare<[number, number], DocumentRow>(
        'SELECT * FROM documents WHERE id >= ? ORDER BY id LIMIT ?',
      )
      .iterate(first, limit);
    let next = first;
    for (const row of rows) {
      if (row.id !== next) break;
      next++;
      this.#portions.checkDocument(row.id);
      yield this.#entryOf(row, lengths[row.id]);
    }
    if (next < end) throw damagedFile(this.#path, `document ${next} is gone`);
    return undefined;
  }

  /** The whole document of which others are pieces: its name and text. */
  parent(
    id: number,
  ):
    | { name: string; firstDocument: number; numParts: number; text: string | undefined }
    | undefined {
    const row = this.#database
      .prepare<[number], Value[]>('SELECT * FROM parents WHERE id = ?')
      .raw()
      .get(id);
    if (row === undefined) return undefined;
    this.#rows.check('parents', row);
    const [, name, firstDocument, numParts] = row as [number, string, number, number];
    const end = firstDocument + numParts;
    if (!(firstDocument >= 0 && numParts >= 0 && end <= this.#summary.numDocuments)) {
      throw damagedFile(this.#path, `"${name}" has pieces that are not there`);
    }
    const texts = Array.from({ length: numParts }, (_, part) => this.text(firstDocument + part));
    const text = texts.includes(undefined) ? undefined : texts.join('');
    return { name, firstDocument, numParts, text };
  }

  #entryOf(row: DocumentRow, numTokens: number): DocumentEntry {
    const { id, name, metadata } = row;
    const read = () => readJson(this.#path, metadata, `the metadata of document ${id}`);
    return {
      id,
      name,
      label: row.label ?? undefined,
      metadata: metadata === null ? undefined : (read() as Record<string, unknown>),
      parent: row.parent ?? undefined,
      part: row.part ?? undefined,
      numTokens,
    };
  }

  #heldOut(share: number): boolean[] {
    const names = this.#database
      .prepare<[], string>(
        `SELECT coalesce(parents.name, documents.name) FROM documents
         LEFT JOIN parents ON parents.id = documents.parent ORDER BY documents.id`,
      )
      .pluck()
      .iterate();
    const heldOut: boolean[] = []; // not all names at once: for 300,000 documents 30 to 40 MB less
    for (const name of names) heldOut.push(isHeldOut(name, share));
    return heldOut;
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
  #spansOfChunk({ chunk, firstDocument, numDocuments, numTokens }: TokenChunk): Spans | undefined {
    if (this.#lastSpans?.chunk === chunk) return this.#lastSpans.spans;
    const blob = this.#storedTokens().readSpans({ chunk, firstDocument, numDocuments, numTokens });
    const lengths = this.#storedTokens().documentLengths;
    const spans = blob
      ? decodeSpans(blob, lengths.subarray(firstDocument, firstDocument + numDocuments))
      : undefined;
    this.#lastSpans = { chunk, spans };
    return spans;
  }

  #storedTokens(): StoredTokens {
    return this.#tokens ?? inOneGo(this.readTokens());
  }

  /** What every question about tokens needs first, in pieces: it takes a second with many words. */
  *readTokens(): InPieces<StoredTokens> {
    return (this.#tokens ??= yield* StoredTokens.read({
      path: this.#path,
      database: this.#database,
      rows: this.#rows,
      portions: this.#portions,
      corpus: this.#summary,
      vocabulary: this.#vocabulary,
    }));
  }
}

function prepareStatements(database: Database.Database) {
  return {
    document: database.prepare<[number], DocumentRow>('SELECT * FROM documents WHERE id = ?'),
    text: database.prepare<[number], string>('SELECT text FROM texts WHERE document = ?').pluck(),
  };
}

function readSummary({ path, database }: ProjectFile, rows: RowChecks): CorpusSummary {
  const row = database.prepare<[], Value[]>('SELECT * FROM corpus WHERE id = 0').raw().get();
  if (row === undefined) throw damagedFile(path, 'the description of its corpus is gone');
  rows.check('corpus', row);
  const [, fingerprint, numDocuments, numWords, numTokens, settings, report, created] = row;
  for (const number of [numDocuments, numWords, numTokens]) {
    if (Number.isSafeInteger(number) && Number(number) >= 0) continue;
    throw damagedFile(path, `the description of its corpus: ${String(number)} is not a count`);
  }
  return {
    fingerprint: String(fingerprint),
    numDocuments: Number(numDocuments),
    numWords: Number(numWords),
    numTokens: Number(numTokens),
    settings: readJson(path, settings, 'the settings of the import'),
    report: readJson(path, report, 'the report of the import'),
    created: String(created),
  };
}

/** @param what it is, in words. */
function readJson(path: string, json: unknown, what: string): unknown {
  try {
    return JSON.parse(String(json)) as unknown;
  } catch {
    throw damagedFile(path, `${what} cannot be read`);
  }
}
