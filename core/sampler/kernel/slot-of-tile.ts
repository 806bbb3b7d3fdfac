/** What stands where the words of a tile are given: they themselves, then what is left in their place. */

/**
 * What stands in place of the words then: the runs and the tokens of each range, as many numbers as
 * there are ranges, and all runs, a pair of numbers each.
 */
export interface LeftOfTile {
  readonly runsOfRanges: Uint32Array;
  readonly tokensOfRanges: Uint32Array;
  readonly runs: Uint32Array;
}

interface TileShape {
  readonly numRanges: number;
  readonly numRows: number;
}

export function leftOfTile(words: Uint32Array, numRanges: number): LeftOfTile {
  return {
    runsOfRanges: words.subarray(0, numRanges),
    tokensOfRanges: words.subarray(numRanges, 2 * numRanges),
    runs: words.subarray(2 * numRanges),
  };
}

/** How many numbers the words of a tile take, what it leaves in their place, and what it sorts by. */
export function roomOfTile(numTokens: number, shape: TileShape): number {
  const { numRanges, numRows } = shape;
  const left = 2 * numRanges + 2 * Math.min(numTokens, numRows);
  return Math.max(numTokens, left) + sortingRoom(shape);
}

/** The first token of each row, and their number; and where the next belongs. */
export function sortingRoom({ numRows }: Pick<TileShape, 'numRows'>): number {
  return 2 * (numRows + 1);
}
