// The word at hand, for documents kept as lists. The conditional falls into three parts, as in
// SparseLDA (Yao, Mimno & McCallum, KDD 2009), cut so that each is as small as it can be:
//
//     (n_dk + alpha_k) phi_k =  n_dk phi_k                        documents: the list of one
//                             + alpha_k n_wk / (n_k + V beta)     words: the groups of the row that hold counts
//                             + alpha_k beta / (n_k + V beta)     smoothing: the same for all words
//
// A row of a thousand topics is 4 KB, mostly zeros, and reading it whole costs more than sampling
// the word's tokens. So every row has its occupancy, one bit for each group of 16 topics; phi is
// kept for the zero row, and only the occupied groups are filled in for a word and put back after
// it. (Whole rows: 42% of the time at K = 1000 on AP, most of it waiting for memory.)

import {
  alpha,
  beta,
  betaSum,
  inverse,
  numGroups,
  numTopics,
  numMasks,
  wholeRows,
  phi,
  rowBytes,
  smoothingMass,
  totals,
  wordMass,
} from './model';
import { nonZeros, sumOfFloats } from './vectors';

/** Sum of smoothingMass. In f64, because it is carried along through a unit. */
export let smoothing: f64 = 0;

/** Divisors, and phi and masses of the zero row, from the topic totals: when a unit starts. */
export function openTotals(): void {
  const vectorBetaSum = f32x4.splat(betaSum);
  const ones = f32x4.splat(1);
  for (let at: usize = 0; at < rowBytes; at += 16) {
    const divisors = f32x4.add(f32x4.convert_i32x4_s(v128.load(totals + at)), vectorBetaSum);
    v128.store(inverse + at, f32x4.div(ones, divisors));
  }
  for (let topic = numTopics; topic < numGroups << 4; topic++) {
    store<f32>(inverse + ((<usize>topic) << 2), 0);
  }
  smoothing = 0;
  for (let group = 0; group < numGroups; group++) {
    clearGroup(group);
    const mass = massOfGroup(alpha, phi, (<usize>group) << 6);
    v128.store(smoothingMass + ((<usize>group) << 4), mass);
    smoothing += <f64>sumOfFloats(mass);
  }
}

/** phi of the zero row: beta / (n_k + V beta). */
// @ts-ignore: decorator
@inline
function clearGroup(group: i32): void {
  const at = (<usize>group) << 6;
  const vectorBeta = f32x4.splat(beta);
  v128.store(phi + at, f32x4.mul(vectorBeta, v128.load(inverse + at)));
  v128.store(phi + at, f32x4.mul(vectorBeta, v128.load(inverse + at, 16)), 16);
  v128.store(phi + at, f32x4.mul(vectorBeta, v128.load(inverse + at, 32)), 32);
  v128.store(phi + at, f32x4.mul(vectorBeta, v128.load(inverse + at, 48)), 48);
}

/** Sum over the four vectors of a group of a x b. */
// @ts-ignore: decorator
@inline
function massOfGroup(a: usize, b: usize, at: usize): v128 {
  return f32x4.add(
    f32x4.add(
      f32x4.mul(v128.load(a + at), v128.load(b + at)),
      f32x4.mul(v128.load(a + at, 16), v128.load(b + at, 16)),
    ),
    f32x4.add(
      f32x4.mul(v128.load(a + at, 32), v128.load(b + at, 32)),
      f32x4.mul(v128.load(a + at, 48), v128.load(b + at, 48)),
    ),
  );
}

/**
 * Fills phi and wordMass in for the occupied groups of a row. Groups that turn out to be empty
 * lose their bit.
 *
 * @returns the sum of wordMass.
 */
export function openWord(row: usize, groups: usize): f32 {
  return wholeRows ? openWholeRow(row) : openOccupied(row, groups);
}

function openWholeRow(row: usize): f32 {
  const number = numGroups;
  let sum = f32x4.splat(0);
  let group = 0;
  do {
    sum = f32x4.add(sum, openGroup(row, group));
    group++;
  } while (group < number);
  return sumOfFloats(sum);
}

function openOccupied(row: usize, groups: usize): f32 {
  let sum = f32x4.splat(0);
  for (let mask = 0; mask < numMasks; mask++) {
    const bits = load<u64>(groups + ((<usize>mask) << 3));
    let rest = bits;
    let kept = bits;
    while (rest != 0) {
      const bit = <i32>ctz(rest);
      rest &= rest - 1;
      const group = (mask << 6) + bit;
      if (isEmpty(row + ((<usize>group) << 6))) {
        kept &= ~((<u64>1) << bit);
        continue;
      }
      sum = f32x4.add(sum, openGroup(row, group));
    }
    if (kept != bits) store<u64>(groups + ((<usize>mask) << 3), kept);
  }
  return sumOfFloats(sum);
}

// @ts-ignore: decorator
@inline
function isEmpty(cells: usize): bool {
  const any = v128.or(
    v128.or(v128.load(cells), v128.load(cells, 16)),
    v128.or(v128.load(cells, 32), v128.load(cells, 48)),
  );
  return !v128.any_true(any);
}

// @ts-ignore: decorator
@inline
function openGroup(row: usize, group: i32): v128 {
  const at = (<usize>group) << 6;
  const a = openVector(row, at);
  const b = openVector(row, at + 16);
  const c = openVector(row, at + 32);
  const d = openVector(row, at + 48);
  const mass = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  v128.store(wordMass + ((<usize>group) << 4), mass);
  return mass;
}

// @ts-ignore: decorator
@inline
function openVector(row: usize, at: usize): v128 {
  const divisors = v128.load(inverse + at);
  const share = f32x4.mul(f32x4.convert_i32x4_s(v128.load(row + at)), divisors);
  v128.store(phi + at, f32x4.add(share, f32x4.mul(f32x4.splat(beta), divisors)));
  return f32x4.mul(share, v128.load(alpha + at));
}

/** Puts phi back to that of the zero row, where the row holds or held counts. */
export function closeWord(groups: usize): void {
  if (wholeRows) return; // the next word fills all of it in again
  for (let mask = 0; mask < numMasks; mask++) {
    let rest = load<u64>(groups + ((<usize>mask) << 3));
    while (rest != 0) {
      clearGroup((mask << 6) + <i32>ctz(rest));
      rest &= rest - 1;
    }
  }
}

/** Marks the topic's group as occupied. @returns whether it was not before. */
// @ts-ignore: decorator
@inline
export function occupy(groups: usize, topic: i32): bool {
  const mask = groups + ((<usize>(topic >> 10)) << 3);
  const bit = (<u64>1) << ((topic >> 4) & 63);
  const bits = load<u64>(mask);
  if ((bits & bit) != 0) return false;
  store<u64>(mask, bits | bit);
  return true;
}

/**
 * Draws from the words' part: topic k with mass alpha_k n_wk inverse_k, all as they stand.
 *
 * @returns -1 when rounding leaves no topic for the target.
 */
export function drawFromWord(row: usize, groups: usize, target: f32): i32 {
  let above = target;
  for (let mask = 0; mask < numMasks; mask++) {
    let rest = load<u64>(groups + ((<usize>mask) << 3));
    while (rest != 0) {
      const group = (mask << 6) + <i32>ctz(rest);
      rest &= rest - 1;
      const mass = sumOfFloats(v128.load(wordMass + ((<usize>group) << 4)));
      if (above < mass) return drawInGroup(row, group, above);
      above -= mass;
    }
  }
  return -1;
}

function drawInGroup(row: usize, group: i32, target: f32): i32 {
  let rest = target;
  let last = -1;
  let counted = nonZeros(row + ((<usize>group) << 6));
  while (counted != 0) {
    last = (group << 4) + ctz(counted);
    counted &= counted - 1;
    const at = (<usize>last) << 2;
    rest -= load<f32>(alpha + at) * <f32>load<i32>(row + at) * load<f32>(inverse + at);
    if (rest < 0) break;
  }
  return last;
}

/** Draws from the smoothing part: topic k with mass alpha_k beta inverse_k. */
export function drawFromSmoothing(target: f32): i32 {
  let rest = target;
  let group = 0;
  for (; group < numGroups - 1; group++) {
    const mass = sumOfFloats(v128.load(smoothingMass + ((<usize>group) << 4)));
    if (rest < mass) break;
    rest -= mass;
  }
  const last = min<i32>((group << 4) + 15, numTopics - 1);
  for (let topic = group << 4; topic < last; topic++) {
    const at = (<usize>topic) << 2;
    rest -= load<f32>(alpha + at) * beta * load<f32>(inverse + at);
    if (rest < 0) return topic;
  }
  return last;
}

/** Follows a change of a topic's divisor, or of its count in the word at hand. */
// @ts-ignore: decorator
@inline
export function addToMass(masses: usize, topic: i32, delta: f32): void {
  const cell = masses + ((<usize>(topic >> 4)) << 4) + ((<usize>(topic & 3)) << 2);
  store<f32>(cell, load<f32>(cell) + delta);
}

// @ts-ignore: decorator
@inline
export function addToSmoothing(topic: i32, delta: f32): void {
  smoothing += <f64>delta;
  addToMass(smoothingMass, topic, delta);
}
