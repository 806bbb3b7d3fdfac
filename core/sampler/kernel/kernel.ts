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
import { type KernelInstance, openKernel } from './instance.ts';
import type { KernelDescription } from './tokens.ts';

/** Bytes of a run are promised to be the same within one version of its sampler. */
export const kernelSamplerName = 'kernel-3';

/**
 * Differences of log-gamma are looked up for counts below this: nearly all are, and two tables of
 * 32 kB stay in the cache.
 */
const tableLength = 4096;

/** Bytes of scratch that each worker's kernel needs. */
export function kernelScratchBytes(memory: WebAssembly.Memory, numTopics: number): number {
  return priorBytes(numTopics) + openKernel(memory).scratchBytes(numTopics);
}

/** float64 alpha, two tables of log-gamma differences, float32 alpha padded to 16. */
function priorBytes(numTopics: number): number {
  return 8 * numTopics + 2 * 8 * tableLength + 4 * (numTopics + 16) + 3 * 64;
}

export class KernelSampler implements Sampler {
  readonly unitsAtOnce: number;
  readonly #at: KernelDescription;
  readonly #kernel: KernelInstance;
  readonly #rowsAreShared: boolean;
  readonly #memory: WebAssembly.Memory;

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
    this.#configure(model);
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
    const numChanged = this.#kernel.sampleUnit(
      this.#numberOf(work),
      topicTotals.byteOffset,
      work.seed,
      work.sweep,
    );
    const numTokens = this.#at.unitSizes[this.#numberOf(work)];
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
    const numChangedOfFirst = this.#kernel.sampleTwoUnits(
      units[0].seed,
      this.#numberOf(units[0]),
      topicTotals[0].byteOffset,
      units[0].sweep,
      this.#numberOf(units[1]),
      topicTotals[1].byteOffset,
      units[1].sweep,
    );
    return [numChangedOfFirst, this.#kernel.numChangedOfSecond()].map((numChanged, index) => ({
      numTokens: this.#at.unitSizes[this.#numberOf(units[index])],
      numChanged,
      numDeltas: numDeltasOf(units[index], numChanged),
    }));
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

  #configure(model: { rows: WordTopicRows; priors: Priors; scratch: number }): void {
    const { rows, priors, scratch } = model;
    const { alpha, beta } = priors;
    const { numTopics, occupancyAddress, wholeRows, unitsAddress } = this.#at;
    const betaTable = align(scratch + 8 * numTopics);
    const alphaTable = betaTable + 8 * tableLength;
    const floatAlpha = alphaTable + 8 * tableLength;
    float64At(this.#memory, scratch, numTopics).set(alpha);
    new Float32Array(this.#memory.buffer, floatAlpha, rows.stride).set(alpha);
    float64At(this.#memory, betaTable, tableLength).set(risesFrom(beta));
    const isSymmetric = alpha.every((value) => value === alpha[0]);
    if (isSymmetric) float64At(this.#memory, alphaTable, tableLength).set(risesFrom(alpha[0]));
    this.#kernel.configure(
      numTopics,
      beta,
      beta * rows.numWords,
      floatAlpha,
      rows.counts.byteOffset,
      rows.isShared,
      occupancyAddress,
      wholeRows,
      unitsAddress,
      align(floatAlpha + 4 * rows.stride),
    );
    this.#kernel.configureLikelihood(
      beta,
      scratch,
      alpha.reduce((sum, value) => sum + value, 0),
      betaTable,
      isSymmetric ? alphaTable : 0,
      tableLength,
    );
  }
}

/** ln G(prior + n) - ln G(prior) for n = 0, 1, ... */
function risesFrom(prior: number): Float64Array {
  const ofZero = logGamma(prior);
  return Float64Array.from({ length: tableLength }, (_, count) => logGamma(prior + count) - ofZero);
}

function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}
