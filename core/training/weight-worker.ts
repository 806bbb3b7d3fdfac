/**
 * A worker's part of learning what documents' priors depend on: it adds up what blocks of documents say
 * of the weights, pushes the differences to the parameter server, and writes the priors that follow
 * from new weights.
 */
import { GradientSums } from '../covariates/gradient.ts';
import { type Weights, writeAlphas } from '../covariates/weights.ts';
import { float64At } from '../memory/arena.ts';
import type { Pending } from '../parameter-server/client.ts';
import type { AdditiveMatrix } from '../parameter-server/matrix.ts';
import { type AlphaVersion, DocumentAlphas } from '../sampler/document-alphas.ts';
import type { Sampler } from '../sampler/sampler.ts';
import type { WeightLayout } from './weight-layout.ts';

export class WeightWorker {
  readonly alphas: DocumentAlphas;
  readonly #layout: WeightLayout;
  readonly #features: { readonly rows: Float64Array; readonly numFeatures: number };
  readonly #newest: Float64Array;

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

  /** Writes the priors of groups into the table that is not in force. */
  write(groups: { first: number; end: number }, weights: Weights, version: AlphaVersion): void {
    const cells = this.alphas.table(version);
    writeAlphas(this.#features, weights, { cells, stride: this.#layout.alphas.stride, ...groups });
  }
}
