// A unit at work: its own numbers, and how far it is. Two can be at work at once, side by side
// (side-by-side.ts says what for); where there is one, it is the left.

import {
  inverse,
  phi,
  rightInverse,
  rightPhi,
  rightSums,
  runningSums,
  sides,
  useScratch,
} from './model';

@unmanaged
export class Side {
  /** The unit's scratch, as in model.ts. */
  totals: usize;
  inverse: usize;
  phi: usize;
  runningSums: usize;
  /** State of its random numbers. */
  stream: u64;

  /** The tiles still to come. */
  tile: usize;
  endOfTiles: usize;
  /** Its tokens have no topics yet. */
  isStart: bool;
  /** The tile at hand: how its documents are kept, where, how many, and the runs still to come. */
  isDense: bool;
  isExpanded: bool;
  documents: usize;
  numDocuments: i32;
  /** u32 a document of the tile: its group's row of documentAlphas. */
  alphaRows: usize;
  run: usize;
  endOfRuns: usize;
  /** The run at hand: its word, the counts of it and their occupancy, and the tokens to come. */
  word: u32;
  row: usize;
  /** Of the row's counts: narrow-rows.ts. */
  width: i32;
  groups: usize;
  token: usize;
  endOfTokens: usize;

  /** Tokens that have another topic than before. */
  numChanged: i32;

  /** The draw under way (dense.ts). */
  excess: f32;
  uniform: f32;
  stays: bool;
  upToLane: v128;
  target: v128;
}

/** Room for one, in whole cache lines. */
export function bytesOfSide(): usize {
  return (offsetof<Side>() + 63) & ~63;
}

export let left: Side = changetype<Side>(0);
export let right: Side = changetype<Side>(0);

/** Gives both sides their scratch, once. */
export function configureSides(): void {
  left = changetype<Side>(sides);
  right = changetype<Side>(sides + bytesOfSide());
  left.inverse = inverse;
  left.phi = phi;
  left.runningSums = runningSums;
  right.inverse = rightInverse;
  right.phi = rightPhi;
  right.runningSums = rightSums;
}

/** From here on the model's scratch is that of this side. */
// @ts-ignore: decorator
@inline
export function use(side: Side): void {
  useScratch(side.totals, side.inverse, side.phi, side.runningSums);
}
