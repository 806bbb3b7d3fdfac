/**
 * What a sampler is to the rest of the program: something that resamples the topics of one unit
 * of work, given the rows of its words and its own copy of the topic totals.
 *
 * It knows neither clocks nor other workers. Where rows are shared (live reading) it reads them as
 * they stand and adds to them by atomic operations; when it may do so is decided elsewhere
 * (parameter-server/client.ts).
 */
import { assert } from '../errors.ts';
import type { Rows } from '../memory/rows.ts';
import type { DocumentAlphas } from './document-alphas.ts';
import type { GivenTokens, TokensOfPart } from './layout.ts';
import type { VisitDocument } from './present-topics.ts';
import type { Tally } from './tally.ts';

/** What decides the conditional distribution. */
export interface Priors {
  /** One positive number per topic (length K). */
  readonly alpha: Float64Array;
  readonly beta: number;
  /**
   * Where documents have priors of their own, what those follow from (see core/covariates); `alpha` is
   * then their mean over the documents, for showing.
   */
  readonly weights?: Int32Array | undefined;
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
  /**
   * Additions to cells of rows: numDeltasOf() where each change is made at once; fewer where those
   * of a word's tokens are merged first, and cancel (live reading).
   */
  readonly numDeltas: number;
}

/** Additions to cells of rows before merging: one for a first topic, two for another. */
export function numDeltasOf({ sweep }: UnitOfWork, numChanged: number): number {
  return sweep === 0 ? numChanged : 2 * numChanged;
}

/** The invariant after every unit. */
export function assertNoNegatives(topicTotals: Int32Array): void {
  assert(
    topicTotals.every((count) => count >= 0),
    'a topic total is negative',
  );
}

/** No sampler wants more units at a time. */
export const mostUnitsAtOnce = 2;

/** What a sampler is opened with. */
export interface SamplerModel {
  /** The rows of the word-topic table. */
  readonly rows: Rows;
  /** Other workers may change the rows at the same time (live reading). */
  readonly rowsAreShared: boolean;
  readonly priors: Priors;
  /** Where documents have priors of their own, which then stand for `priors.alpha`. */
  readonly documentAlphas?: DocumentAlphas | undefined;
}

export interface Sampler {
  /**
   * The best number of units to sample at a time: together they may take less time than one by one.
   */
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

  /**
   * Lays out the tokens of a part, for which there is room. Leaves in place of their words what the layout
   * is to take (TokenLayout.take). Each part is laid out once, by any sampler.
   */
  layPart(part: number, given: GivenTokens): void;

  /**
   * Reads the topics of a part's tokens back in document order, their words being given again, and
   * lost. Which occurrence of a repeated word has which topic never changes between two calls.
   */
  readTopics(part: number, into: TokensOfPart): void;

  /**
   * Where tokens were laid out with topics: counts those of a range in the rows of its words, and in
   * `topicTotals` (length stride), which lies in the shared memory. Nobody else does so for this range.
   */
  countTopics(range: number, topicTotals: Int32Array): void;

  /** Visits the documents of a block, in their order, with the topics that their tokens have. */
  readDocuments(block: number, visit: VisitDocument): void;

  /**
   * Counts the documents of a block by how many tokens of each topic they have. Asserts that what
   * is kept of every document fits the present priors: one that was missed when they moved would
   * silently be sampled wrong.
   */
  tallyDocuments(block: number, into: Tally): void;

  /** Counts the pairs of a word of a range and a topic by how many tokens they have, as kind 0. */
  tallyWords(range: number, into: Tally): void;

  /** This sampler's priors from now on. What is kept of documents must be moved, block by block. */
  usePriors(priors: Priors): void;

  /** Makes what is kept of a block's documents fit the present priors. To be done once a block. */
  moveDocuments(block: number, before: Priors): void;

  /** The part of log p(words, topics) that belongs to the words of a range: see likelihood.ts. */
  wordLogLikelihood(range: number): number;

  /** The part of log p(words, topics) that belongs to the documents of a block. */
  documentLogLikelihood(block: number): number;
}
