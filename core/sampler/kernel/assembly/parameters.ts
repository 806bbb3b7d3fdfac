// What the host hands over, by name: ../parameters.ts writes the same fields in the same order.

/** Of a run; the priors may change between sweeps. */
@unmanaged
export class Parameters {
  beta: f64;
  /** V beta. */
  betaSum: f64;
  alphaSum: f64;
  numTopics: i32;
  /** f32 x stride; the padding topics have 0. */
  alpha: usize;
  /** The word-topic counts, and where each row of them is (narrow-rows.ts); 0: all are int32 x stride. */
  rows: usize;
  rowPlaces: usize;
  rowsAreShared: i32;
  occupancy: usize;
  wholeRows: i32;
  units: usize;
  scratch: usize;
  /** Room for the expanded counts of a tile's documents. */
  expanded: usize;
  /** f64 x K: alpha for the likelihood. */
  alphas: usize;
  /** f64 x betaTableLength: ln G(beta + n) - ln G(beta) for n = 0, 1, ... */
  betaTable: usize;
  betaTableLength: i32;
  /** The same of alpha: one table for all topics, or one for each, alphaTableBytes apart. */
  alphaTable: usize;
  alphaTableLength: i32;
  alphaTableBytes: usize;
  /** f32 x stride a group of documents: their own priors; 0 where all have `alpha`. */
  documentAlphas: usize;
}

/** One unit to be sampled. */
@unmanaged
export class Task {
  /** block * numRanges + range. */
  unit: i32;
  /** Address of the unit's own copy of the topic totals, changed in place. */
  topicTotals: usize;
  seed: u32;
  /** 0 gives every token its first topic, from the conditional given those so far. */
  sweep: u32;
}

/** For the host to compare: fields that do not match would be misread silently. */
export function bytesOfParameters(): i32 {
  return offsetof<Parameters>();
}

export function bytesOfTask(): i32 {
  return offsetof<Task>();
}
