/** Cuts a block into tiles: stretches of documents that the kernel keeps alike. */
import { type Variant, giantLength } from './variant.ts';

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
  variant: Variant,
): Tile[] {
  const tiles: Tile[] = [];
  let first = block.firstDocument;
  while (first < block.endDocument) {
    const isGiant = documentLengths[first] >= giantLength;
    let end = first + 1;
    const limit = Math.min(block.endDocument, isGiant ? end : first + maxDocuments);
    while (end < limit && documentLengths[end] < giantLength) end++;
    tiles.push({
      variant: isGiant ? 'dense' : variant,
      firstDocument: first,
      endDocument: end,
    });
    first = end;
  }
  return tiles;
}
