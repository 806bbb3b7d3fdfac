// What the ways of sampling do to counts: n_wk, n_k, and with them the divisors. (The first token of a
// group of a row is stored by sparse.ts; what is added to shared rows, by shared-row.ts.)

import { betaSum } from './model';

/** Adds to one count of a row of int32. @returns the new count. */
// @ts-ignore: decorator
@inline
export function addTo(row: usize, topic: i32, delta: i32): i32 {
  const cell = row + ((<usize>topic) << 2);
  const count = load<i32>(cell) + delta;
  store<i32>(cell, count);
  return count;
}

/** Adds to a topic's total. @returns the new 1 / (n_k + V beta), which is stored as well. */
// @ts-ignore: decorator
@inline
export function addToTotal(ofTotals: usize, ofInverse: usize, topic: i32, delta: i32): f32 {
  const divisor: f32 = <f32>1 / (<f32>addTo(ofTotals, topic, delta) + betaSum);
  store<f32>(ofInverse + ((<usize>topic) << 2), divisor);
  return divisor;
}

/** 1 / (n_k - 1 + V beta): the divisor without the token at hand. */
// @ts-ignore: decorator
@inline
export function inverseWithout(ofTotals: usize, topic: i32): f32 {
  return <f32>1 / (<f32>(load<i32>(ofTotals + ((<usize>topic) << 2)) - 1) + betaSum);
}

/**
 * Replaces one float of a row. (Rewriting its whole vector, from which the vector load that follows
 * soon could be served, is 1 to 3% slower with two units side by side.)
 */
// @ts-ignore: decorator
@inline
export function replace(row: usize, topic: i32, value: f32): void {
  store<f32>(row + ((<usize>topic) << 2), value);
}
