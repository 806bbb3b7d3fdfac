/** Lays out the tokens of a tile, and reads their topics back: in any thread, one to a tile. */
import type { GivenTokens, TokensOfPart } from '../layout.ts';
import { firstListOf } from './documents.ts';
import type { KernelInstance } from './instance.ts';
import { leftOfTile, sortingRoom } from './slot-of-tile.ts';
import type { KernelDescription, StoredTile } from './tokens.ts';

export function layTile(
  kernel: KernelInstance,
  description: KernelDescription,
  tile: StoredTile,
  { words, lengths, topics }: GivenTokens,
): void {
  const { starts, next } = sortByRow(kernel, description, tile, words);
  const { byteOffset: rows } = words;
  const { byteOffset: lengthsAt } = lengths;
  const topicsAt = topics?.byteOffset ?? 0;
  fillDocuments(kernel, tile, lengthsAt, topicsAt);
  const { tokensAddress, numDocuments } = tile;
  kernel.placeTokens(rows, lengthsAt, numDocuments, topicsAt, next.byteOffset, tokensAddress);
  leaveRuns(kernel, description, starts, words);
}

/** @param into words of the tile, and room for their topics. */
export function readTile(
  kernel: KernelInstance,
  description: KernelDescription,
  tile: StoredTile,
  { words, topics }: Pick<TokensOfPart, 'words' | 'topics'>,
): void {
  const { next } = sortByRow(kernel, description, tile, words);
  const { numTokens, tokensAddress } = tile;
  kernel.readTopics(words.byteOffset, numTokens, next.byteOffset, tokensAddress, topics.byteOffset);
}

/** Words become rows, in their place. */
function sortByRow(
  kernel: KernelInstance,
  { numRows, rowOfWordAddress }: KernelDescription,
  { numTokens }: StoredTile,
  words: Uint32Array,
): { starts: Uint32Array; next: Uint32Array } {
  const sorting = words.subarray(words.length - sortingRoom({ numRows }));
  const [starts, next] = [sorting.subarray(0, numRows + 1), sorting.subarray(numRows + 1)];
  const [startsAt, nextAt] = [starts.byteOffset, next.byteOffset];
  kernel.sortByRow(words.byteOffset, numTokens, rowOfWordAddress, numRows, startsAt, nextAt);
  return { starts, next };
}

function fillDocuments(
  kernel: KernelInstance,
  { variant, address, numDocuments, alphaRows }: StoredTile,
  lengths: number,
  topics: number,
): void {
  if (variant === 'dense') kernel.fillRows(address, lengths, numDocuments, alphaRows, topics);
  else kernel.fillLists(address, firstListOf(address, numDocuments), lengths, numDocuments, topics);
}

/** In place of the rows, which are not needed any more. */
function leaveRuns(
  kernel: KernelInstance,
  { rangeStarts, numRanges }: KernelDescription,
  starts: Uint32Array,
  words: Uint32Array,
): void {
  const { runsOfRanges, tokensOfRanges, runs } = leftOfTile(words, numRanges);
  let at = runs.byteOffset;
  for (let range = 0; range < numRanges; range++) {
    const [first, end] = [rangeStarts[range], rangeStarts[range + 1]];
    runsOfRanges[range] = kernel.writeRuns(starts.byteOffset, first, end, at);
    tokensOfRanges[range] = starts[end] - starts[first];
    at += 8 * runsOfRanges[range];
  }
}
