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

/** No sampler wants more units at a time. */
export const mostUnitsAtOnce = 2;

export interface Sampler {
  /** How many units it is best given at a time: together they may take less time than in turn. */
  readonly unitsAtOnce: number;

  /**
   * Resamples every token of some units, at most `unitsAtOnce`, that share neither documents nor
   * rows. Changes their assignments, their documents' counts, the rows of their words, and
   * `topicTotals`: each unit's own copy (length stride). The outcome is that of one after the other.
   *
   * @returns one result for each unit.
   */
  sampleUnits(
    units: readonly UnitOfWork[],
    topicTotals: readonly Int32Array[],
  ): readonly UnitResult[];

  /** The part of log p(words, topics) that belongs to the words of a range: see likelihood.ts. */
  wordLogLikelihood(range: number): number;

  /** The part of log p(words, topics) that belongs to the documents of a block. */
  documentLogLikelihood(block: number): number;
}
