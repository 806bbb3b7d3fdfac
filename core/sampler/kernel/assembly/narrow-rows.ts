// Rows that take less than 4 bytes a topic: most rows, since most words are rare. Of a word with few
// tokens the topics that it has are listed, by topic; else counts take 1 or 2 bytes where none can be larger.
//
// core/memory/rows.ts lays them out, and says what a place is. Drawing by the word reads narrow rows as
// they lie (word-topics.ts) and keeps the counts at hand beside; drawing by the document samples in a
// wide copy. The occupancy of a listed row is that of its copy, and holds nothing otherwise.

import { keptLanes, localRow, numMasks, rowBytes, rowPlaces, rows } from './model';
import { nonZeros } from './vectors';

/** What kind of row: the logarithm of the bytes of a count, or a list. */
export const BYTE = 0;
export const SHORT = 1;
export const INT = 2;
export const LIST = 3;

// @ts-ignore: decorator
@inline
export function widthOf(word: u32): i32 {
  return rowPlaces == 0 ? INT : <i32>(load<u32>(placeOf(word)) & 3);
}

// @ts-ignore: decorator
@inline
export function rowOf(word: u32): usize {
  if (rowPlaces == 0) return rows + <usize>word * rowBytes;
  return rows + ((<usize>(load<u32>(placeOf(word)) >>> 2)) << 4);
}

// @ts-ignore: decorator
@inline
function placeOf(word: u32): usize {
  return rowPlaces + ((<usize>word) << 2);
}

/** Where a group of 16 counts begins in a row. */
// @ts-ignore: decorator
@inline
export function groupBytes(group: i32, width: i32): usize {
  return (<usize>group) << (4 + width);
}

/** A bit for each of 16 counts of type T that is not zero. */
// @ts-ignore: decorator
@inline
export function countedOf<T>(counts: usize): i32 {
  if (sizeof<T>() == 4) return nonZeros(counts);
  const zeros = i8x16.splat(0);
  if (sizeof<T>() == 1) return i8x16.bitmask(i8x16.ne(v128.load(counts), zeros));
  const low = i16x8.ne(v128.load(counts), zeros);
  const high = i16x8.ne(v128.load(counts, 16), zeros);
  return i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
}

/** The first entry of a listed row: topic << 16 | count. */
// @ts-ignore: decorator
@inline
export function firstOfRow(row: usize): usize {
  return row + 4;
}

// @ts-ignore: decorator
@inline
export function endOfRow(row: usize): usize {
  return firstOfRow(row) + ((<usize>load<u32>(row)) << 2);
}

// @ts-ignore: decorator
@inline
export function endRowAt(row: usize, end: usize): void {
  store<u32>(row, <u32>((end - firstOfRow(row)) >> 2));
}

// @ts-ignore: decorator
@inline
export function entryOf(topic: i32, count: i32): u32 {
  return ((<u32>topic) << 16) | (<u32>count);
}

/** Puts a topic that a listed row does not have into it, where `end` is its end. @returns the new end. */
export function listTopic(row: usize, end: usize, entry: u32): usize {
  const first = firstOfRow(row);
  let at = end;
  for (; at > first && load<u32>(at - 4) > entry; at -= 4) store<u32>(at, load<u32>(at - 4));
  store<u32>(at, entry);
  return end + 4;
}

/** Sets one count of a row that is not listed. */
// @ts-ignore: decorator
@inline
export function storeCount(row: usize, width: i32, topic: i32, count: i32): void {
  const cell = row + ((<usize>topic) << width);
  if (width == BYTE) store<u8>(cell, <u8>count);
  else if (width == SHORT) store<u16>(cell, <u16>count);
  else store<i32>(cell, count);
}

/** Copies a narrow row; the copy is zero before. */
export function widenRow(row: usize, width: i32, groups: usize): void {
  if (width == LIST) spreadRow(row, groups);
  else widenGroups(row, width, groups);
}

/** Copies a listed row, and says which groups it occupies. */
// @ts-ignore: decorator
@inline
function spreadRow(row: usize, groups: usize): void {
  const copy = localRow;
  const end = endOfRow(row);
  const endOfMasks = groups + ((<usize>numMasks) << 3);
  let at = firstOfRow(row);
  let endOfTopics: usize = 0;
  for (let mask = groups; mask < endOfMasks; mask += 8) {
    let bits: u64 = 0; // entries lie by topic, so those of a mask come one after the other
    endOfTopics += 1024;
    while (at < end) {
      const topic = <usize>load<u16>(at, 2);
      if (topic >= endOfTopics) break;
      store<i32>(copy + (topic << 2), <i32>load<u16>(at));
      bits |= (<u64>1) << ((topic >> 4) & 63);
      at += 4;
    }
    store<u64>(mask, bits);
  }
}

/** Leaves the copy of a listed row zero that is as it was. */
export function clearCopy(row: usize): void {
  const copy = localRow;
  const end = endOfRow(row);
  for (let at = firstOfRow(row); at < end; at += 4) {
    store<i32>(copy + ((<usize>load<u16>(at, 2)) << 2), 0);
  }
}

/** Those that are occupied. */
// @ts-ignore: decorator
@inline
function widenGroups(row: usize, width: i32, groups: usize): void {
  for (let mask = 0; mask < numMasks; mask++) {
    let rest = load<u64>(groups + ((<usize>mask) << 3));
    while (rest != 0) {
      const group = (mask << 6) + <i32>ctz(rest);
      rest &= rest - 1;
      widenGroup(row + groupBytes(group, width), localRow + groupBytes(group, INT), width);
    }
  }
}

// @ts-ignore: decorator
@inline
function widenGroup(from: usize, to: usize, width: i32): void {
  let low: v128;
  let high: v128;
  if (width == BYTE) {
    const bytes = v128.load(from);
    low = i16x8.extend_low_i8x16_u(bytes);
    high = i16x8.extend_high_i8x16_u(bytes);
  } else {
    low = v128.load(from);
    high = v128.load(from, 16);
  }
  v128.store(to, i32x4.extend_low_i16x8_u(low));
  v128.store(to, i32x4.extend_high_i16x8_u(low), 16);
  v128.store(to, i32x4.extend_low_i16x8_u(high), 32);
  v128.store(to, i32x4.extend_high_i16x8_u(high), 48);
}

/** Puts the copy back, with groups that were occupied since, and leaves it zero. */
export function narrowRow(row: usize, width: i32, groups: usize): void {
  if (width == LIST) listRow(row, groups);
  else narrowGroups(row, width, groups);
}

// @ts-ignore: decorator
@inline
function listRow(row: usize, groups: usize): void {
  const zeros = i32x4.splat(0);
  let end = firstOfRow(row);
  for (let mask = 0; mask < numMasks; mask++) {
    let rest = load<u64>(groups + ((<usize>mask) << 3));
    while (rest != 0) {
      const first = ((mask << 6) + <i32>ctz(rest)) << 4;
      const counts = localRow + ((<usize>first) << 2);
      const bits = nonZeros(counts);
      end = listFour(counts, first, bits & 15, end);
      end = listFour(counts + 16, first + 4, (bits >> 4) & 15, end);
      end = listFour(counts + 32, first + 8, (bits >> 8) & 15, end);
      end = listFour(counts + 48, first + 12, bits >> 12, end);
      v128.store(counts, zeros);
      v128.store(counts, zeros, 16);
      v128.store(counts, zeros, 32);
      v128.store(counts, zeros, 48);
      rest &= rest - 1;
    }
  }
  endRowAt(row, end);
}

// @ts-ignore: decorator
@inline
function listFour(counts: usize, first: i32, left: i32, end: usize): usize {
  const topics = i32x4.shl(i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3)), 16);
  const entries = v128.or(topics, v128.load(counts));
  v128.store(end, i8x16.swizzle(entries, v128.load(keptLanes + ((<usize>left) << 4))));
  return end + ((<usize>popcnt(left)) << 2);
}

// @ts-ignore: decorator
@inline
function narrowGroups(row: usize, width: i32, groups: usize): void {
  for (let mask = 0; mask < numMasks; mask++) {
    let rest = load<u64>(groups + ((<usize>mask) << 3));
    while (rest != 0) {
      const group = (mask << 6) + <i32>ctz(rest);
      rest &= rest - 1;
      narrowGroup(localRow + groupBytes(group, INT), row + groupBytes(group, width), width);
    }
  }
}

// @ts-ignore: decorator
@inline
function narrowGroup(from: usize, to: usize, width: i32): void {
  const zeros = i32x4.splat(0);
  const low = i16x8.narrow_i32x4_u(v128.load(from), v128.load(from, 16));
  const high = i16x8.narrow_i32x4_u(v128.load(from, 32), v128.load(from, 48));
  if (width == BYTE) {
    v128.store(to, i8x16.narrow_i16x8_u(low, high));
  } else {
    v128.store(to, low);
    v128.store(to, high, 16);
  }
  v128.store(from, zeros);
  v128.store(from, zeros, 16);
  v128.store(from, zeros, 32);
  v128.store(from, zeros, 48);
}
