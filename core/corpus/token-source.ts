/**
 * The tokens of a corpus as numbers, read a stretch of documents at a time, so that nobody needs
 * the whole corpus in memory twice.
 */
export interface TokenSource {
  /** D: documents are numbered 0 to D - 1; an empty one keeps its number. */
  readonly numDocuments: number;
  /** V: words are numbered 0 to V - 1. */
  readonly numWords: number;
  /** N: the tokens of all documents. */
  readonly numTokens: number;
  /** Tokens of each document (length D). */
  readonly documentLengths: Uint32Array;
  /** Tokens of each word (length V). */
  readonly wordTokenCounts: Uint32Array;

  /**
   * The word of every token of the documents `first` to `end - 1`, document after document, in
   * the order of the text. To be read only.
   *
   * @param into room for exactly these words. A source may write them there and return it, so that reading
   *   leaves nothing behind; one that has them at hand may return its own.
   */
  readWords(first: number, end: number, into?: Uint32Array): Uint32Array;
}
