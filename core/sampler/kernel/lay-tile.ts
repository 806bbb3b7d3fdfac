/** Lays out the tokens of a tile, and reads their topics back: in any thread, each tile by one at a time. */
import { uint32At } from '../../memory/arena.ts';
import type { GivenTokens, TokensOfPart } from '../layout.ts';
import { type DocumentModel, fillDocuments } from './documents.ts';
import { PlacesByRow, gatherTopics, scatterTokens, wordsToRows, writeRuns } from './sort-by-row.ts';
import type { KernelDescription, StoredTile } from './tokens.ts';

/**
 * What stands in place of the words then: the runs and the tokens of each range, as many numbers as
 * there are ranges, and all runs, a pair of numbers each.
 */
export interface LeftOfTile {
  readonly runsOfRanges: Uint32Array;
  readonly tokensOfRanges: Uint32Array;
  readonly runs: Uint32Array;
}

export function leftOfTile(words: Uint32Array, numRanges: number): LeftOfTile {
  return {
    runsOfRanges: words.subarray(0, numRanges),
    tokensOfRanges: words.subarray(numRanges, 2 * numRanges),
    runs: words.subarray(2 * numRanges),
  };
}

/** How many numbers the words of a tile and what it leaves in their place take at the most. */
export function roomOfTile(
  numTokens: number,
  { numRanges, numRows }: { numRanges: number; numRows: number },
): number {
  return Math.max(numTokens, 2 * numRanges + 2 * Math.min(numTokens, numRows));
}

/** What a thread needs to lay out tiles, one after the other. */
export class TileLayer {
  readonly #memory: WebAssembly.Memory;
  readonly #at: KernelDescription;
  readonly #rowOfWord: Uint32Array;
  readonly #places: PlacesByRow;

  constructor(memory: WebAssembly.Memory, description: KernelDescription) {
    const { rowOfWordAddress, numRows } = description;
    this.#memory = memory;
    this.#at = description;
    this.#rowOfWord = uint32At(memory, rowOfWordAddress, numRows);
    this.#places = new PlacesByRow(numRows);
  }

  /** @param model the priors that documents begin with. */
  lay(tile: StoredTile, { words, lengths, topics }: GivenTokens, model: DocumentModel): void {
    const rows = this.#rowsOf(words, tile);
    fillDocuments(this.#memory, tile, model, { lengths, topics });
    const { starts, next } = this.#places;
    scatterTokens(this.#tokensOf(tile), { rows, next }, { topics, lengths });
    leaveRuns(starts, this.#at, words);
  }

  /** Topics are written into what is given. */
  readTopics(tile: StoredTile, { words, topics }: Pick<TokensOfPart, 'words' | 'topics'>): void {
    const rows = this.#rowsOf(words, tile);
    gatherTopics(this.#tokensOf(tile), { rows, next: this.#places.next }, topics);
  }

  /** Rows, in place of the words; and finds where they belong. */
  #rowsOf(words: Uint32Array, { numTokens }: StoredTile): Uint32Array {
    const rows = words.subarray(0, numTokens);
    wordsToRows(rows, this.#rowOfWord);
    this.#places.find(rows);
    return rows;
  }

  #tokensOf({ tokensAddress, numTokens }: StoredTile): Uint32Array {
    return uint32At(this.#memory, tokensAddress, numTokens);
  }
}

/** In place of the rows, which are not needed any more. */
function leaveRuns(
  starts: Uint32Array,
  { rangeStarts, numRanges }: KernelDescription,
  words: Uint32Array,
): void {
  const { runsOfRanges, tokensOfRanges, runs } = leftOfTile(words, numRanges);
  let filled = 0;
  for (let range = 0; range < numRanges; range++) {
    const [first, end] = [rangeStarts[range], rangeStarts[range + 1]];
    runsOfRanges[range] = writeRuns(starts, { first, end }, runs.subarray(2 * filled));
    tokensOfRanges[range] = starts[end] - starts[first];
    filled += runsOfRanges[range];
  }
}
