/** A corpus in memory. */
import type { TokenSource } from './token-source.ts';

/**
 * A corpus given as the words of each document.
 *
 * @param documents word numbers, each in 0 to `numWords - 1`, in the order of the text.
 */
export function arraySource(
  documents: readonly ArrayLike<number>[],
  numWords: number,
): TokenSource {
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
