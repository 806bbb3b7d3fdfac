/** The fast sampler: a worker's own instance of the kernel, on everybody's memory. */
import { logGamma } from '../../special-functions/log-gamma.ts';
import { assert } from '../../errors.ts';
import { float64At } from '../../memory/arena.ts';
import {
  type Priors,
  type Sampler,
  type UnitOfWork,
  type UnitResult,
  type WordTopicRows,
  assertNoNegatives,
  numDeltasOf,
} from '../sampler.ts';
import { type Tally, tallyCells, tallyRows } from '../tally.ts';
import { moveStored, tallyStored } from './document-counts.ts';
import { type KernelInstance, openKernel } from './instance.ts';
import { type KernelTask, ParameterBlock } from './parameters.ts';
import { numMasks } from './storage.ts';
import type { KernelDescription } from './tokens.ts';

/**
 * Differences of log-gamma are looked up for counts below this: nearly all are, and two tables of
 * 32 kB stay in the cache.
 */
const tableLength = 4096;

/** Where topics have priors of their own, for counts below this. */
const topicTableLength = 8;

/** Bytes of scratch that each worker's kernel needs. */
export function kernelScratchBytes(memory: WebAssembly.Memory, numTopics: number): number {
  return scratchLayout(0, numTopics).rest + openKernel(memory).scratchBytes(numTopics);
}

export class KernelSampler implements Sampler {
  readonly unitsAtOnce: number;
  readonly #at: KernelDescription;
  readonly #kernel: KernelInstance;
  readonly #rowsAreShared: boolean;
  readonly #memory: WebAssembly.Memory;
  readonly #rows: WordTopicRows;
  readonly #scratch: number;
  readonly #block: ParameterBlock;
  #priors: Priors;

  constructor(
    memory: WebAssembly.Memory,
    description: KernelDescription,
    model: { rows: WordTopicRows; priors: Priors; scratch: number },
  ) {
    this.#at = description;
    this.#memory = memory;
    this.#kernel = openKernel(memory);
    this.#rowsAreShared = model.rows.isShared;
    const isAllDense = description.documents.flat().every(({ variant }) => variant === 'dense');
    this.unitsAtOnce = isAllDense && !model.rows.isShared ? 2 : 1;
    this.#rows = model.rows;
    this.#scratch = model.scratch;
    this.#block = new ParameterBlock(this.#kernel, memory, model.scratch);
    this.#priors = model.priors;
    this.#configure();
  }

  sampleUnits(
    units: readonly UnitOfWork[],
    topicTotals: readonly Int32Array[],
  ): readonly UnitResult[] {
    const [first, second] = units;
    assert(units.length <= this.unitsAtOnce, `${units.length} units at once are too many`);
    const isPair = units.length === 2 && first.sweep > 0 && second.sweep > 0;
    const results = isPair
      ? this.#samplePair([first, second], topicTotals)
      : units.map((unit, index) => this.#sampleUnit(unit, topicTotals[index]));
    for (const totals of topicTotals) assertNoNegatives(totals);
    return results;
  }

  #sampleUnit(work: UnitOfWork, topicTotals: Int32Array): UnitResult {
    const numChanged = this.#block.sampleUnit(this.#taskOf(work, topicTotals));
    const numTokens = work.sweep === 0 ? numChanged : this.#at.unitSizes[this.#numberOf(work)];
    const numDeltas = this.#rowsAreShared
      ? this.#kernel.numDeltas()
      : numDeltasOf(work, numChanged);
    return { numTokens, numChanged, numDeltas };
  }

  #samplePair(
    units: readonly [UnitOfWork, UnitOfWork],
    topicTotals: readonly Int32Array[],
  ): UnitResult[] {
    const [first, second] = units;
    assert(
      first.block !== second.block && first.range !== second.range,
      'two units at once share documents or rows',
    );
    const numChangedOf = this.#block.sampleTwoUnits(
      this.#taskOf(first, topicTotals[0]),
      this.#taskOf(second, topicTotals[1]),
    );
    return numChangedOf.map((numChanged, index) => ({
      numTokens: this.#at.unitSizes[this.#numberOf(units[index])],
      numChanged,
      numDeltas: numDeltasOf(units[index], numChanged),
    }));
  }

  #taskOf(work: UnitOfWork, { byteOffset }: Int32Array): KernelTask {
    const { seed, sweep } = work;
    return { unit: this.#numberOf(work), topicTotals: byteOffset, seed, sweep };
  }

  #numberOf({ block, range }: UnitOfWork): number {
    return block * this.#at.numRanges + range;
  }

  wordLogLikelihood(range: number): number {
    const { rangeStarts } = this.#at;
    return this.#kernel.wordsOfRange(rangeStarts[range], rangeStarts[range + 1]);
  }

  documentLogLikelihood(block: number): number {
    let sum = 0;
    for (const { variant, address, numDocuments } of this.#at.documents[block]) {
      sum +=
        variant === 'dense'
          ? this.#kernel.denseDocuments(address, numDocuments)
          : this.#kernel.sparseDocuments(address, numDocuments);
    }
    return sum;
  }

  tallyDocuments(block: number, into: Tally): void {
    const alpha = Float32Array.from(this.#priors.alpha);
    let numTokens = 0;
    for (const documents of this.#at.documents[block]) {
      numTokens += tallyStored(this.#memory, documents, { alpha, into });
    }
    const { numRanges, unitSizes } = this.#at;
    const first = block * numRanges;
    const expected = unitSizes.subarray(first, first + numRanges).reduce((a, b) => a + b, 0);
    assert(
      numTokens === expected || numTokens === 0, // none before they have topics
      `documents of block ${block} hold ${numTokens} tokens, not ${expected}`,
    );
  }

  tallyWords(range: number, into: Tally): void {
    const { rangeStarts, wholeRows } = this.#at;
    const rows = { first: rangeStarts[range], end: rangeStarts[range + 1] };
    if (wholeRows) tallyRows(this.#rows, rows, into);
    else this.#tallyOccupied(rows, into);
  }

  /** As tallyRows, without groups of 16 topics that hold no counts: most of them are so. */
  #tallyOccupied({ first, end }: { first: number; end: number }, into: Tally): void {
    const { occupancyAddress, numTopics } = this.#at;
    const { counts, stride } = this.#rows;
    const numHalves = 2 * numMasks(numTopics); // of 32 bits each
    const occupancy = new Uint32Array(this.#memory.buffer, occupancyAddress, end * numHalves);
    for (let row = first; row < end; row++) {
      for (let group = 0; group < stride / 16; group++) {
        if (((occupancy[row * numHalves + (group >>> 5)] >>> (group & 31)) & 1) === 0) continue;
        const cell = row * stride + 16 * group;
        tallyCells(counts, { first: cell, end: cell + 16 }, into);
      }
    }
  }

  usePriors(priors: Priors): void {
    this.#priors = priors;
    this.#configure();
  }

  moveDocuments(block: number, before: Priors): void {
    const move = {
      before: Float32Array.from(before.alpha),
      after: Float32Array.from(this.#priors.alpha),
    };
    for (const documents of this.#at.documents[block]) moveStored(this.#memory, documents, move);
  }

  /** Lays out priors and tables in the scratch, and tells the kernel. */
  #configure(): void {
    const { counts, stride, numWords, isShared } = this.#rows;
    const { alpha, beta } = this.#priors;
    const { numTopics, occupancyAddress, wholeRows, unitsAddress } = this.#at;
    const at = scratchLayout(this.#scratch, numTopics);
    float64At(this.#memory, at.alphas, numTopics).set(alpha);
    new Float32Array(this.#memory.buffer, at.alpha, stride).set(alpha);
    float64At(this.#memory, at.betaTable, tableLength).set(risesFrom(beta, tableLength));
    this.#block.configure({
      beta,
      betaSum: beta * numWords,
      alphaSum: alpha.reduce((sum, value) => sum + value, 0),
      numTopics,
      alpha: at.alpha,
      rows: counts.byteOffset,
      rowsAreShared: Number(isShared),
      occupancy: occupancyAddress,
      wholeRows: Number(wholeRows),
      units: unitsAddress,
      scratch: at.rest,
      alphas: at.alphas,
      betaTable: at.betaTable,
      betaTableLength: tableLength,
      alphaTable: at.alphaTable,
      ...this.#tabulateAlpha(at.alphaTable),
    });
  }

  /** One table where all topics have the same alpha; else a short one for each. */
  #tabulateAlpha(address: number): { alphaTableLength: number; alphaTableBytes: number } {
    const { alpha } = this.#priors;
    const isSymmetric = alpha.every((value) => value === alpha[0]);
    const length = isSymmetric ? tableLength : topicTableLength;
    const tables = float64At(this.#memory, address, alphaTableLength(alpha.length));
    if (isSymmetric) tables.set(risesFrom(alpha[0], length));
    else alpha.forEach((value, topic) => tables.set(risesFrom(value, length), topic * length));
    return { alphaTableLength: length, alphaTableBytes: isSymmetric ? 0 : 8 * length };
  }
}

/** Where things lie in a worker's scratch, behind the block of parameters. */
function scratchLayout(scratch: number, numTopics: number) {
  const alphas = scratch + ParameterBlock.bytes;
  const betaTable = align(alphas + 8 * numTopics);
  const alphaTable = align(betaTable + 8 * tableLength);
  const alpha = align(alphaTable + 8 * alphaTableLength(numTopics));
  return { alphas, betaTable, alphaTable, alpha, rest: align(alpha + 4 * (numTopics + 16)) };
}

function alphaTableLength(numTopics: number): number {
  return Math.max(tableLength, topicTableLength * numTopics);
}

/** ln G(prior + n) - ln G(prior) for n = 0, 1, ... */
function risesFrom(prior: number, length: number): Float64Array {
  const ofZero = logGamma(prior);
  return Float64Array.from({ length }, (_, count) => logGamma(prior + count) - ofZero);
}

function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}
