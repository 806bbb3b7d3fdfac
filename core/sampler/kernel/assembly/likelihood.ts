// Parts of log p(words, topics), in f64: what belongs to the rows of a range, and what belongs to
// the documents of a tile (core/evaluation/likelihood.ts has the whole formula).
//
// Most counts are zero and contribute nothing; of the rest most are small, and ln G(prior + n) -
// ln G(prior) is looked up for them.

import { occupancyBytes, alpha, numTopics, numVectors, numMasks, occupancy } from './model';
import {
  BYTE,
  LIST,
  SHORT,
  countedOf,
  endOfRow,
  firstOfRow,
  groupBytes,
  rowOf,
  widthOf,
} from './narrow-rows';
import { Parameters } from './parameters';

/** The host's: WebAssembly has no logarithm, and a table of one would lie in the shared memory. */
@external('host', 'log')
declare function log(x: f64): f64;

let beta: f64 = 0;
/** f64 x K. */
let alphas: usize = 0;
let alphaSum: f64 = 0;
/** ln G(prior + n) - ln G(prior) for n = 0, 1, ...: of beta, and of alpha (parameters.ts). */
let betaTable: usize = 0;
let betaTableLength: i32 = 0;
let alphaTable: usize = 0;
let alphaTableLength: i32 = 0;
let alphaTableBytes: usize = 0;

export function configureLikelihood(parameters: usize): void {
  const given = changetype<Parameters>(parameters);
  beta = given.beta;
  alphas = given.alphas;
  alphaSum = given.alphaSum;
  betaTable = given.betaTable;
  betaTableLength = given.betaTableLength;
  alphaTable = given.alphaTable;
  alphaTableLength = given.alphaTableLength;
  alphaTableBytes = given.alphaTableBytes;
}

/** Sum over the rows and their topics of ln G(beta + n_wk) - ln G(beta). */
export function wordsOfRange(firstRow: u32, endRow: u32): f64 {
  let sum: f64 = 0;
  for (let row = firstRow; row < endRow; row++) {
    const cells = rowOf(row);
    const width = widthOf(row);
    if (width == LIST) {
      sum = addList(sum, cells);
      continue;
    }
    const groups = occupancy + <usize>row * occupancyBytes;
    for (let mask = 0; mask < numMasks; mask++) {
      let rest = load<u64>(groups + ((<usize>mask) << 3));
      while (rest != 0) {
        const group = cells + groupBytes((mask << 6) + <i32>ctz(rest), width);
        if (width == BYTE) sum = addGroup<u8>(sum, group);
        else if (width == SHORT) sum = addGroup<u16>(sum, group);
        else sum = addGroup<i32>(sum, group);
        rest &= rest - 1;
      }
    }
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function addList(sum: f64, row: usize): f64 {
  const end = endOfRow(row);
  for (let at = firstOfRow(row); at < end; at += 4) {
    sum += rise(beta, <i32>load<u16>(at), betaTable, betaTableLength);
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function addGroup<T>(sum: f64, counts: usize): f64 {
  let counted = countedOf<T>(counts);
  while (counted != 0) {
    const count = <i32>load<T>(counts + <usize>ctz(counted) * sizeof<T>());
    sum += rise(beta, count, betaTable, betaTableLength);
    counted &= counted - 1;
  }
  return sum;
}

/** Sum over dense documents of ln G(A) - ln G(A + N_d) + sum over k of ln G(alpha_k + n_dk) - ln G(alpha_k). */
export function denseDocuments(documents: usize, number: i32): f64 {
  const documentBytes = (<usize>numVectors) << 4;
  let sum: f64 = 0;
  for (let document = documents; number > 0; document += documentBytes, number--) {
    let length = 0;
    for (let topic = 0; topic < numTopics; topic++) {
      const cell = (<usize>topic) << 2;
      const count = <i32>nearest<f32>(load<f32>(document + cell) - load<f32>(alpha + cell));
      if (count == 0) continue;
      length += count;
      sum += riseOfTopic(topic, count);
    }
    sum -= rise(alphaSum, length, 0, 0);
  }
  return sum;
}

/** The same for documents kept as lists. */
export function sparseDocuments(entries: usize, number: i32): f64 {
  let sum: f64 = 0;
  for (let entry = entries; number > 0; entry += 8, number--) {
    let length = 0;
    const list = load<usize>(entry);
    const end = list + ((<usize>load<i32>(entry, 4)) << 2);
    for (let place = list; place < end; place += 4) {
      const count = <i32>load<u16>(place);
      length += count;
      sum += riseOfTopic(<i32>load<u16>(place, 2), count);
    }
    sum -= rise(alphaSum, length, 0, 0);
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function riseOfTopic(topic: i32, count: i32): f64 {
  const prior = load<f64>(alphas + ((<usize>topic) << 3));
  return rise(prior, count, alphaTable + <usize>topic * alphaTableBytes, alphaTableLength);
}

/** ln G(prior + count) - ln G(prior). */
// @ts-ignore: decorator
@inline
function rise(prior: f64, count: i32, table: usize, tableLength: i32): f64 {
  if (count < tableLength) return load<f64>(table + ((<usize>count) << 3));
  return logGamma(prior + <f64>count) - logGamma(prior);
}

/** ln G(x) for x > 0: core/special-functions/log-gamma.ts, step for step. */
function logGamma(x: f64): f64 {
  let shifted = x;
  let product: f64 = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted++;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    inverse *
    (1.0 / 12 -
      square *
        (1.0 / 360 -
          square *
            (1.0 / 1260 -
              square *
                (1.0 / 1680 -
                  square * (1.0 / 1188 - square * (691.0 / 360360 - square * (1.0 / 156)))))));
  const halfLogTwoPi: f64 = 0.9189385332046727;
  return (shifted - 0.5) * log(shifted) - shifted + halfLogTwoPi + series - log(product);
}
