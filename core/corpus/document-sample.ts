/** Some documents of a corpus, in memory: what a growing chain is trained on before all of them. */
import type { TokenSource } from './token-source.ts';

/** In half of the bytes, where there are no more words than 16 bits can number. */
type WordNumbers = Uint16Array | Uint32Array;

function roomForWords(documentLengths: Uint32Array, numWords: number): WordNumbers {
  const numTokens = documentLengths.reduce((sum, length) => sum + length, 0);
  return numWords <= 2 ** 16 ? new Uint16Array(numTokens) : new Uint32Array(numTokens);
}

export class DocumentSample implements TokenSource {
  /** Their numbers in the corpus, rising. */
  readonly documents: Uint32Array;
  readonly numDocuments: number;
  readonly numWords: number;
  readonly numTokens: number;
  readonly documentLengths: Uint32Array;
  readonly wordTokenCounts: Uint32Array;
  readonly #words: WordNumbers;
  readonly #starts: Uint32Array;

  /** @param words of all tokens, document after document. */
  constructor(
    documents: Uint32Array,
    documentLengths: Uint32Array,
    { words, numWords }: { words: WordNumbers; numWords: number },
  ) {
    this.documents = documents;
    this.numDocuments = documents.length;
    this.numWords = numWords;
    this.numTokens = words.length;
    this.documentLengths = documentLengths;
    this.wordTokenCounts = new Uint32Array(numWords);
    for (let token = 0; token < words.length; token++) this.wordTokenCounts[words[token]]++;
    this.#words = words;
    this.#starts = startsOf(documentLengths);
  }

  readWords(
    first: number,
    end: number,
    into = new Uint32Array(this.#starts[end] - this.#starts[first]),
  ): Uint32Array {
    into.set(this.#words.subarray(this.#starts[first], this.#starts[end]));
    return into;
  }

  /** A part of it. @param documents numbers in the corpus, rising, all of them in this sample. */
  part(documents: Uint32Array): DocumentSample {
    const places = placesOf(documents, this.documents);
    const documentLengths = Uint32Array.from(places, (place) => this.documentLengths[place]);
    const words = roomForWords(documentLengths, this.numWords);
    let filled = 0;
    for (const place of places) {
      words.set(this.#words.subarray(this.#starts[place], this.#starts[place + 1]), filled);
      filled += this.documentLengths[place];
    }
    return new DocumentSample(documents, documentLengths, { words, numWords: this.numWords });
  }
}

/** Tokens that are read in one go: some milliseconds. */
const tokensPerStretch = 2 ** 19;

/**
 * Takes documents out of a corpus.
 *
 * @param documents their numbers, rising. @param onStretch called after every stretch of documents
 * with the share that was read: a break for others, and the place to leave by throwing.
 */
export async function sampleOf(
  source: TokenSource,
  documents: Uint32Array,
  onStretch: (share: number) => Promise<void>,
): Promise<DocumentSample> {
  const lengths = source.documentLengths;
  const documentLengths = Uint32Array.from(documents, (document) => lengths[document]);
  const words = roomForWords(documentLengths, source.numWords);
  let [taken, filled] = [0, 0];
  for (let first = 0; first < source.numDocuments;) {
    let [end, numTokens] = [first, 0];
    while (end < source.numDocuments && numTokens < tokensPerStretch) numTokens += lengths[end++];
    const read = source.readWords(first, end);
    let token = 0;
    for (let document = first; document < end; document++) {
      const length = lengths[document];
      if (documents[taken] === document) {
        words.set(read.subarray(token, token + length), filled);
        filled += length;
        taken++;
      }
      token += length;
    }
    first = end;
    await onStretch(end / source.numDocuments);
  }
  return new DocumentSample(documents, documentLengths, { words, numWords: source.numWords });
}

/** Where the numbers of a rising list stand in another, which has them all. */
export function placesOf(numbers: Uint32Array, list: Uint32Array): Uint32Array {
  let place = 0;
  return numbers.map((number) => {
    while (list[place] < number) place++;
    return place;
  });
}

/** First token of each document, and the number of tokens at the end. */
export function startsOf(documentLengths: Uint32Array): Uint32Array {
  const starts = new Uint32Array(documentLengths.length + 1);
  for (let document = 0; document < documentLengths.length; document++) {
    starts[document + 1] = starts[document] + documentLengths[document];
  }
  return starts;
}
