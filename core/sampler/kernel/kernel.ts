/** The fast sampler: a worker's own instance of the kernel, on everybody's memory. */
import { assert } from '../../errors.ts';
import type { DocumentAlphas } from '../document-alphas.ts';
import { documentLogLikelihood } from '../document-likelihood.ts';
import type { Rows } from '../../memory/rows.ts';
import { uint32At } from '../../memory/arena.ts';
import type { GivenTokens, TokensOfPart } from '../layout.ts';
import type { VisitDocument } from '../present-topics.ts';
import {
  type Priors,
  type Sampler,
  type SamplerModel,
  type UnitOfWork,
  type UnitResult,
  assertNoNegatives,
  numDeltasOf,
} from '../sampler.ts';
import { type Tally, tallyPresent, tallyRows } from '../tally.ts';
import { type AlphaOfDocument, moveStored, readStored } from './document-counts.ts';
import { type KernelInstance, openKernel } from './instance.ts';
import { type KernelTask, ParameterBlock } from './parameters.ts';
import { type ScratchShape, layPriors, layTables, scratchLayout } from './prior-tables.ts';
import { layTile, readTile } from './lay-tile.ts';
import { tallyOccupied } from './occupancy.ts';
import type { KernelDescription, StoredTile } from './tokens.ts';

/** Bytes of scratch that each worker's kernel needs. */
export function kernelScratchBytes(memory: WebAssembly.Memory, shape: ScratchShape): number {
  return scratchLayout(0, shape).rest + openKernel(memory).scratchBytes(shape.numTopics);
}

export class KernelSampler implements Sampler {
  readonly unitsAtOnce: number;
  readonly #at: KernelDescription;
  readonly #kernel: KernelInstance;
  readonly #rowsAreShared: boolean;
  readonly #memory: WebAssembly.Memory;
  readonly #rows: Rows;
  readonly #scratch: number;
  readonly #block: ParameterBlock;
  readonly #documentAlphas: DocumentAlphas | undefined;
  /** Tokens of each unit; 0 until they are laid out. */
  readonly #unitSizes: Uint32Array;
  #priors: Priors;
  /** Whether the likelihood can be looked up for these priors. */
  #hasTables = false;

  constructor(
    memory: WebAssembly.Memory,
    description: KernelDescription,
    model: SamplerModel & { scratch: number },
  ) {
    this.#at = description;
    this.#memory = memory;
    this.#kernel = openKernel(memory);
    this.#rowsAreShared = model.rowsAreShared;
    this.#unitSizes = uint32At(memory, description.unitSizesAddress, description.numUnits);
    const isAllDense = description.tiles.every(({ variant }) => variant === 'dense');
    this.unitsAtOnce = isAllDense && !model.rowsAreShared ? 2 : 1;
    this.#rows = model.rows;
    this.#scratch = model.scratch;
    this.#block = new ParameterBlock(this.#kernel, memory, model.scratch);
    this.#priors = model.priors;
    this.#documentAlphas = model.documentAlphas;
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
    const numTokens = work.sweep === 0 ? numChanged : this.#unitSizes[this.#numberOf(work)];
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
      numTokens: this.#unitSizes[this.#numberOf(units[index])],
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

  layPart(part: number, given: GivenTokens): void {
    layTile(this.#kernel, this.#at, this.#at.tiles[part], given);
  }

  readTopics(part: number, into: TokensOfPart): void {
    readTile(this.#kernel, this.#at, this.#at.tiles[part], into);
  }

  countTopics(range: number, { byteOffset }: Int32Array): void {
    const { numRanges, numUnits } = this.#at;
    for (let unit = range; unit < numUnits; unit += numRanges) {
      this.#kernel.countUnit(unit, byteOffset);
    }
  }

  wordLogLikelihood(range: number): number {
    this.#needTables();
    const { rangeStarts } = this.#at;
    return this.#kernel.wordsOfRange(rangeStarts[range], rangeStarts[range + 1]);
  }

  documentLogLikelihood(block: number): number {
    if (this.#documentAlphas !== undefined) return this.#ownLogLikelihood(block);
    this.#needTables();
    let sum = 0;
    for (const { variant, address, numDocuments } of this.#tilesOf(block)) {
      sum +=
        variant === 'dense'
          ? this.#kernel.denseDocuments(address, numDocuments)
          : this.#kernel.sparseDocuments(address, numDocuments);
    }
    return sum;
  }

  /** Where documents have priors of their own. */
  #ownLogLikelihood(block: number): number {
    const alphaOf = this.#alphaOf();
    let sum = 0;
    this.readDocuments(block, (document, present) => {
      sum += documentLogLikelihood(present, alphaOf(document));
    });
    return sum;
  }

  readDocuments(block: number, visit: VisitDocument): void {
    const options = { numTopics: this.#at.numTopics, alphaOf: this.#alphaOf() };
    for (const tile of this.#tilesOf(block)) readStored(this.#memory, tile, options, visit);
  }

  tallyDocuments(block: number, into: Tally): void {
    let numTokens = 0;
    this.readDocuments(block, (_, present) => (numTokens += tallyPresent(present, into)));
    const expected = this.#tilesOf(block).reduce((sum, tile) => sum + tile.numTokens, 0);
    assert(
      numTokens === expected || numTokens === 0, // none before they have topics
      `documents of block ${block} hold ${numTokens} tokens, not ${expected}`,
    );
  }

  tallyWords(range: number, into: Tally): void {
    const { rangeStarts, wholeRows } = this.#at;
    const stretch = { first: rangeStarts[range], end: rangeStarts[range + 1] };
    if (wholeRows) tallyRows(this.#rows, stretch, into);
    else tallyOccupied(this.#memory, this.#at, { rows: this.#rows, ...stretch }, into);
  }

  usePriors(priors: Priors): void {
    this.#priors = priors;
    this.#configure();
  }

  moveDocuments(block: number, before: Priors): void {
    const own = this.#documentAlphas;
    const old = Float32Array.from(before.alpha);
    const move = {
      before: own === undefined ? () => old : (document: number) => own.before(document),
      after: this.#alphaOf(),
    };
    const { numTopics } = this.#at;
    for (const tile of this.#tilesOf(block)) moveStored(this.#memory, tile, numTopics, move);
  }

  #tilesOf(block: number): StoredTile[] {
    return this.#at.tiles.filter((tile) => tile.block === block);
  }

  #alphaOf(): AlphaOfDocument {
    const own = this.#documentAlphas;
    if (own !== undefined) return (document) => own.of(document);
    const shared = Float32Array.from(this.#priors.alpha);
    return () => shared;
  }

  #needTables(): void {
    if (this.#hasTables) return;
    layTables(this.#memory, scratchLayout(this.#scratch, this.#at), this.#priors);
    this.#hasTables = true;
  }

  /** Lays out priors in the scratch, and tells the kernel. */
  #configure(): void {
    const { numRows, layout } = this.#rows;
    const { numTopics, occupancyAddress, wholeRows, unitsAddress } = this.#at;
    const at = scratchLayout(this.#scratch, this.#at);
    this.#hasTables = false;
    this.#block.configure({
      ...layPriors(this.#memory, at, this.#priors),
      betaSum: this.#priors.beta * numRows,
      numTopics,
      rows: layout.address,
      rowPlaces: layout.placesAddress,
      rowsAreShared: Number(this.#rowsAreShared),
      occupancy: occupancyAddress,
      wholeRows: Number(wholeRows),
      units: unitsAddress,
      scratch: at.rest,
      expanded: at.expanded,
      documentAlphas: this.#documentAlphas?.address ?? 0,
    });
  }
}
