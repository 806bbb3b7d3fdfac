/** Cuts a block into tiles: stretches of documents that the kernel keeps alike. */
import type { Storage, Variant } from './storage.ts';

export interface Tile {
  readonly variant: Variant;
  readonly firstDocument: number;
  readonly endDocument: number;
}

/** A token names its document by 16 bits. */
const maxDocuments = 65_536;

export function cutTiles(
  block: { firstDocument: number; endDocument: number },
  documentLengths: Uint32Array,
  { documents, giantLength }: Storage,
): Tile[] {
  const tiles: Tile[] = [];
  let first = block.firstDocument;
  while (first < block.endDocument) {
    const isGiant = documentLengths[first] >= giantLength;
    const limit = Math.min(block.endDocument, first + (isGiant ? 1 : maxDocuments));
    let end = first + 1;
    while (end < limit && documentLengths[end] < giantLength) end++;
    const variant = isGiant ? 'dense' : documents;
    tiles.push({ variant, firstDocument: first, endDocument: end });
    first = end;
  }
  return tiles;
}
