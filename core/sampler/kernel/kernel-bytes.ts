/** Computes what KernelTokens will take of the shared memory, before anything is reserved. */
import type { Grid } from '../../corpus/grid.ts';
import { documentBytes, numMasks, storageOf } from './storage.ts';
import { cutTiles, documentsOfBlock, variantOf } from './tiles.ts';

/**
 * What will be laid out. How many words each tile has is known only then: computed here as if words
 * were spread by chance, which is too many for real texts, where a word that comes once comes again.
 */
export function kernelBytes(shape: {
  readonly grid: Grid;
  readonly documentLengths: Uint32Array;
  readonly wordTokenCounts: Uint32Array;
  readonly numTopics: number;
}): number {
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
  let numRuns = 0;
  for (const count of wordTokenCounts) numRuns += numTiles * (1 - Math.exp(-count / numTiles));
  const occupancy = storage.wholeRows ? 0 : 8 * wordTokenCounts.length * numMasks(numTopics);
  return documents + 4 * numTokens + 8 * Math.ceil(numRuns) + occupancy;
}
