/** Finds the places where a word occurs. */
import type { LongWork } from '../../../core/inspection/long-work.ts';
import type { CorpusStore } from '../corpus-store.ts';

/** A token: a document, and its place among the document's tokens. */
export interface Occurrence {
  readonly document: number;
  readonly token: number;
}

/**
 * The places of one word in the corpus, found chunk by chunk as far as they are asked for: the
 * first screenful of a common word needs no more than the first chunk.
 */
export class Occurrences {
  readonly #corpus: CorpusStore;
  readonly #word: number;
  readonly #work: LongWork;
  readonly #found: Occurrence[] = [];
  #nextChunk = 0;

  constructor(corpus: CorpusStore, word: number, work: LongWork) {
    this.#work = work;
    this.#corpus = corpus;
    this.#word = word;
  }

  /** Occurrences `first` to `first + limit - 1`, in the order of the documents. */
  slice(first: number, limit: number): Occurrence[] {
    const chunks = this.#corpus.chunks();
    const tick = this.#work.begin('looking for the word');
    while (this.#found.length < first + limit && this.#nextChunk < chunks.length) {
      tick(this.#nextChunk / chunks.length);
      this.#searchChunk(chunks[this.#nextChunk++]!);
    }
    return this.#found.slice(first, first + limit);
  }

  #searchChunk({
    firstDocument,
    numDocuments,
  }: {
    firstDocument: number;
    numDocuments: number;
  }): void {
    const tokens = this.#corpus.tokenSource();
    const words = tokens.readWords(firstDocument, firstDocument + numDocuments);
    let document = firstDocument;
    let start = 0;
    for (let place = words.indexOf(this.#word); place >= 0;) {
      while (place >= start + tokens.documentLengths[document]!) {
        start += tokens.documentLengths[document++]!;
      }
      this.#found.push({ document, token: place - start });
      place = words.indexOf(this.#word, place + 1);
    }
  }
}
