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
  /** Two numbers for each, in arrays that grow: a common word occurs millions of times. */
  #documents = new Uint32Array(1024);
  #tokens = new Uint32Array(1024);
  #numFound = 0;
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
    while (this.#numFound < first + limit && this.#nextChunk < chunks.length) {
      tick(this.#nextChunk / chunks.length);
      this.#searchChunk(chunks[this.#nextChunk++]!);
    }
    const numFound = Math.max(0, Math.min(limit, this.#numFound - first));
    return Array.from({ length: numFound }, (_, index) => ({
      document: this.#documents[first + index]!,
      token: this.#tokens[first + index]!,
    }));
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
      this.#add({ document, token: place - start });
      place = words.indexOf(this.#word, place + 1);
    }
  }

  #add({ document, token }: Occurrence): void {
    if (this.#numFound === this.#documents.length) {
      this.#documents = twiceAsLong(this.#documents);
      this.#tokens = twiceAsLong(this.#tokens);
    }
    this.#documents[this.#numFound] = document;
    this.#tokens[this.#numFound++] = token;
  }
}

function twiceAsLong(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * numbers.length);
  longer.set(numbers);
  return longer;
}
