// The way through a unit: tile after tile, and in it run after run, a run being one word's tokens.

import { openDenseWord } from './dense';
import { freezeInverses } from './elsewhere';
import { collapseTile, expandTile } from './expanded';
import {
  alpha,
  documentAlphas,
  localGroups,
  localRow,
  occupancy,
  occupancyBytes,
  numMasks,
  wholeRows,
  rowBytes,
  rowsAreShared,
  units,
} from './model';
import { INT, LIST, endOfRow, groupBytes, rowOf, widenRow, widthOf } from './narrow-rows';
import { pullRow } from './shared-row';
import { Side, use } from './side';
import { openTotals } from './word';

// Fields of a tile, in bytes from its address; ../tokens.ts writes them.
const KIND: usize = 0;
const DOCUMENTS: usize = 4;
const RUNS: usize = 8;
const NUM_RUNS: usize = 12;
const TOKENS: usize = 16;
const DOCUMENT_BYTES: usize = 20;
const ALPHA_ROWS: usize = 24;
const NUM_DOCUMENTS: usize = 28;
export const TILE_BYTES: usize = 32;

const DENSE = 0;
const EXPANDED = 2;

const RUNS_AT_ONCE: usize = 20;
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- written so that the loads are kept
let readBits: u64 = 0;
/** The first run of a sparse tile whose row was not touched yet. */
let untouched: usize = 0;

/** The first tile of a unit. */
export function firstTileOf(unit: i32): usize {
  return load<usize>(units + ((<usize>unit) << 3));
}

export function endOfTilesOf(unit: i32): usize {
  return firstTileOf(unit) + <usize>load<i32>(units + ((<usize>unit) << 3), 4) * TILE_BYTES;
}

/** The first run of a tile: u32 row of the word, u32 number of tokens. */
export function firstRunOf(tile: usize): usize {
  return load<usize>(tile + RUNS);
}

export function endOfRunsOf(tile: usize): usize {
  return firstRunOf(tile) + ((<usize>load<i32>(tile + NUM_RUNS)) << 3);
}

/** The first token of a tile: u16 document in the tile, u16 topic. */
export function firstTokenOf(tile: usize): usize {
  return load<usize>(tile + TOKENS);
}

/** Puts a side before the first run of a unit. */
export function openUnit(side: Side, unit: i32, topicTotals: usize): void {
  side.totals = topicTotals;
  side.tile = firstTileOf(unit);
  side.endOfTiles = endOfTilesOf(unit);
  side.isDense = false;
  side.isExpanded = false;
  side.run = side.endOfRuns = 0;
  side.token = side.endOfTokens = 0;
  side.numChanged = 0;
  use(side);
  openTotals();
}

/** Moves to the next run. @returns false at the end of the unit. */
export function openRun(side: Side): bool {
  while (side.run == side.endOfRuns) {
    if (side.isExpanded) collapseTile(side);
    if (side.tile == side.endOfTiles) return false;
    openTile(side);
  }
  if (side.run == untouched) untouched = touchRows(side.run, side.endOfRuns);
  side.word = load<u32>(side.run);
  side.endOfTokens = side.token + ((<usize>load<u32>(side.run, 4)) << 2);
  side.run += 8;
  openRow(side);
  if (side.isDense) openDenseWord(side);
  return true;
}

/**
 * Where others change the rows meanwhile, the row at hand is a copy; and where its counts are narrow,
 * unless they are read as they lie.
 */
// @ts-ignore: decorator
@inline
function openRow(side: Side): void {
  side.row = rowOf(side.word);
  side.width = widthOf(side.word);
  side.groups = groupsOf(side.word);
  if (rowsAreShared) {
    pullRow(side.row, side.groups);
    side.row = localRow;
    side.groups = localGroups;
  } else if (side.width != INT && !side.isExpanded) {
    widenRow(side.row, side.width, side.groups);
    side.row = localRow;
  }
}

function openTile(side: Side): void {
  const tile = side.tile;
  const hasOwnPhi = side.isDense || side.isExpanded; // and leaves the zero row's behind
  side.tile = tile + TILE_BYTES;
  const kind = load<i32>(tile + KIND);
  side.isDense = kind == DENSE;
  side.isExpanded = kind == EXPANDED && !side.isStart;
  side.documents = load<usize>(tile + DOCUMENTS);
  side.numDocuments = load<i32>(tile + NUM_DOCUMENTS);
  side.alphaRows = load<usize>(tile + ALPHA_ROWS);
  side.run = firstRunOf(tile);
  side.endOfRuns = endOfRunsOf(tile);
  side.token = firstTokenOf(tile);
  untouched = side.isDense || wholeRows ? 0 : side.run;
  readDocuments(side.documents, <usize>load<i32>(tile + DOCUMENT_BYTES));
  if (side.isDense) return;
  if (hasOwnPhi) openTotals();
  if (!side.isExpanded) return;
  freezeInverses();
  expandTile(side);
}

/**
 * Reads the documents of a tile from end to end, which the processor can do ahead of time; its
 * tokens need them in random order, where each would have to be waited for (storage.ts has the
 * figures).
 */
// @ts-ignore: decorator
@inline
function readDocuments(first: usize, bytes: usize): void {
  let line = first;
  const end = first + bytes;
  let bits: u64 = 0;
  do {
    bits |= load<u64>(line);
    line += 64;
  } while (line < end);
  readBits = bits; // keeps the compiler from dropping the loads
}

/**
 * Reads a little of each row that the next runs need, all at once: the waits for memory overlap,
 * where one row after the other would each be waited for (there is no prefetch instruction; +27% at
 * K = 1000 on AP, where every row is in a page of its own; with 8 rows at once 2% less).
 *
 * @returns the first run that was not touched.
 */
function touchRows(first: usize, end: usize): usize {
  const last = min<usize>(first + 8 * RUNS_AT_ONCE, end);
  let touch: u64 = 0;
  for (let run = first; run < last; run += 8) {
    const word = load<u32>(run);
    touch |= widthOf(word) == LIST ? <u64>load<u32>(rowOf(word)) : load<u64>(groupsOf(word));
  }
  for (let run = first; run < last; run += 8) {
    const word = load<u32>(run);
    const row = rowOf(word);
    const width = widthOf(word);
    touch |= width == LIST ? touchList(row) : touchGroups(row, groupsOf(word), width);
  }
  readBits = touch; // keeps the compiler from dropping the loads
  return last;
}

// @ts-ignore: decorator
@inline
function touchList(row: usize): u64 {
  let touch: u64 = 0;
  const end = endOfRow(row);
  for (let line = row + 64; line < end; line += 64) touch |= load<u64>(line);
  return touch;
}

// @ts-ignore: decorator
@inline
function touchGroups(row: usize, groups: usize, width: i32): u64 {
  let touch: u64 = 0;
  for (let mask = 0; mask < numMasks; mask++) {
    let rest = load<u64>(groups + ((<usize>mask) << 3));
    while (rest != 0) {
      touch |= load<u64>(row + groupBytes((mask << 6) + <i32>ctz(rest), width));
      rest &= rest - 1;
    }
  }
  return touch;
}

/** The priors of a document of the tile, by its place in it. */
// @ts-ignore: decorator
@inline
export function alphaOf(side: Side, place: usize): usize {
  if (documentAlphas == 0) return alpha;
  return documentAlphas + <usize>load<u32>(side.alphaRows + (place << 2)) * rowBytes;
}

// @ts-ignore: decorator
@inline
export function groupsOf(word: u32): usize {
  return occupancy + <usize>word * occupancyBytes;
}
