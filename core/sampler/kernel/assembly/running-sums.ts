// Running sums of weights, four to a vector, and what a draw does with them. The vectors are added
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

import { numVectors } from './model';
import { lastLane, shiftLanes, sumOfInts } from './vectors';

/**
 * Writes the running sums of the weights. @returns the last of them.
 *
 * Four vectors are added up among themselves before the running sum comes in, so that the chain
 * from sum to sum is one addition in four (+7% at K = 100).
 */
// @ts-ignore: decorator
@inline
export function addWeights(document: usize, ofPhi: usize, sums: usize): v128 {
  const end = sums + ((<usize>numVectors) << 4);
  let sum = f32x4.splat(0);
  let counts = document;
  let factors = ofPhi;
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

/** How many running sums are at or below the target of their lane. In two sums: +1 to 3% at K = 100. */
// @ts-ignore: decorator
@inline
export function countUpTo(target: v128, sums: usize): i32 {
  const end = sums + ((<usize>numVectors) << 4);
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

/** What a uniform number means for the running sums of each lane. */
// @ts-ignore: decorator
@inline
export function targetOf(uniform: f32, upToLane: v128): v128 {
  return f32x4.sub(f32x4.mul(lastLane(upToLane), f32x4.splat(uniform)), shiftLanes(upToLane));
}
