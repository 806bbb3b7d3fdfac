// Live reading: others change the rows while a word's tokens are sampled. So the row is pulled as
// it stands, sampled in a copy, and the cells that differ afterwards are added to the shared row.

import { localGroups, localRow, occupancyWords, pulledRow } from './model';

/** Copies the occupied groups of a shared row; both copies are zero before. */
export function pullRow(row: usize, groups: usize): void {
  for (let word = 0; word < occupancyWords; word++) {
    let left = load<u64>(groups + (<usize>word << 3));
    store<u64>(localGroups + (<usize>word << 3), left);
    while (left != 0) {
      pullGroup(row, <usize>((word << 6) + <i32>ctz(left)) << 6);
      left &= left - 1;
    }
  }
}

// @ts-ignore: decorator
@inline
function pullGroup(row: usize, at: usize): void {
  for (let vector = at; vector < at + 64; vector += 16) {
    const counts = v128.load(row + vector);
    v128.store(localRow + vector, counts);
    v128.store(pulledRow + vector, counts);
  }
}

/**
 * Adds what has changed to the shared row, and leaves both copies zero.
 *
 * @returns how many cells were changed.
 */
export function pushRow(row: usize, groups: usize): i32 {
  let numDeltas = 0;
  for (let word = 0; word < occupancyWords; word++) {
    let left = load<u64>(localGroups + (<usize>word << 3));
    while (left != 0) {
      const bit = <i32>ctz(left);
      left &= left - 1;
      const inGroup = pushGroup(row, <usize>((word << 6) + bit) << 6);
      if (inGroup > 0) occupyShared(groups + (<usize>word << 3), (<u64>1) << bit);
      numDeltas += inGroup;
    }
  }
  return numDeltas;
}

// @ts-ignore: decorator
@inline
function pushGroup(row: usize, at: usize): i32 {
  const zeros = i32x4.splat(0);
  let numDeltas = 0;
  for (let vector = at; vector < at + 64; vector += 16) {
    const deltas = i32x4.sub(v128.load(localRow + vector), v128.load(pulledRow + vector));
    v128.store(localRow + vector, zeros);
    v128.store(pulledRow + vector, zeros);
    if (v128.any_true(deltas)) numDeltas += pushVector(row + vector, deltas);
  }
  return numDeltas;
}

function pushVector(cells: usize, deltas: v128): i32 {
  return (
    pushCell(cells, i32x4.extract_lane(deltas, 0)) +
    pushCell(cells + 4, i32x4.extract_lane(deltas, 1)) +
    pushCell(cells + 8, i32x4.extract_lane(deltas, 2)) +
    pushCell(cells + 12, i32x4.extract_lane(deltas, 3))
  );
}

/** Added, not stored: others may have added to the same cell since the pull. */
// @ts-ignore: decorator
@inline
function pushCell(cell: usize, delta: i32): i32 {
  if (delta == 0) return 0;
  atomic.add<i32>(cell, delta);
  return 1;
}

/** After the additions, so that whoever sees the bit finds the counts. Shared bits stay set. */
// @ts-ignore: decorator
@inline
function occupyShared(word: usize, bit: u64): void {
  if ((atomic.load<u64>(word) & bit) == 0) atomic.or<u64>(word, bit);
}
