/**
 * The reference sampler: collapsed Gibbs sampling as the formula says, one token at a time. It is
 * the oracle for the kernel, and what runs where WebAssembly has no SIMD.
 *
 * A token of word w in document d gets topic k with probability proportional to
 *
 *     (n_dk + alpha_k) (n_wk + beta) / (n_k + V beta)
 *
 * the token itself taken out (Griffiths and Steyvers, "Finding scientific topics", PNAS 101, 2004).
 */
import type { DocumentAlphas } from './document-alphas.ts';
import { PresentTopicsList, type VisitDocument } from './present-topics.ts';
import type { Rows } from '../memory/rows.ts';
import { logGamma } from '../special-functions/log-gamma.ts';
import { RandomStream } from '../random/stream.ts';
import { type GivenTokens, type TokensOfPart, isTopic, noTopic } from './layout.ts';
import {
  ReferenceBlocks,
  type ReferenceDescription,
  type ReferenceViews,
  viewReferenceTokens,
} from './reference-tokens.ts';
import {
  type Priors,
  type Sampler,
  type SamplerModel,
  type UnitOfWork,
  type UnitResult,
  assertNoNegatives,
  numDeltasOf,
} from './sampler.ts';
import { type Tally, tallyPresent, tallyRows } from './tally.ts';

export class ReferenceSampler implements Sampler {
  readonly unitsAtOnce = 1;
  readonly #at: ReferenceDescription;
  readonly #tokens: ReferenceViews;
  readonly #rows: Rows;
  /** The same, all of int32. */
  readonly #counts: Int32Array;
  readonly #rowsAreShared: boolean;
  readonly #documentAlphas: DocumentAlphas | undefined;
  #priors: Priors;
  readonly #cumulative: Float64Array;

  constructor(memory: WebAssembly.Memory, description: ReferenceDescription, model: SamplerModel) {
    this.#at = description;
    this.#tokens = viewReferenceTokens(memory, description);
    this.#rows = model.rows;
    this.#counts = model.rows.ints;
    this.#rowsAreShared = model.rowsAreShared;
    this.#priors = model.priors;
    this.#documentAlphas = model.documentAlphas;
    this.#cumulative = new Float64Array(description.numTopics);
  }

  sampleUnits(units: readonly UnitOfWork[], topicTotals: readonly Int32Array[]): UnitResult[] {
    return units.map((unit, index) => this.#sampleUnit(unit, topicTotals[index]));
  }

  #sampleUnit(work: UnitOfWork, topicTotals: Int32Array): UnitResult {
    const { numTopics, numRanges } = this.#at;
    const { tokenRows, tokenDocuments, topics, unitStarts } = this.#tokens;
    const unit = work.block * numRanges + work.range;
    const random = new RandomStream({ seed: work.seed, sweep: work.sweep, unit });
    const isStart = work.sweep === 0;
    let numChanged = 0;
    for (let token = unitStarts[unit]; token < unitStarts[unit + 1]; token++) {
      const before = topics[token];
      if (isStart && before !== noTopic) continue;
      const row = tokenRows[token] * this.#rows.stride;
      const alpha = this.#alphaOf(tokenDocuments[token]);
      const document = tokenDocuments[token] * numTopics;
      if (!isStart) this.#tally({ row, document, topic: before }, topicTotals, -1);
      const topic = this.#draw({ row, document, alpha }, topicTotals, random.next());
      this.#tally({ row, document, topic }, topicTotals, +1);
      topics[token] = topic;
      if (isStart || topic !== before) numChanged++;
    }
    assertNoNegatives(topicTotals);
    const numTokens = isStart ? numChanged : unitStarts[unit + 1] - unitStarts[unit];
    return { numTokens, numChanged, numDeltas: numDeltasOf(work, numChanged) };
  }

  /** Draws a topic from the conditional distribution; `uniform` is in [0, 1). */
  #draw(
    { row, document, alpha }: { row: number; document: number; alpha: ArrayLike<number> },
    topicTotals: Int32Array,
    uniform: number,
  ): number {
    const { numTopics } = this.#at;
    const { documentTopics } = this.#tokens;
    const counts = this.#counts;
    const { beta } = this.#priors;
    const cumulative = this.#cumulative;
    const betaSum = beta * this.#rows.numRows;
    let mass = 0;
    for (let topic = 0; topic < numTopics; topic++) {
      const wordMass = (counts[row + topic] + beta) / (topicTotals[topic] + betaSum);
      mass += (documentTopics[document + topic] + alpha[topic]) * wordMass;
      cumulative[topic] = mass; // never decreasing
    }
    return firstAbove(cumulative, uniform * mass);
  }

  /** The only place where counts change. */
  #tally(
    { row, document, topic }: { row: number; document: number; topic: number },
    topicTotals: Int32Array,
    delta: 1 | -1,
  ): void {
    if (this.#rowsAreShared) Atomics.add(this.#counts, row + topic, delta);
    else this.#counts[row + topic] += delta;
    this.#tokens.documentTopics[document + topic] += delta;
    topicTotals[topic] += delta;
  }

  layPart(part: number, given: GivenTokens): void {
    new ReferenceBlocks(this.#at, this.#tokens).lay(this.#at.parts[part], given);
  }

  readTopics(part: number, into: TokensOfPart): void {
    new ReferenceBlocks(this.#at, this.#tokens).read(this.#at.parts[part], into);
  }

  countTopics(range: number, topicTotals: Int32Array): void {
    const { numTopics, numRanges, numUnits } = this.#at;
    const { tokenRows, topics, unitStarts } = this.#tokens;
    for (let unit = range; unit < numUnits; unit += numRanges) {
      for (let token = unitStarts[unit]; token < unitStarts[unit + 1]; token++) {
        if (!isTopic(topics[token], numTopics)) continue;
        this.#rows.add(tokenRows[token], topics[token], 1);
        topicTotals[topics[token]]++;
      }
    }
  }

  readDocuments(block: number, visit: VisitDocument): void {
    const { numTopics, blockStarts } = this.#at;
    const { documentTopics } = this.#tokens;
    const present = new PresentTopicsList(numTopics);
    for (let document = blockStarts[block]; document < blockStarts[block + 1]; document++) {
      present.size = 0;
      for (let topic = 0; topic < numTopics; topic++) {
        const count = documentTopics[document * numTopics + topic];
        if (count > 0) present.add(topic, count);
      }
      visit(document, present);
    }
  }

  tallyDocuments(block: number, into: Tally): void {
    this.readDocuments(block, (_, present) => {
      tallyPresent(present, into);
    });
  }

  /** The priors of a document. */
  #alphaOf(document: number): ArrayLike<number> {
    return this.#documentAlphas?.of(document) ?? this.#priors.alpha;
  }

  tallyWords(range: number, into: Tally): void {
    const { rangeStarts } = this.#at;
    tallyRows(this.#rows, { first: rangeStarts[range], end: rangeStarts[range + 1] }, into);
  }

  usePriors(priors: Priors): void {
    this.#priors = priors;
  }

  /** Documents are kept as bare counts. */
  moveDocuments(): void {
    return;
  }

  wordLogLikelihood(range: number): number {
    const { numTopics, rangeStarts } = this.#at;
    const counts = this.#counts;
    const { stride } = this.#rows;
    const { beta } = this.#priors;
    const ofZero = logGamma(beta);
    let sum = 0;
    for (let row = rangeStarts[range]; row < rangeStarts[range + 1]; row++) {
      for (let topic = 0; topic < numTopics; topic++) {
        const count = counts[row * stride + topic];
        if (count > 0) sum += logGamma(count + beta) - ofZero;
      }
    }
    return sum;
  }

  documentLogLikelihood(block: number): number {
    const { numTopics, blockStarts } = this.#at;
    const { documentTopics } = this.#tokens;
    let sum = 0;
    for (let document = blockStarts[block]; document < blockStarts[block + 1]; document++) {
      const alpha = this.#alphaOf(document);
      const alphaSum = Array.from(alpha).reduce((all, value) => all + value, 0);
      let length = 0;
      for (let topic = 0; topic < numTopics; topic++) {
        const count = documentTopics[document * numTopics + topic];
        if (count === 0) continue;
        length += count;
        sum += logGamma(count + alpha[topic]) - logGamma(alpha[topic]);
      }
      sum += logGamma(alphaSum) - logGamma(alphaSum + length);
    }
    return sum;
  }
}

/** The first index whose cumulative mass is above `target`; the last when rounding leaves none. */
function firstAbove(cumulative: Float64Array, target: number): number {
  let index = 0;
  while (index < cumulative.length - 1 && cumulative[index] <= target) index++;
  return index;
}
