// Finds the cells of a row that are not zero. Which they are cannot be guessed, so they are not asked for
// one by one: their places come eight at a time from a table.

import { BYTE, SHORT, numGroups, occupancy, occupancyOf, rowAt, widthOf } from './table';

/** u16 x 8 for each mask of 8 bits: the places of its bits. */
let places: usize = 0;
/** u16 x cells that were found. */
export let found: usize = 0;

const PLACES_BYTES: usize = 256 * 16;

/** The table, and two bytes for each cell, and eight cells more that may be written beyond the last. */
export function findBytes(stride: i32): usize {
  return PLACES_BYTES + ((<usize>stride) << 1) + 64;
}

export function openFind(scratch: usize): void {
  places = scratch;
  found = scratch + PLACES_BYTES;
  writePlaces();
}

/** The places of the bits of each mask, in order. */
function writePlaces(): void {
  for (let mask: u32 = 0; mask < 256; mask++) {
    let place = places + ((<usize>mask) << 4);
    for (let rest = mask; rest != 0; rest &= rest - 1) {
      store<u16>(place, ctz(rest));
      place += 2;
    }
  }
}

/** @returns where the cells that were found end. */
export function findCells(row: i32): usize {
  const cells = rowAt(row);
  const width = widthOf(row);
  if (width == BYTE) return findIn<u8>(row, cells);
  return width == SHORT ? findIn<u16>(row, cells) : findIn<i32>(row, cells);
}

// @ts-ignore: decorator
@inline
function findIn<T>(row: i32, cells: usize): usize {
  return occupancy == 0 ? findInAll<T>(cells) : findInOccupied<T>(cells, occupancyOf(row));
}

function findInAll<T>(cells: usize): usize {
  let end = found;
  for (let group = 0; group < numGroups; group++) {
    const bits = cellsIn<T>(cells, group);
    if (bits != 0) end = find(bits, group, end);
  }
  return end;
}

function findInOccupied<T>(cells: usize, masks: usize): usize {
  let end = found;
  for (let first = 0; first < numGroups; first += 64) {
    let rest = load<u64>(masks + ((<usize>first) >> 3));
    while (rest != 0) {
      const group = first + <i32>ctz(rest);
      end = find(cellsIn<T>(cells, group), group, end);
      rest &= rest - 1;
    }
  }
  return end;
}

// @ts-ignore: decorator
@inline
function find(bits: u32, group: i32, end: usize): usize {
  const middle = findEight(bits & 0xff, <i16>(group << 4), end);
  return findEight(bits >>> 8, <i16>((group << 4) + 8), middle);
}

/** Writes eight, and keeps as many as there are. */
// @ts-ignore: decorator
@inline
function findEight(bits: u32, firstCell: i16, end: usize): usize {
  const inEight = v128.load(places + ((<usize>bits) << 4));
  v128.store(end, i16x8.add(inEight, i16x8.splat(firstCell)));
  return end + ((<usize>popcnt(bits)) << 1);
}

/** Which cells of a group are not zero: one bit each. */
// @ts-ignore: decorator
@inline
function cellsIn<T>(cells: usize, group: i32): u32 {
  const zero = i32x4.splat(0);
  const at = cells + <usize>group * (16 * sizeof<T>());
  if (sizeof<T>() == 1) return i8x16.bitmask(i8x16.ne(v128.load(at), zero));
  if (sizeof<T>() == 2) {
    const low = i16x8.ne(v128.load(at), zero);
    return i8x16.bitmask(i8x16.narrow_i16x8_s(low, i16x8.ne(v128.load(at, 16), zero)));
  }
  const low = i16x8.narrow_i32x4_s(
    i32x4.ne(v128.load(at), zero),
    i32x4.ne(v128.load(at, 16), zero),
  );
  const high = i16x8.narrow_i32x4_s(
    i32x4.ne(v128.load(at, 32), zero),
    i32x4.ne(v128.load(at, 48), zero),
  );
  return i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
}
