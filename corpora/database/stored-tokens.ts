/** The tokens of the corpus as they are stored, chunk by chunk. */
import type Database from 'better-sqlite3';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { assert } from '../../core/errors.ts';
import type { InPieces } from '../breaks.ts';
import type { Value } from './checksum.ts';
import { damagedFile } from './damaged-file.ts';
import type { PortionChecks } from './portion-checksums.ts';
import type { RowChecks } from './row-checksums.ts';

/** Consecutive documents whose tokens are stored together. */
export interface TokenChunk {
  /** 0, 1, 2, ... */
  readonly chunk: number;
  readonly firstDocument: number;
  readonly numDocuments: number;
  readonly numTokens: number;
}

/** What a chunk holds beside its numbers, as it is stored. */
interface ChunkContents {
  readonly words: Uint32Array;
  readonly spans: Buffer | null;
}

interface StoredTokensInput {
  readonly path: string;
  readonly database: Database.Database;
  readonly rows: RowChecks;
  readonly portions: PortionChecks;
  /** What the corpus says of itself; it is compared with what is there. */
  readonly corpus: { numDocuments: number; numWords: number; numTokens: number };
  /** Where the words have been read, and checked, already. */
  readonly vocabulary: { readonly tokenCounts: Uint32Array } | undefined;
}

/** The tokens of a project file, read a chunk at a time, each checked when it is read. */
export class StoredTokens implements TokenSource {
  readonly numDocuments: number;
  readonly numWords: number;
  readonly numTokens: number;
  readonly documentLengths: Uint32Array;
  readonly wordTokenCounts: Uint32Array;
  readonly chunks: readonly TokenChunk[];
  readonly #input: StoredTokensInput;
  readonly #chunk: Database.Statement<[number], Value[]>;
  /** Tokens before each document, and all of them at the end (length D + 1). */
  readonly #firstTokens: Float64Array;
  #last: { readonly chunk: number; readonly contents: ChunkContents } | undefined;

  /** @throws {UserError} when what is stored does not fit together. */
  static *read(input: StoredTokensInput): InPieces<StoredTokens> {
    const chunks = readChunks(input);
    const documentLengths = readLengths(input, chunks);
    yield;
    const wordTokenCounts = yield* readTokenCounts(input);
    return new StoredTokens(input, { chunks, documentLengths, wordTokenCounts });
  }

  private constructor(
    input: StoredTokensInput,
    read: Pick<StoredTokens, 'chunks' | 'documentLengths' | 'wordTokenCounts'>,
  ) {
    const { database, corpus } = input;
    this.#input = input;
    this.numDocuments = corpus.numDocuments;
    this.numWords = corpus.numWords;
    this.numTokens = corpus.numTokens;
    this.chunks = read.chunks;
    this.documentLengths = read.documentLengths;
    this.wordTokenCounts = read.wordTokenCounts;
    this.#firstTokens = new Float64Array(this.numDocuments + 1);
    this.documentLengths.forEach((length, document) => {
      this.#firstTokens[document + 1] = this.#firstTokens[document]! + length;
    });
    this.#chunk = database
      .prepare<[number], Value[]>('SELECT * FROM token_chunks WHERE chunk = ?')
      .raw();
  }

  readWords(
    first: number,
    end: number,
    into = new Uint32Array(this.tokensBetween(first, end)),
  ): Uint32Array {
    assert(first >= 0 && first <= end && end <= this.numDocuments, 'documents are in range');
    let at = 0;
    for (let document = first; document < end;) {
      const chunk = this.chunkOf(document);
      const endOfChunk = Math.min(end, chunk.firstDocument + chunk.numDocuments);
      const from = this.tokensBetween(chunk.firstDocument, document);
      const to = from + this.tokensBetween(document, endOfChunk);
      into.set(this.#contentsOf(chunk).words.subarray(from, to), at);
      at += to - from;
      document = endOfChunk;
    }
    return into;
  }

  /** The places of a chunk's tokens, encoded; null for counts. */
  readSpans(chunk: TokenChunk): Buffer | null {
    return this.#contentsOf(chunk).spans;
  }

  /** The chunk that holds a document. */
  chunkOf(document: number): TokenChunk {
    let low = 0;
    let high = this.chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.chunks[middle]!.firstDocument <= document) low = middle;
      else high = middle - 1;
    }
    return this.chunks[low]!;
  }

  /** Tokens of the documents `first` to `end - 1`. */
  tokensBetween(first: number, end: number): number {
    return this.#firstTokens[end]! - this.#firstTokens[first]!;
  }

  #contentsOf({ chunk, firstDocument, numDocuments }: TokenChunk): ChunkContents {
    if (this.#last?.chunk !== chunk) {
      const { path, rows } = this.#input;
      const row = this.#chunk.get(chunk)!;
      rows.check('token_chunks', row);
      const words = asUint32(row[5] as Buffer);
      const numTokens = this.tokensBetween(firstDocument, firstDocument + numDocuments);
      if (words.length !== numTokens) {
        throw damagedFile(path, `chunk ${chunk} has ${words.length} tokens of ${numTokens}`);
      }
      const highest = highestOf(words);
      if (numTokens > 0 && highest >= this.numWords) {
        throw damagedFile(path, `a token is the word ${highest} of ${this.numWords}`);
      }
      this.#last = { chunk, contents: { words, spans: row[6] as Buffer | null } };
    }
    return this.#last.contents;
  }
}

/** By index: an iterator takes several times as long before it has been optimized. */
function highestOf(words: Uint32Array): number {
  let highest = 0;
  for (let index = 0; index < words.length; index++) {
    if (words[index]! > highest) highest = words[index]!;
  }
  return highest;
}

/** In order and without gaps, each as long as it says, and together as many as the corpus says. */
function readChunks({ path, database, corpus }: StoredTokensInput): TokenChunk[] {
  const stored = database
    .prepare<[], TokenChunk & { lengthsSize: number; wordsSize: number }>(
      `SELECT chunk, first_document AS firstDocument, num_documents AS numDocuments,
              num_tokens AS numTokens, length(lengths) AS lengthsSize, length(words) AS wordsSize
       FROM token_chunks ORDER BY chunk`,
    )
    .all();
  let [numDocuments, numTokens] = [0, 0];
  const chunks = stored.map(({ lengthsSize, wordsSize, ...chunk }, index) => {
    const isAsItSays =
      chunk.chunk === index &&
      chunk.firstDocument === numDocuments &&
      lengthsSize === 4 * chunk.numDocuments &&
      wordsSize === 4 * chunk.numTokens;
    if (!isAsItSays)
      throw damagedFile(path, `chunk ${index} of the tokens does not match its header`);
    numDocuments += chunk.numDocuments;
    numTokens += chunk.numTokens;
    return chunk;
  });
  if (numDocuments !== corpus.numDocuments || numTokens !== corpus.numTokens) {
    throw damagedFile(
      path,
      `${numTokens} tokens of ${numDocuments} documents are there; ` +
        `${corpus.numTokens} of ${corpus.numDocuments} were expected`,
    );
  }
  return chunks;
}

function readLengths(
  { path, database, portions, corpus }: StoredTokensInput,
  chunks: readonly TokenChunk[],
): Uint32Array {
  const lengths = new Uint32Array(corpus.numDocuments);
  const read = database
    .prepare<[number], Buffer>('SELECT lengths FROM token_chunks WHERE chunk = ?')
    .pluck();
  for (const { chunk, firstDocument, numTokens } of chunks) {
    const blob = read.get(chunk)!;
    portions.checkLengths(chunk, blob);
    const ofChunk = asUint32(blob);
    const found = ofChunk.reduce((sum, length) => sum + length, 0);
    if (found !== numTokens) throw damagedFile(path, `the lengths in chunk ${chunk} are wrong`);
    lengths.set(ofChunk, firstDocument);
  }
  return lengths;
}

/** Words that are read at once: some milliseconds. */
const wordsPerPiece = 4096;

function* readTokenCounts({
  path,
  database,
  rows,
  corpus,
  vocabulary,
}: StoredTokensInput): InPieces<Uint32Array> {
  const wrong = () =>
    damagedFile(path, `it does not have the ${corpus.numWords} words that it should`);
  const found = database
    .prepare<[], [number, number | null, number | null]>(
      'SELECT count(*), min(id), max(id) FROM words',
    )
    .raw()
    .get()!;
  const [numRows, least, most] = found;
  if (numRows !== corpus.numWords || (most ?? -1) !== corpus.numWords - 1) throw wrong();
  if ((least ?? 0) !== 0) throw wrong();
  if (vocabulary !== undefined) return vocabulary.tokenCounts;
  const counts = new Uint32Array(corpus.numWords);
  const some = database
    .prepare<[number, number], Value[]>('SELECT * FROM words WHERE id >= ? AND id < ?')
    .raw();
  for (let first = 0; first < corpus.numWords; first += wordsPerPiece) {
    for (const row of some.all(first, first + wordsPerPiece)) {
      rows.check('words', row);
      const [id, , , , numTokens] = row as [number, string, string | null, number, number];
      if (!Number.isInteger(numTokens)) throw wrong();
      counts[id] = numTokens;
    }
    yield;
  }
  return counts;
}

/** SQLite hands out buffers of their own, aligned; a pooled one is copied. */
function asUint32(bytes: Buffer): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}
