/** Cuts a block into tiles: stretches of documents that the kernel keeps alike and near at hand. */
import type { Grid } from '../../corpus/grid.ts';
import { type Storage, type Variant, documentBytes } from './storage.ts';

export interface Stretch {
  readonly firstDocument: number;
  readonly endDocument: number;
}

export interface Tile extends Stretch {
  readonly variant: Variant;
}

/** A token names its document by 16 bits. */
const maxDocuments = 65_536;

export interface TileShape {
  readonly documentLengths: Uint32Array;
  readonly numTopics: number;
  readonly storage: Storage;
}

export function documentsOfBlock({ blockStarts }: Grid, block: number): Stretch {
  return { firstDocument: blockStarts[block], endDocument: blockStarts[block + 1] };
}

export function cutTiles(block: Stretch, shape: TileShape): Tile[] {
  const tiles: Tile[] = [];
  let firstDocument = block.firstDocument;
  while (firstDocument < block.endDocument) {
    const variant = variantOf(shape.documentLengths[firstDocument], shape.storage);
    const limit = Math.min(block.endDocument, firstDocument + maxDocuments);
    const endDocument = endOfTile(firstDocument, limit, shape);
    tiles.push({ variant, firstDocument, endDocument });
    firstDocument = endDocument;
  }
  return tiles;
}

/** As many documents of one kind as fit, and at least one; a giant one has a tile for itself. */
function endOfTile(first: number, limit: number, shape: TileShape): number {
  const { documentLengths, numTopics, storage } = shape;
  if (isGiant(documentLengths[first], storage)) return first + 1;
  const variant = variantOf(documentLengths[first], storage);
  let bytes = 0;
  let end = first;
  do {
    bytes += documentBytes(variant, documentLengths[end], numTopics);
    end++;
  } while (end < limit && !isGiant(documentLengths[end], storage) && bytes < storage.tileBytes);
  return end;
}

/** What the counts of a tile's documents take, expanded: 16 bits a topic, and a line. */
export function tileExpandedBytes(
  { firstDocument, endDocument }: Stretch,
  numTopics: number,
): number {
  return (endDocument - firstDocument) * (Math.ceil(numTopics / 16) * 32 + 64);
}

/** How a document of a given length is kept. */
export function variantOf(length: number, storage: Storage): Variant {
  return isGiant(length, storage) ? 'dense' : storage.documents;
}

function isGiant(length: number, storage: Storage): boolean {
  return length >= storage.giantLength;
}
