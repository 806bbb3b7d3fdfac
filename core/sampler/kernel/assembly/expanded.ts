// The counts of a tile's documents once more, as whole rows of 16 bits, where lists alone are stored:
// drawing by the word (by-word.ts) looks a few topics up in each document. The rows are a worker's
// own, filled in when a tile of a unit begins, and until it ends the counts stand there alone: the lists
// say which topics may have some. ../storage.ts says for which tiles this pays.
//
//     u16 x stride   of each topic that the list or what follows names, twice its count (below 2^15) and 1; else 0
//     u16 0          stands for no topic
//     f32            mass
//     i32, u16s      how many topics have come in since, and which
//
// Rows are zero when nobody uses them. (Following each change in the sorted list took 12% of the time
// on AP, 9% on 20 Newsgroups, K = 1000; writing lists from the rows alone, without knowing their topics, twice that.
// Ending a tile four places at a time, and with one pass for all new topics instead of one for each, made AP
// and 20 Newsgroups 1.03 times as fast.)

import { expanded, frozenInverse, keptLanes, rowBytes } from './model';
import { Side } from './side';

/** Behind the counts of a document: a line. */
const TAIL_BYTES: usize = 64;
const MASS: usize = 4;
const NUM_NEW: usize = 8;
const NEW: usize = 12;
const MOST_NEW: i32 = 26;

// @ts-ignore: decorator
@inline
export function bytesOfExpanded(): usize {
  return (rowBytes >> 1) + TAIL_BYTES;
}

/** Where the counts of a document end, and a place that is no topic's. */
// @ts-ignore: decorator
@inline
export function endOfCounts(): usize {
  return rowBytes >> 1;
}

/** Tokens of four topics as they lie. */
// @ts-ignore: decorator
@inline
export function tokensOf(marked: v128): v128 {
  return i32x4.shr_u(marked, 1);
}

// @ts-ignore: decorator
@inline
export function countIn(counts: usize, topic: i32): i32 {
  return (<i32>load<u16>(counts + ((<usize>topic) << 1))) >>> 1;
}

/** Sum over the document's tokens of the frozen inverse of their topic. */
// @ts-ignore: decorator
@inline
export function massOf(counts: usize): f32 {
  return load<f32>(counts + endOfCounts(), MASS);
}

/** Topics that are not in the list: u16 each. */
// @ts-ignore: decorator
@inline
export function newTopics(counts: usize): usize {
  return counts + endOfCounts() + NEW;
}

// @ts-ignore: decorator
@inline
export function endOfNewTopics(counts: usize): usize {
  return newTopics(counts) + ((<usize>load<i32>(counts + endOfCounts(), NUM_NEW)) << 1);
}

/** Fills the rows of a tile in from its lists. */
export function expandTile(side: Side): void {
  const bytes = bytesOfExpanded();
  const end = expanded + <usize>side.numDocuments * bytes;
  let entry = side.documents;
  for (let counts = expanded; counts < end; counts += bytes) {
    expandList(load<usize>(entry), load<i32>(entry, 4), counts);
    entry += 8;
  }
}

// @ts-ignore: decorator
@inline
function expandList(list: usize, length: i32, counts: usize): void {
  const end = list + ((<usize>length) << 2);
  let mass: f32 = 0;
  for (let at = list; at < end; at += 4) {
    const count = load<u16>(at);
    const topic = <usize>load<u16>(at, 2);
    mass += <f32>count * load<f32>(frozenInverse + (topic << 2));
    store<u16>(counts + (topic << 1), (count << 1) | 1);
  }
  store<f32>(counts + endOfCounts(), mass, MASS);
}

/** Writes the lists of a tile from its rows, and leaves these zero. */
export function collapseTile(side: Side): void {
  const bytes = bytesOfExpanded();
  const end = expanded + <usize>side.numDocuments * bytes;
  let entry = side.documents;
  for (let counts = expanded; counts < end; counts += bytes) {
    collapse(entry, counts);
    entry += 8;
  }
}

function collapse(entry: usize, counts: usize): void {
  keepListed(entry, counts);
  addNew(entry, counts);
}

/**
 * The topics of the list that are left, with their counts, four at a time: those that are left move to
 * the front of their vector, and the next vector follows behind them.
 */
// @ts-ignore: decorator
@inline
function keepListed(entry: usize, counts: usize): void {
  const list = load<usize>(entry);
  const end = list + ((<usize>load<i32>(entry, 4)) << 2);
  const low = i32x4.splat(0xffff);
  const lanes = keptLanes;
  let kept = list;
  let at = list;
  for (; at + 16 <= end; at += 16) {
    const four = v128.load(at);
    const some = tokensOf(takeFour(at, counts));
    const left = i32x4.bitmask(i32x4.ne(some, i32x4.splat(0)));
    const order = v128.load(lanes + ((<usize>left) << 4));
    v128.store(kept, i8x16.swizzle(v128.bitselect(some, four, low), order));
    kept += (<usize>popcnt(left)) << 2;
  }
  for (; at < end; at += 4) {
    const topic = load<u16>(at, 2);
    const count = <u32>countIn(counts, topic);
    store<u16>(counts + ((<usize>topic) << 1), 0);
    store<u32>(kept, ((<u32>topic) << 16) | count);
    kept += (<usize>(count != 0)) << 2;
  }
  store<i32>(entry, <i32>((kept - list) >> 2), 4);
  for (; kept < end; kept += 16) v128.store(kept, i32x4.splat(0)); // and a little of the zeros behind
}

/** What the row has of four places of the list; it is left zero. */
// @ts-ignore: decorator
@inline
function takeFour(at: usize, counts: usize): v128 {
  const a = counts + ((<usize>load<u16>(at, 2)) << 1);
  const b = counts + ((<usize>load<u16>(at, 6)) << 1);
  const c = counts + ((<usize>load<u16>(at, 10)) << 1);
  const d = counts + ((<usize>load<u16>(at, 14)) << 1);
  let four = v128.load_lane<u16>(a, i32x4.splat(0), 0);
  four = v128.load_lane<u16>(b, four, 2);
  four = v128.load_lane<u16>(c, four, 4);
  four = v128.load_lane<u16>(d, four, 6);
  store<u16>(a, 0);
  store<u16>(b, 0);
  store<u16>(c, 0);
  store<u16>(d, 0);
  return four;
}

/**
 * Puts the new topics into the list: from its end on, each place moves once. Every one of them has a
 * token still, the one that came in with it: a token has its turn once in a unit.
 */
// @ts-ignore: decorator
@inline
function addNew(entry: usize, counts: usize): void {
  sortNewTopics(counts);
  const list = load<usize>(entry);
  const length = load<i32>(entry, 4);
  const first = newTopics(counts);
  const end = endOfNewTopics(counts);
  let from = list + ((<usize>length) << 2);
  let to = from + ((end - first) << 1);
  store<i32>(entry, <i32>((to - list) >> 2), 4);
  for (let at = end - 2; at >= first; at -= 2) {
    const topic = <i32>load<u16>(at);
    for (; from > list && <i32>load<u16>(from - 2) > topic; from -= 4) {
      to -= 4;
      store<u32>(to, load<u32>(from - 4));
    }
    to -= 4;
    store<u32>(to, ((<u32>topic) << 16) | countIn(counts, topic));
    store<u16>(counts + ((<usize>topic) << 1), 0);
  }
  store<i32>(counts + endOfCounts(), 0, NUM_NEW);
}

/** Moves one token of a document to another topic. */
// @ts-ignore: decorator
@inline
export function moveInExpanded(entry: usize, counts: usize, from: i32, to: i32): void {
  const tail = counts + endOfCounts();
  const fromCell = counts + ((<usize>from) << 1);
  const toCell = counts + ((<usize>to) << 1);
  store<u16>(fromCell, load<u16>(fromCell) - 2);
  const before = load<u16>(toCell);
  const numNew = load<i32>(tail, NUM_NEW);
  store<u16>(tail + ((<usize>numNew) << 1), <u16>to, NEW); // counts only if it is new
  store<i32>(tail, numNew + i32(before == 0), NUM_NEW);
  store<u16>(toCell, (before + 2) | 1);
  const gained = load<f32>(frozenInverse + ((<usize>to) << 2));
  const lost = load<f32>(frozenInverse + ((<usize>from) << 2));
  store<f32>(tail, massOf(counts) + (gained - lost), MASS);
  if (numNew >= MOST_NEW - 1) relist(entry, counts);
}

/** By topic, like the list. Few have come in since they were sorted last. */
// @ts-ignore: decorator
@inline
export function sortNewTopics(counts: usize): void {
  const first = newTopics(counts);
  const end = endOfNewTopics(counts);
  for (let from = first + 2; from < end; from += 2) {
    const topic = load<u16>(from);
    let at = from;
    for (; at > first && load<u16>(at - 2) > topic; at -= 2) store<u16>(at, load<u16>(at - 2));
    store<u16>(at, topic);
  }
}

/** Puts the new topics into the list before there are too many. */
function relist(entry: usize, counts: usize): void {
  const mass = massOf(counts);
  collapse(entry, counts);
  expandList(load<usize>(entry), load<i32>(entry, 4), counts);
  store<f32>(counts + endOfCounts(), mass, MASS);
}
