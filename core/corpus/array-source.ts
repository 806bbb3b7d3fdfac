/** A corpus in memory. */
import { checkNumber } from '../check-number.ts';
import { UsageError } from '../errors.ts';
import type { TokenSource } from './token-source.ts';

/**
 * A corpus given as the words of each document.
 *
 * @param documents word numbers, each in 0 to `numWords - 1`, in the order of the text.
 * @throws {UsageError} when one is not: workers would read beyond what they have.
 */
export function arraySource(
  documents: readonly ArrayLike<number>[],
  numWords: number,
): TokenSource {
  checkNumber('numWords', numWords, { least: 0, most: 2 ** 32 - 1, isWhole: true });
  documents.forEach((words, document) => {
    checkWords(words, { document, numWords });
  });
  const documentLengths = Uint32Array.from(documents, (words) => words.length);
  const starts = new Uint32Array(documents.length + 1);
  documentLengths.forEach((length, document) => (starts[document + 1] = starts[document] + length));
  const words = new Uint32Array(starts[documents.length]);
  documents.forEach((list, document) => {
    words.set(list, starts[document]);
  });
  const wordTokenCounts = new Uint32Array(numWords);
  for (const word of words) wordTokenCounts[word]++;
  return {
    numDocuments: documents.length,
    numWords,
    numTokens: words.length,
    documentLengths,
    wordTokenCounts,
    readWords: (first, end) => words.slice(starts[first], starts[end]),
  };
}

function checkWords(
  words: ArrayLike<number>,
  { document, numWords }: { document: number; numWords: number },
): void {
  for (let place = 0; place < words.length; place++) {
    const word = words[place];
    if (Number.isInteger(word) && word >= 0 && word < numWords) continue;
    throw new UsageError(
      'number-out-of-range',
      `Cannot use ${word} as a word (document ${document}, token ${place}): a whole number from 0 to ` +
        `${numWords - 1} was expected`,
      { details: { found: word, document, token: place, numWords } },
    );
  }
}
