/** Goes through the words of all documents, chunk by chunk. */
import type { StoredTokens, TokenChunk } from './stored-tokens.ts';
import type { TrainingTokens } from './training-tokens.ts';

/**
 * Hands out the words of every document in turn, in the order of the text, read a chunk at a time.
 * An empty document has none.
 */
export function forEachDocument(
  tokens: StoredTokens | TrainingTokens,
  take: (words: Uint32Array, document: number) => void,
): void {
  for (const chunk of tokens.chunks) forEachDocumentOf(chunk, tokens, take);
}

/** The same for the documents of one chunk. */
export function forEachDocumentOf(
  { firstDocument, numDocuments }: TokenChunk,
  tokens: StoredTokens | TrainingTokens,
  take: (words: Uint32Array, document: number) => void,
): void {
  const end = firstDocument + numDocuments;
  const words = tokens.readWords(firstDocument, end);
  let token = 0;
  for (let document = firstDocument; document < end; document++) {
    const start = token;
    token += tokens.documentLengths[document]!;
    take(words.subarray(start, token), document);
  }
}
