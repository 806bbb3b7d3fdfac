/** Writes the corpus of a project file, in chunks of about a megabyte. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';
import { Uint32List } from '../text/growing-arrays.ts';
import type { ProjectFile } from './project-file.ts';
import type { Value } from './checksum.ts';
import { PortionWriter } from './portion-checksums.ts';
import { sealed } from './row-checksums.ts';
import { SpanWriter } from './token-spans.ts';

/** About a megabyte of word ids, or of document lengths. */
const tokensPerChunk = 1 << 18;

export interface DocumentRow {
  readonly name: string;
  readonly label: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly text: string | undefined;
  readonly parent?: { readonly id: number; readonly part: number } | undefined;
}

export interface WordRow {
  readonly word: string;
  readonly stem: string | null;
  readonly numDocuments: number;
  readonly numTokens: number;
}

/** Fills the tables of a corpus in a new project file: documents, then words, then tokens. */
export class CorpusWriter {
  numDocuments = 0;
  #numParents = 0;
  #numWords = 0;
  readonly #database: Database.Database;
  readonly #document: Database.Statement;
  readonly #text: Database.Statement;
  readonly #parent: Database.Statement;
  readonly #word: Database.Statement;
  readonly #documentPortions: PortionWriter;
  readonly #textPortions: PortionWriter;

  constructor(file: ProjectFile) {
    this.#database = file.database;
    this.#document = file.database.prepare('INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)');
    this.#text = file.database.prepare('INSERT INTO texts VALUES (?, ?)');
    this.#word = file.database.prepare('INSERT INTO words VALUES (?, ?, ?, ?, ?, ?)');
    this.#parent = file.database.prepare('INSERT INTO parents VALUES (?, ?, ?, ?, ?)');
    this.#documentPortions = new PortionWriter(file.database, 'documents');
    this.#textPortions = new PortionWriter(file.database, 'texts');
    file.database.exec('BEGIN');
  }

  /** @returns the number of the document. */
  addDocument({ name, label, metadata, text, parent }: DocumentRow): number {
    const id = this.numDocuments++;
    const json = metadata === undefined ? null : JSON.stringify(metadata);
    const [whole, part] = [parent?.id ?? null, parent?.part ?? null];
    this.#addDocument([id, name.toWellFormed(), label?.toWellFormed() ?? null, json, whole, part]);
    if (text !== undefined) this.#addText([id, text.toWellFormed()]);
    return id;
  }

  #addDocument(row: [number, ...Value[]]): void {
    this.#document.run(...row);
    this.#documentPortions.add(row);
  }

  #addText(row: [number, string]): void {
    this.#text.run(...row);
    this.#textPortions.add(row);
  }

  /** A document that was cut; its pieces are the documents added next. Returns its number. */
  addParent(name: string, numParts: number): number {
    const id = this.#numParents++;
    this.#parent.run(sealed([id, name, this.numDocuments, numParts]));
    return id;
  }

  /** No document is added after this; what is changed in them then has its checksums renewed. */
  endDocuments(): void {
    this.#documentPortions.finish();
    this.#textPortions.finish();
  }

  /** The next word of the vocabulary. */
  addWord({ word, stem, numDocuments, numTokens }: WordRow): void {
    this.#word.run(sealed([this.#numWords++, word, stem, numDocuments, numTokens]));
  }

  addCorpus(row: {
    fingerprint: string;
    numTokens: number;
    settings: unknown;
    report: unknown;
  }): void {
    const values = sealed([
      0,
      row.fingerprint,
      this.numDocuments,
      this.#numWords,
      row.numTokens,
      JSON.stringify(row.settings),
      JSON.stringify(row.report),
      new Date().toISOString(),
    ]);
    this.#database.prepare('INSERT INTO corpus VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(values);
    this.#database.exec('COMMIT');
  }
}

/** Gathers the tokens of documents into chunks; a chunk ends where a document ends. */
export class ChunkWriter {
  numTokens = 0;
  readonly #insert: Database.Statement;
  readonly #insertChecksum: Database.Statement;
  readonly #lengths = new Uint32List();
  readonly #words = new Uint32List(tokensPerChunk);
  readonly #spans: SpanWriter | undefined;
  readonly #lengthsHash = createHash('sha256');
  readonly #wordsHash = createHash('sha256');
  #chunk = 0;
  #firstDocument = 0;
  #start = 0; // of the current document in #words

  constructor(file: ProjectFile, { withSpans }: { withSpans: boolean }) {
    this.#insert = file.database.prepare(
      'INSERT INTO token_chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#insertChecksum = file.database.prepare(
      "INSERT INTO portion_checksums VALUES ('lengths', ?, ?)",
    );
    this.#spans = withSpans ? new SpanWriter() : undefined;
  }

  /** The next token of the current document. */
  addToken(word: number, start: number, end: number): void {
    this.#words.push(word);
    this.#spans?.push(start, end);
  }

  /** @returns the number of tokens of the document that ends here. */
  endDocument(): number {
    const length = this.#words.length - this.#start;
    this.#lengths.push(length);
    this.#start = this.#words.length;
    this.#spans?.startDocument();
    if (this.#words.length >= tokensPerChunk || this.#lengths.length >= tokensPerChunk)
      this.#flush();
    return length;
  }

  /** Writes what is left; returns the fingerprint of words, tokens and order of documents. */
  finish(words: readonly { readonly word: string }[]): string {
    if (this.#lengths.length > 0) this.#flush();
    const names = createHash('sha256');
    for (const { word } of words) names.update(`${word}\n`);
    return createHash('sha256')
      .update(names.digest())
      .update(this.#lengthsHash.digest())
      .update(this.#wordsHash.digest())
      .digest('hex');
  }

  #flush(): void {
    const lengths = bytesOf(this.#lengths.values);
    const words = bytesOf(this.#words.values);
    this.#lengthsHash.update(lengths);
    this.#wordsHash.update(words);
    const [numDocuments, numTokens] = [this.#lengths.length, this.#words.length];
    const spans = this.#spans?.take() ?? null;
    const row = [this.#chunk, this.#firstDocument, numDocuments, numTokens, lengths, words, spans];
    this.#insertChecksum.run(this.#chunk, crc32(lengths));
    this.#insert.run(sealed(row));
    this.#chunk++;
    this.#firstDocument += numDocuments;
    this.numTokens += numTokens;
    this.#lengths.clear();
    this.#words.clear();
    this.#start = 0;
  }
}

function bytesOf(array: Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
