// The rows, and which of their groups may hold counts.

export let rowBytes: usize = 0;
/** 0 where there is none. */
export let occupancy: usize = 0;
let rows: usize = 0;

export function openTable(ofRows: usize, bytesOfRow: usize, ofOccupancy: usize): void {
  rows = ofRows;
  rowBytes = bytesOfRow;
  occupancy = ofOccupancy;
}

// @ts-ignore: decorator
@inline
export function rowAt(row: i32): usize {
  return rows + <usize>row * rowBytes;
}

// @ts-ignore: decorator
@inline
export function occupancyOf(row: i32): usize {
  return occupancy + <usize>row * (((rowBytes >> 6) + 63) >> 6) * 8;
}

/** Marks exactly the groups of rows that hold counts. */
export function occupy(first: i32, end: i32): void {
  for (let row = first; row < end; row++) {
    const cells = rowAt(row);
    const masks = occupancyOf(row);
    for (let group: usize = 0; group < rowBytes >> 6; group += 64) {
      const last = min(group + 64, rowBytes >> 6);
      let mask: u64 = 0;
      for (let here = group; here < last; here++) {
        mask |= (<u64>isOccupied(cells + (here << 6))) << (here - group);
      }
      store<u64>(masks + (group >> 3), mask);
    }
  }
}

/** Makes rows zero, by their occupancy. */
export function clear(first: i32, end: i32): void {
  for (let row = first; row < end; row++) {
    const cells = rowAt(row);
    const masks = occupancyOf(row);
    for (let group: usize = 0; group < rowBytes >> 6; group += 64) {
      let rest = load<u64>(masks + (group >> 3));
      while (rest != 0) {
        clearGroup(cells + ((group + <usize>ctz(rest)) << 6));
        rest &= rest - 1;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function clearGroup(group: usize): void {
  const zero = i32x4.splat(0);
  v128.store(group, zero);
  v128.store(group, zero, 16);
  v128.store(group, zero, 32);
  v128.store(group, zero, 48);
}

// @ts-ignore: decorator
@inline
export function isOccupied(group: usize): bool {
  return v128.any_true(
    v128.or(
      v128.or(v128.load(group), v128.load(group, 16)),
      v128.or(v128.load(group, 32), v128.load(group, 48)),
    ),
  );
}
