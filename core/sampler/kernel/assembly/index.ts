/*
 * The kernel: collapsed Gibbs sampling for latent Dirichlet allocation, on WebAssembly with SIMD.
 *
 * A token of word w in document d gets topic k with probability proportional to
 *
 *     (n_dk + alpha_k) (n_wk + beta) / (n_k + V beta)  =  (n_dk + alpha_k) phi_k
 *
 * the token itself taken out (Griffiths & Steyvers, "Finding scientific topics", PNAS 2004). With
 * one block of documents it is exact; with more, a unit sees the topic totals of a step or two ago
 * and its own changes (parameter-server/client.ts).
 *
 * Order of work. A unit is one block's tokens of one range of words. It is sampled word by word,
 * not document by document: phi of a word is made once, and serves all its tokens in the unit.
 * Where phi pays for itself, everything a token still needs is its document's counts.
 *
 *     unit                 tiles of the unit         runs of a tile          tokens of a run
 *     block x range        kind                      u32 row of the word     u16 document in the tile
 *       tiles, number ---> documents, bytes ---+     u32 number -----------> u16 topic
 *                          runs, number -------|---> ...                     ...
 *                          tokens              |
 *                                              +---> dense   f32 x stride each: n_dk + alpha_k  (dense.ts)
 *                                                    sparse  list, length each; a list is
 *                                                            u32 x length: topic << 16 | count  (list.ts),
 *                                                            walked by a token (sparse.ts), or
 *                                                            expanded (expanded.ts) for tokens that
 *                                                            walk the topics of their word (by-word.ts)
 *
 * A tile is a stretch of documents of the block that are kept alike and fit the cache; ../tokens.ts
 * makes room for what is drawn here, and writes the tiles of units; lay-tile.ts writes the rest.
 *
 *     rows of the word-topic table          K = 40, say: stride 48, three groups
 *     stride counts each, n_wk, of 1, 2     | 16 topics | 16 topics | 8, zeros |
 *     or 4 bytes, or a list (narrow-rows.ts)
 *     occupancy: u64s, one bit a group      |     1     |     0     |    1     |
 *
 * The rows are owned by the parameter server, changed where they lie (lockstep), or pulled, sampled
 * in a copy, and added back (live: shared-row.ts). What a worker has besides is in model.ts.
 *
 * Where the time goes (perf with --perf-prof, AP, of the kernel's time). K = 100, dense, B = 8: 85%
 * draws and updates, 15% phi. K = 1000, sparse, B = 4: 63% draws and updates, 7% moving list entries,
 * 11% fetching rows from memory, 8% their phi, 10% draws from the words' and the smoothing part; by the
 * word, B = 8: 55% draws and updates, 14% expanding documents and listing them again, 16% draws from
 * elsewhere, 6% listing topics of words, 5% rows. What is sparse is many instructions (two units of lists side by side gained nothing); a dense draw is one
 * long chain of dependent ones, 100 to 170 cycles, and the processor works on the next tokens
 * meanwhile unless it guessed a branch wrong. So draws count instead of searching,
 * and the one branch that cannot be guessed is whether the topic changed (a sampler that never
 * changed a topic would be 50% faster at K = 100, 100% at K = 20). Doing the updates always,
 * without that branch, was 30% slower. Where it can be, two units are sampled side by side, so that
 * the answer is there before it is asked for (side-by-side.ts).
 *
 * Loops that a draw runs through test at their end (do-while) and come without a remainder: V8
 * sinks what is computed before a loop into it otherwise, and computes it again and again. Testing
 * at the end: +4% at K = 20, +20% at K = 100. Rows padded to groups of 16 instead of a second loop
 * for what is left: +37% at K = 20.
 *
 * Bytes: when a unit starts, all floats and the order of all lists are functions of integer counts;
 * what is carried along inside a unit is as repeatable as the unit itself.
 */

import { sampleRunByWord } from './by-word';
import { sampleDenseRun, startDenseRun } from './dense';
import { configureLikelihood } from './likelihood';
import { configure as configureModel, localRow, rowsAreShared } from './model';
import { LIST, clearCopy, narrowRow, rowOf } from './narrow-rows';
import { Task } from './parameters';
import { startStream } from './random';
import { groupsOf, openRun, openUnit } from './runs';
import { pushRow } from './shared-row';
import { Side, left, right } from './side';
import { sampleSideBySide } from './side-by-side';
import { sampleSparseRun, startSparseRun } from './sparse';

export { countUnit } from './count-topics';
export { fillLists, fillRows, placeTokens, readTopics, sortByRow, writeRuns } from './lay-tile';
export { scratchBytes } from './model';
export { bytesOfParameters, bytesOfTask } from './parameters';
export { denseDocuments, sparseDocuments, wordsOfRange } from './likelihood';

let deltas = 0;

/** Additions to cells of rows by the last unit, where rows are shared. */
export function numDeltas(): i32 {
  return deltas;
}

/** Parameters that the host sets once, and again when the priors have changed. */
export function configure(parameters: usize): void {
  configureModel(parameters);
  configureLikelihood(parameters);
}

/**
 * Resamples the tokens of a unit.
 *
 * @param task address of a Task.
 * @returns how many tokens have another topic than before.
 */
export function sampleUnit(task: usize): i32 {
  deltas = 0;
  open(left, task);
  sampleRest(left);
  return left.numChanged;
}

/**
 * Resamples two units side by side, with the same outcome as one after the other. They share
 * neither documents nor rows, nobody else changes their rows, all their tiles are dense, and their
 * tokens have topics.
 *
 * @returns how many tokens of the first unit have another topic than before; for the second, ask
 *   numChangedOfSecond().
 */
export function sampleTwoUnits(first: usize, second: usize): i32 {
  open(left, first);
  open(right, second);
  if (openRun(left) && openRun(right)) sampleSideBySide();
  sampleRest(left);
  sampleRest(right);
  return left.numChanged;
}

function open(side: Side, task: usize): void {
  const given = changetype<Task>(task);
  side.isStart = given.sweep == 0;
  openUnit(side, given.unit, given.topicTotals);
  startStream(side, given.seed, given.sweep, given.unit);
}

export function numChangedOfSecond(): i32 {
  return right.numChanged;
}

/** Samples what is left of a unit. */
function sampleRest(side: Side): void {
  while (side.token != side.endOfTokens || openRun(side)) sampleRun(side);
}

// @ts-ignore: decorator
@inline
function sampleRun(side: Side): void {
  const before = side.numChanged;
  if (side.isDense) {
    if (side.isStart) startDenseRun(side);
    else sampleDenseRun(side);
  } else if (side.isStart) startSparseRun(side);
  else if (side.isExpanded) sampleRunByWord(side);
  else sampleSparseRun(side);
  if (side.row == localRow) closeCopy(side, side.numChanged != before);
}

/** The row at hand was a copy (openRow). */
function closeCopy(side: Side, hasChanged: bool): void {
  const row = rowOf(side.word);
  if (rowsAreShared) deltas += pushRow(row, groupsOf(side.word));
  else if (side.width == LIST && !hasChanged) clearCopy(row);
  else narrowRow(row, side.width, side.groups);
}
