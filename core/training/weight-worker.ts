/**
 * A worker's part of learning what documents' priors depend on: it adds up what blocks of documents say
 * of the weights, pushes the differences to the parameter server, and writes the priors that follow
 * from new weights.
 */
import { GradientSums } from '../covariates/gradient.ts';
import { nextStep } from '../covariates/schedule.ts';
import { type Weights, writeAlphas } from '../covariates/weights.ts';
import { float64At } from '../memory/arena.ts';
import type { Pending } from '../parameter-server/client.ts';
import type { AdditiveMatrix } from '../parameter-server/matrix.ts';
import {
  type AlphaVersion,
  DocumentAlphas,
  firstVersionOf,
  otherVersion,
} from '../sampler/document-alphas.ts';
import type { Priors, Sampler } from '../sampler/sampler.ts';
import { newtonStep } from '../covariates/newton-step.ts';
import { assert } from '../errors.ts';
import type { WeightLayout } from './weight-layout.ts';

/** Live reading: whether this step ends a sweep at whose end a worker moves the weights. */
export function isTimeToMove(
  { clock, sweep }: { readonly clock: number; readonly sweep: number },
  numRanges: number,
): boolean {
  return (clock + 1) % numRanges === 0 && nextStep(sweep - 1) === sweep;
}

/** What a worker needs for a step of its own. */
export interface LiveStep {
  readonly sampler: Sampler;
  readonly sums: AdditiveMatrix;
  readonly weights: AdditiveMatrix;
  readonly priors: Priors;
}

export class WeightWorker {
  readonly alphas: DocumentAlphas;
  readonly #layout: WeightLayout;
  readonly #features: { readonly rows: Float64Array; readonly numFeatures: number };
  readonly #newest: Float64Array;
  /** Of the worker's own block, in live reading. */
  #groups: Set<number> | undefined;

  constructor(memory: WebAssembly.Memory, layout: WeightLayout, numBlocks: number) {
    const { numFeatures, numCells, featuresAddress, newestAddress } = layout;
    const { numGroups } = layout.alphas;
    this.#layout = layout;
    this.alphas = new DocumentAlphas(memory, layout.alphas);
    this.#features = {
      numFeatures,
      rows: float64At(memory, featuresAddress, numGroups * numFeatures),
    };
    this.#newest = float64At(memory, newestAddress, numBlocks * numCells);
  }

  /**
   * Adds up blocks again and pushes what has changed of their sums: the row of the server is then the
   * sum of what every block pushed last.
   */
  gather(blocks: Iterable<number>, sampler: Sampler, matrix: AdditiveMatrix): Pending {
    const { numCells, alphas } = this.#layout;
    const { cells, groupOf } = this.alphas;
    const changes = new Float64Array(numCells);
    for (const block of blocks) {
      const gradient = new GradientSums(this.#features, alphas.numTopics, {
        cells,
        stride: alphas.stride,
      });
      sampler.readDocuments(block, (document, present) => {
        if (present.size > 0) gradient.add(groupOf[document], present);
      });
      gradient.closePiece();
      const newest = this.#newest.subarray(block * numCells, (block + 1) * numCells);
      const { sums } = gradient;
      for (let cell = 0; cell < numCells; cell++) changes[cell] += sums[cell] - newest[cell];
      newest.set(sums);
    }
    return matrix.add(0, changes);
  }

  /**
   * Live reading: pushes what has changed of a block's sums, and makes a part of a step of what the server
   * has then: of every block the newest sums that have arrived, and the weights as all have moved them.
   * The block's documents move to the priors that follow.
   */
  async step(block: number, { sampler, sums, weights, priors }: LiveStep): Promise<void> {
    const { live, numCells, numFeatures } = this.#layout;
    assert(live !== undefined, 'a worker moves weights on its own in live reading only');
    await this.gather([block], sampler, sums);
    const found = new Float64Array(numCells);
    await sums.pull(0, found);
    const before = new Float64Array(numFeatures * this.alphas.layout.numTopics);
    await weights.pull(0, before);
    const { alpha, part } = live;
    const next = newtonStep(Int32Array.from(before), found, {
      numFeatures,
      prior: { alpha },
      part,
    });
    await weights.add(
      0,
      Float64Array.from(next, (weight, cell) => weight - before[cell]),
    );
    const first = firstVersionOf(block);
    const version = this.alphas.version === first ? otherVersion(first) : first;
    this.#writeOf(this.#groupsOf(block, sampler), next, version);
    this.alphas.use(version);
    sampler.usePriors(priors);
    sampler.moveDocuments(block, priors);
  }

  /** The groups of a block's documents. */
  #groupsOf(block: number, sampler: Sampler): ReadonlySet<number> {
    this.#groups ??= new Set<number>();
    if (this.#groups.size > 0) return this.#groups;
    const groups = this.#groups;
    sampler.readDocuments(block, (document) => groups.add(this.alphas.groupOf[document]));
    return groups;
  }

  #writeOf(groups: Iterable<number>, weights: Weights, version: AlphaVersion): void {
    for (const group of groups) this.write({ first: group, end: group + 1 }, weights, version);
  }

  /** Writes the priors of groups into the table that is not in force. */
  write(groups: { first: number; end: number }, weights: Weights, version: AlphaVersion): void {
    const cells = this.alphas.table(version);
    writeAlphas(this.#features, weights, { cells, stride: this.#layout.alphas.stride, ...groups });
  }
}
