// The rows, each as wide as it needs (core/memory/rows.ts says what a place is), and which of their groups of
// 16 cells may hold counts.

/** What kind of row: the logarithm of the bytes of a cell, or a list of those that are not zero. */
export const BYTE = 0;
export const SHORT = 1;
export const INT = 2;
export const LIST = 3;

/** Groups of a row. */
export let numGroups: i32 = 0;
/** 0 where there is none. */
export let occupancy: usize = 0;
let rows: usize = 0;
/** 0 where all rows are of int32. */
let places: usize = 0;

export function openTable(ofRows: usize, ofPlaces: usize, stride: i32, ofOccupancy: usize): void {
  rows = ofRows;
  places = ofPlaces;
  numGroups = stride >> 4;
  occupancy = ofOccupancy;
}

// @ts-ignore: decorator
@inline
export function rowAt(row: i32): usize {
  if (places == 0) return rows + ((<usize>row * <usize>numGroups) << 6);
  return rows + ((<usize>(placeOf(row) >>> 2)) << 4);
}

// @ts-ignore: decorator
@inline
export function widthOf(row: i32): i32 {
  return places == 0 ? INT : <i32>(placeOf(row) & 3);
}

// @ts-ignore: decorator
@inline
function placeOf(row: i32): u32 {
  return load<u32>(places + ((<usize>row) << 2));
}

// @ts-ignore: decorator
@inline
export function groupAt(cells: usize, group: i32, width: i32): usize {
  return cells + ((<usize>group) << (4 + width));
}

// @ts-ignore: decorator
@inline
export function occupancyOf(row: i32): usize {
  return occupancy + ((<usize>row * <usize>((numGroups + 63) >> 6)) << 3);
}

/** Marks exactly the groups of rows that hold counts. A list says itself what it holds. */
export function occupy(first: i32, end: i32): void {
  for (let row = first; row < end; row++) {
    const cells = rowAt(row);
    const width = widthOf(row);
    if (width == LIST) continue;
    const masks = occupancyOf(row);
    for (let group = 0; group < numGroups; group += 64) {
      const last = min(group + 64, numGroups);
      let mask: u64 = 0;
      for (let here = group; here < last; here++) {
        const isHeld = <u64>isOccupied(groupAt(cells, here, width), width);
        mask |= isHeld << (here - group);
      }
      store<u64>(masks + ((<usize>group) >> 3), mask);
    }
  }
}

/** Makes rows zero, by their occupancy. */
export function clear(first: i32, end: i32): void {
  for (let row = first; row < end; row++) {
    const cells = rowAt(row);
    const width = widthOf(row);
    if (width == LIST) {
      store<u32>(cells, 0); // its length
      continue;
    }
    const masks = occupancyOf(row);
    for (let group = 0; group < numGroups; group += 64) {
      let rest = load<u64>(masks + ((<usize>group) >> 3));
      while (rest != 0) {
        clearGroup(groupAt(cells, group + <i32>ctz(rest), width), width);
        rest &= rest - 1;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function clearGroup(group: usize, width: i32): void {
  const end = groupAt(group, 1, width);
  for (let vector = group; vector < end; vector += 16) v128.store(vector, i32x4.splat(0));
}

// @ts-ignore: decorator
@inline
export function isOccupied(group: usize, width: i32): bool {
  const end = groupAt(group, 1, width);
  let bits = v128.load(group);
  for (let vector = group + 16; vector < end; vector += 16) {
    bits = v128.or(bits, v128.load(vector));
  }
  return v128.any_true(bits);
}
