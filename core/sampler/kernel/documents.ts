/** The topic counts of a tile's documents, as the kernel keeps them: where they are, and how much they take. */
import { type Variant, denseDocumentBytes, listBytes } from './storage.ts';

export interface StoredDocuments {
  readonly variant: Variant;
  /** Of the rows, or of the table of lists, which the lists follow. */
  readonly address: number;
  readonly firstDocument: number;
  readonly numDocuments: number;
}

/** The lists begin a cache line of their own. */
const lineBytes = 64;

/** @param lengths tokens of each document. */
export function documentsBytes(variant: Variant, lengths: Uint32Array, numTopics: number): number {
  if (variant === 'dense') return lengths.length * denseDocumentBytes(numTopics);
  return lengths.reduce(
    (sum, length) => sum + listBytes(length, numTopics),
    firstListOf(0, lengths.length),
  );
}

/** Behind a table of lists: (address, length) of each. */
export function firstListOf(table: number, numDocuments: number): number {
  return table + Math.ceil((8 * numDocuments) / lineBytes) * lineBytes;
}
