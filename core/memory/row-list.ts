/**
 * A row of which only what is not zero is kept, by column:
 *
 *     u32 length; u32 x length: column << 16 | number; room for 4 more
 *
 * The room behind the end may be written, four entries at a time; it means nothing.
 */
import { assert, refuse } from '../errors.ts';

/** Where a list lies. */
export interface RowList {
  /** What it lies in. */
  readonly numbers: Uint32Array;
  /** Index of its length in them. */
  readonly start: number;
  /** The most entries that it may come to. */
  readonly room: number;
}

/** Of columns, and of numbers. */
export const mostOfEntry = 2 ** 16 - 1;

/** The length, and a vector of four behind the end. */
const bytesBeside = 4 + 16;

/** What a list takes, in whole vectors. */
export function listBytes(numEntries: number): number {
  return Math.ceil((bytesBeside + 4 * numEntries) / 16) * 16;
}

/** Entries that fit a list of this many bytes. */
export function roomOf(bytes: number): number {
  return (bytes - bytesBeside) / 4;
}

export function entriesOf({ numbers, start }: RowList): Uint32Array {
  return numbers.subarray(start + 1, start + 1 + numbers[start]);
}

/** All numbers of the row, zeros included (length stride). */
export function spreadList(list: RowList, stride: number): Uint16Array {
  const spread = new Uint16Array(stride);
  for (const entry of entriesOf(list)) spread[entry >>> 16] = entry & mostOfEntry;
  return spread;
}

export function clearList({ numbers, start }: RowList): void {
  numbers[start] = 0;
}

export function addToList(list: RowList, column: number, number: number): void {
  const { numbers, start } = list;
  const first = start + 1;
  let end = first + numbers[start];
  while (end > first && numbers[end - 1] >>> 16 > column) end--;
  const isListed = end > first && numbers[end - 1] >>> 16 === column;
  const sum = (isListed ? numbers[end - 1] & mostOfEntry : 0) + number;
  assertHeld(sum & mostOfEntry, sum);
  if (isListed && sum > 0) {
    numbers[end - 1] += number;
  } else if (isListed) {
    moveEnd(list, end, -1);
  } else if (sum > 0) {
    moveEnd(list, end, 1);
    numbers[end] = ((column << 16) | sum) >>> 0;
  }
}

/** Writes a list that is empty: numbers at rising columns. */
export function fillList(list: RowList, columns: Uint32Array, given: Uint32Array): void {
  const { numbers, start, room } = list;
  assert(columns.length <= room, 'a list is as long as its row allows');
  for (let at = 0; at < columns.length; at++) {
    assertHeld(given[at] & mostOfEntry, given[at]);
    numbers[start + 1 + at] = ((columns[at] << 16) | given[at]) >>> 0;
  }
  numbers[start] = columns.length;
}

/** Moves what begins at an index by one entry, and the end of the list with it. */
function moveEnd({ numbers, start, room }: RowList, from: number, by: 1 | -1): void {
  const length = numbers[start];
  assert(length + by <= room, 'a list is as long as its row allows');
  numbers.copyWithin(from + by, from, start + 1 + length);
  numbers[start] += by;
}

/** @throws an error of ours when a row has something else than it was given. */
export function assertHeld(held: number, number: number): void {
  if (held !== number) refuse(`a row cannot hold a count of ${number}`);
}
