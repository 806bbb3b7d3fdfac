/** Goes through the words of all documents, chunk by chunk. */
import type { StoredTokens } from './stored-tokens.ts';
import type { TrainingTokens } from './training-tokens.ts';

/**
 * Hands out the words of every document in turn, in the order of the text, read a chunk at a time.
 * An empty document has none.
 */
export function forEachDocument(
  tokens: StoredTokens | TrainingTokens,
  take: (words: Uint32Array, document: number) => void,
): void {
  for (const { firstDocument, numDocuments } of tokens.chunks) {
    const end = firstDocument + numDocuments;
    const words = tokens.readWords(firstDocument, end);
    let token = 0;
    for (let document = firstDocument; document < end; document++) {
      const start = token;
      token += tokens.documentLengths[document]!;
      take(words.subarray(start, token), document);
    }
  }
}
