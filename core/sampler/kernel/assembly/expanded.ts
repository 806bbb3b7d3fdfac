// The counts of a tile's documents once more, as whole rows of 16 bits, where lists alone are stored:
// drawing by the word (by-word.ts) looks a few topics up in each document. The rows are a worker's
// own, filled in when a tile of a unit begins. ../storage.ts says for which tiles this pays.

import { expanded, frozenInverse, rowBytes } from './model';
import { Side } from './side';

/** Behind the counts of a document, a line: u16 0, which stands for no topic, and its mass. */
const TAIL_BYTES: usize = 64;
const MASS: usize = 4;

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

/** Sum over the document's tokens of the frozen inverse of their topic. */
// @ts-ignore: decorator
@inline
export function massOf(counts: usize): f32 {
  return load<f32>(counts + endOfCounts(), MASS);
}

/** Fills the rows of a tile in from its lists. */
export function expandTile(side: Side): void {
  const bytes = bytesOfExpanded();
  const numDocuments = <usize>side.numDocuments;
  memory.fill(expanded, 0, numDocuments * bytes);
  const end = expanded + numDocuments * bytes;
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
    store<u16>(counts + (topic << 1), count);
  }
  store<f32>(counts + endOfCounts(), mass, MASS);
}

/** Moves one token of a document to another topic. */
// @ts-ignore: decorator
@inline
export function moveInExpanded(counts: usize, from: i32, to: i32): void {
  addToCount(counts, from, -1);
  addToCount(counts, to, 1);
  const gained = load<f32>(frozenInverse + ((<usize>to) << 2));
  const lost = load<f32>(frozenInverse + ((<usize>from) << 2));
  store<f32>(counts + endOfCounts(), massOf(counts) + (gained - lost), MASS);
}

// @ts-ignore: decorator
@inline
function addToCount(counts: usize, topic: i32, delta: i32): void {
  const cell = counts + ((<usize>topic) << 1);
  store<u16>(cell, <u16>(<i32>load<u16>(cell) + delta));
}
