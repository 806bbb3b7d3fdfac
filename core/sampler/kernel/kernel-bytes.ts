/** What KernelTokens will take of the shared memory, computed before anything is reserved. */
import type { Grid } from '../../corpus/grid.ts';
import { documentBytes, numMasks, storageOf } from './storage.ts';
import { tileRecordBytes } from './tokens.ts';
import { cutTiles, documentsOfBlock, variantOf } from './tiles.ts';

/** Bytes that will be taken, about, and at the most. */
export interface PlannedBytes {
  readonly likely: number;
  readonly most: number;
}

/** Each array begins a cache line of its own. */
const lineBytes = 64;
/** Documents (a table, and the lists behind it), tokens and runs. */
const arraysPerTile = 4;

/**
 * What will be laid out. How many words each tile has is known only then: `likely` is as if words
 * were spread by chance, which is too many for real texts, where a word that comes once comes
 * again; `most` is as if each came in as many tiles as it can.
 */
export function kernelBytes(shape: {
  readonly grid: Grid;
  readonly documentLengths: Uint32Array;
  readonly wordTokenCounts: Uint32Array;
  readonly numTopics: number;
}): PlannedBytes {
  const { grid, documentLengths, numTopics, wordTokenCounts } = shape;
  const storage = storageOf(shape);
  let numTiles = 0;
  for (let block = 0; block < grid.numBlocks; block++) {
    numTiles += cutTiles(documentsOfBlock(grid, block), { ...shape, storage }).length;
  }
  let documents = 0;
  let numTokens = 0;
  for (const length of documentLengths) {
    numTokens += length;
    documents += documentBytes(variantOf(length, storage), length, numTopics);
  }
  const numRows = storage.wholeRows ? 1 : wordTokenCounts.length;
  const rowOfWord = 4 * wordTokenCounts.length;
  const exact = documents + 4 * numTokens + rowOfWord + 8 * numRows * numMasks(numTopics);
  const { likely, most } = numRunsOf(wordTokenCounts, numTiles);
  const records = numTiles * (tileRecordBytes * grid.numRanges + arraysPerTile * lineBytes);
  const units = grid.numBlocks * grid.numRanges * (8 + 4 + lineBytes);
  return {
    likely: exact + 8 * Math.ceil(likely),
    most: exact + 8 * most + records + units + 4 * lineBytes,
  };
}

/** Pairs of a word and a tile that it comes in. */
function numRunsOf(wordTokenCounts: Uint32Array, numTiles: number): PlannedBytes {
  let [likely, most] = [0, 0];
  for (const count of wordTokenCounts) {
    likely += numTiles * (1 - Math.exp(-count / numTiles));
    most += Math.min(count, numTiles);
  }
  return { likely, most };
}
