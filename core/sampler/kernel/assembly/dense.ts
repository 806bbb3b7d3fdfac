// Documents as rows of K floats, n_dk + alpha_k: for few topics, and for giant documents.
//
// The token's weights are w_k = (n_dk + alpha_k) phi_k, four to a vector. A draw adds the vectors
// up one after the other, so that lane i of the running sum number v holds
// w_i + w_(4+i) + ... + w_(4v+i). Lane after lane this is one long row of running sums:
//
//     place          0    1    2  ...  nv-1   nv  nv+1  ...        nv = numVectors
//     topic          0    4    8  ...          1    5   ...
//     lane           0 ........................1 ..........
//
// and the drawn place is the number of running sums at or below the target: counting needs no
// branch that a processor could guess wrong (a search by groups, then inside the group, was 20%
// slower at K = 100 and 30% at K = 20: longer chain, more wrong guesses).
//
// A token that keeps its topic, as two of three do, needs no counting: its target lies between the
// running sums before and at its own place (+15% at K = 100, +10% at K = 20).
//
// The token itself is not taken out of memory first. Its weight is too big by `excess`, which is
// cut out of the running sums of its lane instead: writing and restoring counts around every draw
// cost 10%.

import { addTo, addToTotal, inverseWithout, replace } from './counts';
import { alpha, beta, inverse, laneMask, numVectors, phi, rowBytes, runningSums, topicAt } from './model';
import { random } from './random';
import { occupy } from './word';
import { lastLane, prefixSums, shiftLanes, sumOfInts } from './vectors';

/** Fills phi for all topics from a row of counts. */
export function openDenseWord(row: usize): void {
  const vectorBeta = f32x4.splat(beta);
  const end = rowBytes;
  const target = phi;
  const divisors = inverse;
  let at: usize = 0;
  do {
    phiOf4(row, divisors, target, at, vectorBeta);
    phiOf4(row, divisors, target, at + 16, vectorBeta);
    phiOf4(row, divisors, target, at + 32, vectorBeta);
    phiOf4(row, divisors, target, at + 48, vectorBeta);
    at += 64;
  } while (at < end);
}

// @ts-ignore: decorator
@inline
function phiOf4(row: usize, divisors: usize, target: usize, at: usize, vectorBeta: v128): void {
  const counts = f32x4.convert_i32x4_s(v128.load(row + at));
  v128.store(target + at, f32x4.mul(f32x4.add(counts, vectorBeta), v128.load(divisors + at)));
}

/** Samples the tokens of one word in one tile. @returns how many changed their topic. */
export function sampleDenseRun(
  row: usize,
  groups: usize,
  tokens: usize,
  end: usize,
  documents: usize,
): i32 {
  const documentBytes = numVectors << 4;
  let numChanged = 0;
  let at = tokens;
  do {
    const token = load<u32>(at);
    const document = documents + <usize>((token & 0xffff) * documentBytes);
    const old = <i32>(token >>> 16);
    const oldInverse = inverseWithout(old);
    const oldPhi: f32 = (<f32>(load<i32>(row + (<usize>old << 2)) - 1) + beta) * oldInverse;
    const oldWeight = load<f32>(document + (<usize>old << 2));
    const excess: f32 = oldWeight * load<f32>(phi + (<usize>old << 2)) - (oldWeight - 1) * oldPhi;
    const topic = drawDense(document, old, laneMask(old), f32x4.splat(excess));
    if (topic != old) {
      numChanged++;
      store<u16>(at, <u16>topic, 2);
      addTo(row, old, -1);
      addToTotal(old, -1);
      replace(phi, old, oldPhi);
      addToDocument(document, old, -1);
      gainDense(row, groups, document, topic);
    }
    at += 4;
  } while (at < end);
  return numChanged;
}

/** Gives every token of one word its first topic, from the conditional given the tokens so far. */
export function startDenseRun(
  row: usize,
  groups: usize,
  tokens: usize,
  end: usize,
  documents: usize,
): i32 {
  const documentBytes = numVectors << 4;
  const none = f32x4.splat(0);
  let at = tokens;
  do {
    const document = documents + <usize>((load<u32>(at) & 0xffff) * documentBytes);
    const topic = drawDense(document, 0, none, none);
    store<u16>(at, <u16>topic, 2);
    gainDense(row, groups, document, topic);
    at += 4;
  } while (at < end);
  return <i32>((end - tokens) >> 2);
}

// @ts-ignore: decorator
@inline
function gainDense(row: usize, groups: usize, document: usize, topic: i32): void {
  occupy(groups, topic); // the same word may have tokens in sparse tiles
  const count = addTo(row, topic, 1);
  replace(phi, topic, (<f32>count + beta) * addToTotal(topic, 1));
  addToDocument(document, topic, 1);
}

/** The count is rounded back first: what is stored depends on the count alone, not on its past. */
// @ts-ignore: decorator
@inline
function addToDocument(document: usize, topic: i32, delta: f32): void {
  const prior = load<f32>(alpha + (<usize>topic << 2));
  const count = nearest<f32>(load<f32>(document + (<usize>topic << 2)) - prior);
  replace(document, topic, count + delta + prior);
}

/**
 * Draws a topic for a token of the document, phi being that of its word.
 *
 * @param ownLane mask of the lane of `old`, the token's topic; empty if it has none yet.
 * @param excess by how much the weight of `old` is too big, which is cut out of the running sums
 *   of its lane from its place on.
 */
// @ts-ignore: decorator
@inline
function drawDense(document: usize, old: i32, ownLane: v128, excess: v128): i32 {
  const sums = runningSums;
  const end = sums + (<usize>numVectors << 4);
  const inOwnLane = v128.and(ownLane, excess);
  const upToLane = prefixSums(f32x4.sub(addWeights(document, sums, end), inOwnLane));
  const target = f32x4.sub(
    f32x4.mul(lastLane(upToLane), f32x4.splat(random())),
    shiftLanes(upToLane),
  );
  const place = sums + (<usize>(old >> 2) << 4);
  const oldEnd = f32x4.sub(v128.load(place), inOwnLane);
  const isBelow = f32x4.lt(target, oldEnd);
  const stays = v128.and(f32x4.ge(target, v128.load(place - 16)), isBelow);
  if (v128.any_true(v128.and(stays, ownLane))) return old;
  const shifted = f32x4.add(target, v128.andnot(inOwnLane, isBelow));
  return load<i32>(topicAt + (<usize>countUpTo(shifted, sums, end) << 2));
}

/**
 * Writes the running sums of the weights. @returns the last of them.
 *
 * Four vectors are added up among themselves before the running sum comes in, so that the chain
 * from sum to sum is one addition in four (+7% at K = 100).
 */
// @ts-ignore: decorator
@inline
function addWeights(document: usize, sums: usize, end: usize): v128 {
  let sum = f32x4.splat(0);
  let counts = document;
  let factors = phi;
  let at = sums;
    do {
      const a = f32x4.mul(v128.load(counts), v128.load(factors));
      const b = f32x4.mul(v128.load(counts, 16), v128.load(factors, 16));
      const c = f32x4.mul(v128.load(counts, 32), v128.load(factors, 32));
      const d = f32x4.mul(v128.load(counts, 48), v128.load(factors, 48));
      const ab = f32x4.add(a, b);
      v128.store(at, f32x4.add(sum, a));
      v128.store(at, f32x4.add(sum, ab), 16);
      v128.store(at, f32x4.add(sum, f32x4.add(ab, c)), 32);
      sum = f32x4.add(sum, f32x4.add(ab, f32x4.add(c, d)));
      v128.store(at, sum, 48);
      counts += 64;
      factors += 64;
      at += 64;
    } while (at < end);
  return sum;
}

/** How many running sums are at or below the target of their lane. */
// @ts-ignore: decorator
@inline
function countUpTo(target: v128, sums: usize, end: usize): i32 {
  let even = i32x4.splat(0);
  let odd = i32x4.splat(0);
  let at = sums;
    do {
      even = i32x4.sub(even, f32x4.le(v128.load(at), target));
      odd = i32x4.sub(odd, f32x4.le(v128.load(at, 16), target));
      even = i32x4.sub(even, f32x4.le(v128.load(at, 32), target));
      odd = i32x4.sub(odd, f32x4.le(v128.load(at, 48), target));
      at += 64;
    } while (at < end);
  return sumOfInts(i32x4.add(even, odd));
}
