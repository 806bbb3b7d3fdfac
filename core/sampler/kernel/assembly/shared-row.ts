// Live reading: others change the rows while a word's tokens are sampled. So the row is pulled as
// it stands, sampled in a copy, and the cells that differ afterwards are added to the shared row.
//
// Reads are plain, of 16 bytes, while others add to the cells atomically. The cells are aligned, so each
// is read as it was before or after such an addition; which, and of which cells, does not matter: what
// a read must contain was added before a tick that this worker has seen (clocks.ts), and more is
// welcome. The same goes for a bit of the occupancy that comes too late.

import { localGroups, localRow, numMasks, pulledRow } from './model';

/** Copies the occupied groups of a shared row; both copies are zero before. */
export function pullRow(row: usize, groups: usize): void {
  for (let mask = 0; mask < numMasks; mask++) {
    let rest = load<u64>(groups + ((<usize>mask) << 3));
    store<u64>(localGroups + ((<usize>mask) << 3), rest);
    while (rest != 0) {
      pullGroup(row, (<usize>((mask << 6) + <i32>ctz(rest))) << 6);
      rest &= rest - 1;
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
  for (let mask = 0; mask < numMasks; mask++) {
    let rest = load<u64>(localGroups + ((<usize>mask) << 3));
    while (rest != 0) {
      const bit = <i32>ctz(rest);
      rest &= rest - 1;
      const inGroup = pushGroup(row, (<usize>((mask << 6) + bit)) << 6);
      if (inGroup > 0) occupyShared(groups + ((<usize>mask) << 3), (<u64>1) << bit);
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

/**
 * Bits of shared rows are set and never taken back. By an atomic operation, because others set bits of
 * the same 64; asked first, because the bit is nearly always there, and reading is much cheaper.
 */
// @ts-ignore: decorator
@inline
function occupyShared(mask: usize, bit: u64): void {
  if ((atomic.load<u64>(mask) & bit) == 0) atomic.or<u64>(mask, bit);
}
