/** The tokens that a run trains on: all but those of held-out documents. */
import type { TokenSource } from '../../core/corpus/token-source.ts';
import type { StoredTokens, TokenChunk } from './stored-tokens.ts';

/**
 * The tokens that a run with held-out documents is trained on: those documents keep their numbers,
 * and have none.
 */
export class TrainingTokens implements TokenSource {
  readonly numDocuments: number;
  readonly numWords: number;
  readonly numTokens: number;
  readonly documentLengths: Uint32Array;
  readonly wordTokenCounts: Uint32Array;
  /** The chunks of the corpus, with the tokens that are left of them. */
  readonly chunks: readonly TokenChunk[];
  readonly #all: StoredTokens;

  /** @param heldOut of each document, whether it is (length D). */
  constructor(all: StoredTokens, heldOut: readonly boolean[]) {
    this.#all = all;
    this.numDocuments = all.numDocuments;
    this.numWords = all.numWords;
    this.documentLengths = all.documentLengths.map((length, document) =>
      heldOut[document] ? 0 : length,
    );
    this.chunks = all.chunks.map((chunk) => {
      const end = chunk.firstDocument + chunk.numDocuments;
      const lengths = this.documentLengths.subarray(chunk.firstDocument, end);
      return { ...chunk, numTokens: sumOf(lengths) };
    });
    this.numTokens = sumOf(this.documentLengths);
    this.wordTokenCounts = all.wordTokenCounts.slice();
    heldOut.forEach((isOut, document) => {
      if (!isOut) return;
      for (const word of all.readWords(document, document + 1)) this.wordTokenCounts[word]--;
    });
  }

  readWords(first: number, end: number): Uint32Array {
    const all = this.#all.readWords(first, end);
    const words = new Uint32Array(sumOf(this.documentLengths.subarray(first, end)));
    let [from, to] = [0, 0];
    for (let document = first; document < end; document++) {
      const length = this.#all.documentLengths[document];
      if (this.documentLengths[document] > 0) {
        words.set(all.subarray(from, from + length), to);
        to += length;
      }
      from += length;
    }
    return words;
  }
}

function sumOf(lengths: Uint32Array): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}
