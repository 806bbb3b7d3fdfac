/*
 * The kernel: collapsed Gibbs sampling for latent Dirichlet allocation, on WebAssembly with SIMD.
 *
 * A token of word w in document d gets topic k with probability proportional to
 *
 *     (n_dk + alpha_k) (n_wk + beta) / (n_k + V beta)  =  (n_dk + alpha_k) phi_k
 *
 * the token itself taken out (Griffiths & Steyvers, "Finding scientific topics", PNAS 2004). With
 * one block of documents it is exact; with more, a unit's topic totals are as old as its step.
 *
 * Order of work. A unit is one block's tokens of one range of words. It is sampled word by word,
 * not document by document: phi of a word is made once, and serves all its tokens in the unit.
 * Where phi pays for itself, everything a token still needs is its document's counts.
 *
 *     unit table         tiles                          runs of a tile         tokens of a run
 *     block x range -->  kind, documents, runs,   -->   row, number      -->   u16 document in the tile
 *                        tokens, bytes                  row, number            u16 topic
 *                        kind, documents, ...           ...                    ...
 *
 * A tile is a stretch of documents of the block that are kept alike and fit the cache:
 *
 *     dense    a row of floats n_dk + alpha_k for each document        dense.ts
 *     sparse   a list of (topic, count) for each document              list.ts, sparse.ts
 *
 * Word-topic counts are rows of int32 owned by the parameter server, changed where they lie
 * (lockstep), or pulled, sampled in a copy, and added back (live: shared-row.ts).
 *
 * Where the time goes (perf with --perf-prof, AP, B = 8, of the kernel's time). K = 100, dense: 85%
 * draws and updates, 15% phi. K = 1000, sparse: 49% draws, 16% moving list entries, 16% fetching
 * rows from memory, 7% their phi, 5% the words' and the smoothing part. And not into arithmetic: a
 * draw is one long chain of dependent instructions, 100 to 170 cycles, and the processor works on
 * the next tokens meanwhile unless it guessed a branch wrong. So draws count instead of searching,
 * and the one branch that cannot be guessed is whether the topic changed (a sampler that never
 * changed a topic would be 50% faster at K = 100, 100% at K = 20). Doing the updates always,
 * without that branch, was 30% slower.
 *
 * Loops that a draw runs through test at their end (do-while) and come without a remainder: V8
 * sinks what is computed before a loop into it otherwise, and computes it again and again. Testing
 * at the end: +4% at K = 20, +20% at K = 100. Rows padded to groups of 16 instead of a second loop
 * for what is left: +37% at K = 20.
 *
 * Bytes: when a unit starts, all floats and the order of all lists are functions of integer counts;
 * what is carried along inside a unit is as repeatable as the unit itself.
 */

import { openDenseWord, sampleDenseRun, startDenseRun } from './dense';
import { localGroups, localRow, occupancy, occupancyBytes, occupancyWords, wholeRows, rowBytes, rows, rowsAreShared, units, useTotals } from './model';
import { startStream } from './random';
import { pullRow, pushRow } from './shared-row';
import { sampleSparseRun, startSparseRun } from './sparse';
import { openTotals } from './word';

export { configure, scratchBytes } from './model';
export { configureLikelihood, denseDocuments, sparseDocuments, wordsOfRange } from './likelihood';

// Fields of a tile, in bytes from its address.
const KIND: usize = 0;
const DOCUMENTS: usize = 4;
const RUNS: usize = 8;
const NUM_RUNS: usize = 12;
const TOKENS: usize = 16;
const DOCUMENT_BYTES: usize = 20;
const TILE_BYTES: usize = 32;

const DENSE = 0;

const RUNS_AT_ONCE: usize = 8;
let readBits: u64 = 0;

let deltas = 0;
let isStart = false;

/** Cells of rows that the last unit changed, where rows are shared. */
export function numDeltas(): i32 {
  return deltas;
}

/**
 * Resamples the tokens of a unit.
 *
 * @param topicTotals address of the unit's own copy of the topic totals, changed in place.
 * @param start gives every token its first topic instead, from the conditional given those so far.
 * @returns how many tokens have another topic than before.
 */
export function sampleUnit(unit: i32, topicTotals: usize, seed: u32, sweep: u32, start: bool): i32 {
  deltas = 0;
  isStart = start;
  useTotals(topicTotals);
  startStream(seed, sweep, unit);
  openTotals();
  const tiles = load<usize>(units + (<usize>unit << 3));
  const end = tiles + <usize>load<i32>(units + (<usize>unit << 3), 4) * TILE_BYTES;
  let numChanged = 0;
  for (let tile = tiles; tile < end; tile += TILE_BYTES) {
    numChanged += sampleTile(tile);
  }
  return numChanged;
}

function sampleTile(tile: usize): i32 {
  readDocuments(tile);
  const isDense = load<i32>(tile + KIND) == DENSE;
  let run = load<usize>(tile + RUNS);
  const end = run + (<usize>load<i32>(tile + NUM_RUNS) << 3);
  let tokens = load<usize>(tile + TOKENS);
  let numChanged = 0;
  let touched = run;
  for (; run < end; run += 8) {
    if (run == touched && !isDense && !wholeRows) touched = touchRows(run, end);
    const word = load<u32>(run);
    const tokensEnd = tokens + (<usize>load<u32>(run, 4) << 2);
    numChanged += rowsAreShared
      ? sampleSharedRun(word, tile, tokens, tokensEnd)
      : sampleRun(rowOf(word), groupsOf(word), tile, tokens, tokensEnd);
    tokens = tokensEnd;
  }
  if (isDense) openTotals(); // dense words leave their phi behind
  return numChanged;
}

/**
 * Reads the documents of a tile from end to end, which the processor does ahead of time; its tokens
 * need them here and there, where every one would be waited for (storage.ts has the figures).
 */
// @ts-ignore: decorator
@inline
function readDocuments(tile: usize): void {
  let line = load<usize>(tile + DOCUMENTS);
  const end = line + <usize>load<i32>(tile + DOCUMENT_BYTES);
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
 * K = 1000 on AP, where every row is in a page of its own).
 *
 * @returns the first run that was not touched.
 */
function touchRows(first: usize, end: usize): usize {
  const last = min<usize>(first + 8 * RUNS_AT_ONCE, end);
  let touch: u64 = 0;
  for (let run = first; run < last; run += 8) {
    touch |= load<u64>(groupsOf(load<u32>(run)));
  }
  for (let run = first; run < last; run += 8) {
    touch |= touchGroups(rowOf(load<u32>(run)), groupsOf(load<u32>(run)));
  }
  readBits = touch; // keeps the compiler from dropping the loads
  return last;
}

// @ts-ignore: decorator
@inline
function touchGroups(row: usize, groups: usize): u64 {
  let touch: u64 = 0;
  for (let word = 0; word < occupancyWords; word++) {
    let left = load<u64>(groups + (<usize>word << 3));
    while (left != 0) {
      touch |= load<u64>(row + (<usize>((word << 6) + <i32>ctz(left)) << 6));
      left &= left - 1;
    }
  }
  return touch;
}

function sampleSharedRun(word: u32, tile: usize, tokens: usize, end: usize): i32 {
  pullRow(rowOf(word), groupsOf(word));
  const numChanged = sampleRun(localRow, localGroups, tile, tokens, end);
  deltas += pushRow(rowOf(word), groupsOf(word));
  return numChanged;
}

function sampleRun(row: usize, groups: usize, tile: usize, tokens: usize, end: usize): i32 {
  const documents = load<usize>(tile + DOCUMENTS);
  if (load<i32>(tile + KIND) != DENSE) {
    return isStart
      ? startSparseRun(row, groups, tokens, end, documents)
      : sampleSparseRun(row, groups, tokens, end, documents);
  }
  openDenseWord(row);
  return isStart
    ? startDenseRun(row, groups, tokens, end, documents)
    : sampleDenseRun(row, groups, tokens, end, documents);
}

// @ts-ignore: decorator
@inline
function rowOf(word: u32): usize {
  return rows + <usize>word * rowBytes;
}

// @ts-ignore: decorator
@inline
function groupsOf(word: u32): usize {
  return occupancy + <usize>word * occupancyBytes;
}
