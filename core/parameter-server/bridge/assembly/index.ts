/*
 * Codes rows of the table as bytes: the same bytes as ../range-code.ts makes, which has the format.
 *
 *     rows         a whole number of groups of 16 cells each, of 1, 2 or 4 bytes, or a list (table.ts)
 *     occupancy    u64s, one bit a group: groups without their bit are zero; 0 where there is none
 *     scratch      u16 x 8 for each mask of 8 bits: the places of its bits
 *                  u16 x cells of a row: those that are not zero
 *                  bytes: a piece, and a row beyond it
 *
 * Most cells are zero, so a group is looked at as a whole. A row is looked at twice, since it begins with the
 * number of its cells. Which cells are not zero cannot be guessed, so hardly anything here branches on it:
 * places come eight at a time from a table, and of what may follow a cell's byte all is written, but only
 * what counts is kept.
 *
 * It is a module of its own, beside the sampling kernel, so that neither alters the other.
 */

import { findBytes, findCells, found, openFind } from './find';
import { BYTE, LIST, SHORT, openTable, rowAt, widthOf } from './table';

export { clear, occupy } from './table';

/** In either half of a cell's byte: the rest follows. */
const ESCAPE: u32 = 15;
/** From here on a rest takes more than one byte. */
const WIDE: u32 = ESCAPE + 128;
/** Bytes after which a piece ends with the row at hand. */
const PIECE: usize = 65536;
/** Of a row: its number of cells, and each cell with its two varints. */
const BYTES_OF_NUMBER: usize = 5;
const BYTES_OF_CELL: usize = 11;

let piece: usize = 0;
/** Where the next byte goes. */
let at: usize = 0;
/** FNV-1a of all pieces so far. */
let hash: u32 = 0;

/** Bytes of scratch for rows of this many cells. */
export function scratchBytes(stride: i32): usize {
  const bytes = BYTES_OF_NUMBER + <usize>stride * BYTES_OF_CELL;
  return findBytes(stride) + PIECE + bytes;
}

export function configure(
  ofRows: usize,
  ofPlaces: usize,
  stride: i32,
  ofOccupancy: usize,
  scratch: usize,
): void {
  openTable(ofRows, ofPlaces, stride, ofOccupancy);
  openFind(scratch);
  piece = scratch + findBytes(stride);
}

/** A new code begins. */
export function begin(): void {
  hash = 0x811c9dc5;
}

/**
 * Codes rows into the next piece.
 *
 * @returns the first row that is not coded: `end`, unless the piece is full; -1 - row if that one has a
 *   negative count.
 */
export function encode(first: i32, end: i32): i32 {
  at = piece;
  let row = first;
  while (row < end && at < piece + PIECE) {
    if (!encodeRow(row)) return -1 - row;
    row++;
  }
  addToHash();
  return row;
}

export function pieceAddress(): usize {
  return piece;
}

export function pieceBytes(): usize {
  return at - piece;
}

export function checksum(): u32 {
  return hash;
}

function encodeRow(row: i32): bool {
  const width = widthOf(row);
  if (width == LIST) return encodeList(rowAt(row));
  if (width == BYTE) return encodeCells<u8>(row);
  return width == SHORT ? encodeCells<u16>(row) : encodeCells<i32>(row);
}

// @ts-ignore: decorator
@inline
function encodeCells<T>(row: i32): bool {
  const cells = rowAt(row);
  const endOfFound = findCells(row);
  let out = writeVarint(at, <u32>((endOfFound - found) >> 1));
  let next: u32 = 0;
  let negative: i32 = 0;
  for (let entry = found; entry < endOfFound; entry += 2) {
    const cell: u32 = load<u16>(entry);
    const count = <i32>load<T>(cells + <usize>cell * sizeof<T>());
    negative |= count;
    out = writeCell(out, cell - next, <u32>(count - 1));
    next = cell + 1;
  }
  at = out;
  return negative >= 0;
}

/** Of a row that is a list: its length, and for each cell its column << 16 | its count. */
// @ts-ignore: decorator
@inline
function encodeList(row: usize): bool {
  const length = load<u32>(row);
  const end = row + 4 + ((<usize>length) << 2);
  let out = writeVarint(at, length);
  let next: u32 = 0;
  for (let entry = row + 4; entry < end; entry += 4) {
    const cell: u32 = load<u16>(entry, 2);
    out = writeCell(out, cell - next, <u32>load<u16>(entry) - 1);
    next = cell + 1;
  }
  at = out;
  return true;
}

/** A byte, and the rests that follow it. @returns where they end. */
// @ts-ignore: decorator
@inline
function writeCell(out: usize, gap: u32, rest: u32): usize {
  store<u8>(out, (min(gap, ESCAPE) << 4) | min(rest, ESCAPE));
  return max(gap, rest) < WIDE ? writeRests(out + 1, gap, rest) : writeWide(out + 1, gap, rest);
}

/** The rests of a gap and a count, a byte each where they have one. @returns where they end. */
// @ts-ignore: decorator
@inline
function writeRests(out: usize, gap: u32, rest: u32): usize {
  store<u8>(out, gap - ESCAPE);
  const after = out + <usize>(gap >= ESCAPE);
  store<u8>(after, rest - ESCAPE);
  return after + <usize>(rest >= ESCAPE);
}

function writeWide(out: usize, gap: u32, rest: u32): usize {
  const after = gap < ESCAPE ? out : writeVarint(out, gap - ESCAPE);
  return rest < ESCAPE ? after : writeVarint(after, rest - ESCAPE);
}

/** @returns where it ends. */
function writeVarint(out: usize, value: u32): usize {
  let rest = value;
  let end = out;
  while (rest > 127) {
    store<u8>(end++, (rest & 127) | 128);
    rest >>>= 7;
  }
  store<u8>(end++, rest);
  return end;
}

function addToHash(): void {
  let sum = hash;
  for (let byte = piece; byte < at; byte++) sum = (sum ^ load<u8>(byte)) * 0x01000193;
  hash = sum;
}
