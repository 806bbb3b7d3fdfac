/**
 * What a sampler is to the rest of the program: something that resamples the topics of one unit
 * of work, given the rows of its words and its own copy of the topic totals.
 *
 * It knows no server: where rows come from and when changes become visible is decided elsewhere.
 */

/** What decides the conditional distribution. */
export interface Priors {
  /** One positive number per topic (length K). */
  readonly alpha: Float64Array;
  readonly beta: number;
}

/** One block's tokens of one range, in one sweep. */
export interface UnitOfWork {
  readonly block: number;
  readonly range: number;
  /** From 1; sweep 0 gives every token its first topic, from the conditional given those so far. */
  readonly sweep: number;
  readonly seed: number;
}

export interface UnitResult {
  readonly numTokens: number;
  /** Tokens whose topic is another than before. */
  readonly numChanged: number;
  /** Cells of rows that were changed: two per change, fewer where changes cancel out. */
  readonly numDeltas: number;
}

export interface Sampler {
  /**
   * Resamples every token of a unit: changes its assignments, its documents' counts, the rows of
   * its words, and `topicTotals` (length stride, the caller's own copy).
   */
  sampleUnit(work: UnitOfWork, topicTotals: Int32Array): UnitResult;

  /** The part of log p(words, topics) that belongs to the words of a range: see likelihood.ts. */
  wordLogLikelihood(range: number): number;

  /** The part of log p(words, topics) that belongs to the documents of a block. */
  documentLogLikelihood(block: number): number;
}
