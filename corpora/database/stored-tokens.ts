import type Database from 'better-sqlite3';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { assert } from '../../core/errors.ts';

/** Consecutive documents whose tokens are stored together. */
export interface TokenChunk {
  /** 0, 1, 2, ... */
  readonly chunk: number;
  readonly firstDocument: number;
  readonly numDocuments: number;
  readonly numTokens: number;
}

/** The tokens of a project file, read a chunk at a time. */
export class StoredTokens implements TokenSource {
  readonly numDocuments: number;
  readonly numWords: number;
  readonly numTokens: number;
  readonly documentLengths: Uint32Array;
  readonly wordTokenCounts: Uint32Array;
  readonly chunks: readonly TokenChunk[];
  readonly #words: Database.Statement<[number], Buffer>;
  /** Tokens before each document, and all of them at the end (length D + 1). */
  readonly #firstTokens: Float64Array;
  #last: { readonly chunk: number; readonly words: Uint32Array } | undefined;

  constructor(
    database: Database.Database,
    {
      numDocuments,
      numWords,
      numTokens,
    }: { numDocuments: number; numWords: number; numTokens: number },
  ) {
    this.numDocuments = numDocuments;
    this.numWords = numWords;
    this.numTokens = numTokens;
    this.chunks = readChunks(database);
    this.documentLengths = readLengths(database, numDocuments);
    this.wordTokenCounts = readTokenCounts(database, numWords);
    this.#firstTokens = new Float64Array(numDocuments + 1);
    this.documentLengths.forEach((length, document) => {
      this.#firstTokens[document + 1] = this.#firstTokens[document] + length;
    });
    this.#words = database
      .prepare<[number], Buffer>('SELECT words FROM token_chunks WHERE chunk = ?')
      .pluck();
  }

  readWords(first: number, end: number): Uint32Array {
    assert(first >= 0 && first <= end && end <= this.numDocuments, 'documents are in range');
    const words = new Uint32Array(this.tokensBetween(first, end));
    let at = 0;
    for (let document = first; document < end;) {
      const chunk = this.chunkOf(document);
      const endOfChunk = Math.min(end, chunk.firstDocument + chunk.numDocuments);
      const from = this.tokensBetween(chunk.firstDocument, document);
      const to = from + this.tokensBetween(document, endOfChunk);
      words.set(this.#wordsOf(chunk).subarray(from, to), at);
      at += to - from;
      document = endOfChunk;
    }
    return words;
  }

  /** The chunk that holds a document. */
  chunkOf(document: number): TokenChunk {
    let low = 0;
    let high = this.chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.chunks[middle].firstDocument <= document) low = middle;
      else high = middle - 1;
    }
    return this.chunks[low];
  }

  /** Tokens of the documents `first` to `end - 1`. */
  tokensBetween(first: number, end: number): number {
    return this.#firstTokens[end] - this.#firstTokens[first];
  }

  #wordsOf({ chunk, numTokens }: TokenChunk): Uint32Array {
    if (this.#last?.chunk !== chunk) {
      const words = asUint32(this.#words.get(chunk)!);
      assert(words.length === numTokens, 'a chunk holds as many tokens as it says');
      this.#last = { chunk, words };
    }
    return this.#last.words;
  }
}

function readChunks(database: Database.Database): TokenChunk[] {
  return database
    .prepare<[], TokenChunk>(
      'SELECT chunk, first_document AS firstDocument, num_documents AS numDocuments, ' +
        'num_tokens AS numTokens FROM token_chunks ORDER BY chunk',
    )
    .all();
}

function readLengths(database: Database.Database, numDocuments: number): Uint32Array {
  const lengths = new Uint32Array(numDocuments);
  let at = 0;
  const blobs = database
    .prepare<[], Buffer>('SELECT lengths FROM token_chunks ORDER BY chunk')
    .pluck()
    .iterate();
  for (const blob of blobs) {
    lengths.set(asUint32(blob), at);
    at += blob.length / 4;
  }
  assert(at === numDocuments, 'every document has a length');
  return lengths;
}

function readTokenCounts(database: Database.Database, numWords: number): Uint32Array {
  const counts = new Uint32Array(numWords);
  const rows = database
    .prepare<[], { id: number; tokens: number }>('SELECT id, num_tokens AS tokens FROM words')
    .iterate();
  for (const { id, tokens } of rows) counts[id] = tokens;
  return counts;
}

/** SQLite hands out buffers of their own, aligned; a pooled one is copied. */
function asUint32(bytes: Buffer): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}
