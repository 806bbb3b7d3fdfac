/** The trainer's part of learning what documents' priors depend on: a step when all have pushed. */
import type { DocumentFeatures } from '../covariates/design.ts';
import { newtonStep } from '../covariates/newton-step.ts';
import type { Weights } from '../covariates/weights.ts';
import { assert } from '../errors.ts';
import { float64At } from '../memory/arena.ts';
import { type AlphaVersion, DocumentAlphas, otherVersion } from '../sampler/document-alphas.ts';
import type { Priors } from '../sampler/sampler.ts';
import type { SharedState } from './shared-state.ts';
import type { WorkerPool } from './worker-pool.ts';

export class WeightSteps {
  readonly #features: DocumentFeatures;
  readonly #shared: SharedState;
  readonly #pool: WorkerPool;
  readonly #priorAlpha: number;
  readonly #alphas: DocumentAlphas;
  #version: AlphaVersion = 0;
  /** Documents with a token of each group. */
  readonly #numDocuments: Float64Array;

  /** @param model.alpha of each topic, where nothing is known of the documents. */
  constructor(
    shared: SharedState,
    pool: WorkerPool,
    model: { features: DocumentFeatures; alpha: number; documentLengths: Uint32Array },
  ) {
    const { features, alpha, documentLengths } = model;
    assert(shared.weights !== undefined, 'the features of documents are laid out');
    this.#features = features;
    this.#shared = shared;
    this.#pool = pool;
    this.#priorAlpha = alpha;
    this.#alphas = new DocumentAlphas(shared.arena.memory, shared.weights.alphas);
    this.#numDocuments = new Float64Array(features.numGroups);
    features.groupOf.forEach((group, document) => {
      if (documentLengths[document] > 0) this.#numDocuments[group]++;
    });
  }

  /** Which table of priors is in force. */
  get version(): AlphaVersion {
    return this.#version;
  }

  /** Has every block push, and makes a step. @returns the weights after it, which workers use. */
  async step(priors: Priors): Promise<Weights> {
    const { clocks } = this.#shared.server;
    clocks.resetDealing();
    await this.#pool.all({ type: 'gatherSums' }, 'gatheredSums');
    const sums = await this.#pushedSums();
    const { numFeatures } = this.#features;
    const weights = newtonStep(priors.weights!, sums, {
      numFeatures,
      prior: { alpha: this.#priorAlpha },
    });
    const version = await this.#writeAlphas(weights);
    clocks.resetDealing();
    const next = { ...priors, weights };
    await this.#pool.all({ type: 'usePriors', priors: next, version }, 'priorsUsed');
    await this.#shareWeights(weights);
    return weights;
  }

  /**
   * Live reading: has all use the priors of the weights as they stand, after workers have moved them on
   * their own.
   *
   * @returns these weights.
   */
  async settle(priors: Priors): Promise<Weights> {
    await this.#pushedSums();
    const [, moved] = (await this.#shared.server.snapshot()).matrices;
    const weights = Int32Array.from(moved);
    const version = await this.#writeAlphas(weights);
    await this.#pool.all({ type: 'settle', priors: { ...priors, weights }, version }, 'settled');
    return weights;
  }

  /** @returns which table they are in, which is in force then. */
  async #writeAlphas(weights: Weights): Promise<AlphaVersion> {
    const version = otherVersion(this.#version);
    this.#shared.server.clocks.resetDealing();
    await this.#pool.all({ type: 'writeAlphas', weights, version }, 'alphasWritten');
    this.#version = version;
    this.#alphas.use(version);
    return version;
  }

  /** Puts them where workers move them on their own (live reading). */
  async #shareWeights(weights: Weights): Promise<void> {
    const shared = this.#shared.server.matrices.at(1);
    if (shared === undefined) return;
    const before = new Float64Array(weights.length);
    await shared.pull(0, before);
    await shared.add(
      0,
      Float64Array.from(weights, (weight, cell) => weight - before[cell]),
    );
  }

  /** As the server has them: exactly what the blocks pushed last, added up. */
  async #pushedSums(): Promise<Float64Array> {
    const [sums] = (await this.#shared.server.snapshot()).matrices;
    const { arena, grid, weights } = this.#shared;
    const { newestAddress, numCells } = weights!;
    const newest = float64At(arena.memory, newestAddress, grid.numBlocks * numCells);
    for (let cell = 0; cell < numCells; cell++) {
      let sum = 0;
      for (let at = cell; at < newest.length; at += numCells) sum += newest[at];
      assert(sum === sums[cell], `the server has a sum of ${sums[cell]}, the blocks one of ${sum}`);
    }
    return sums;
  }

  /** The mean of the documents' priors (length K), for showing. */
  meanAlpha(): Float64Array {
    const { numTopics, stride } = this.#alphas.layout;
    const { cells } = this.#alphas;
    const mean = new Float64Array(numTopics);
    let numDocuments = 0;
    this.#numDocuments.forEach((number, group) => {
      numDocuments += number;
      for (let topic = 0; topic < numTopics; topic++) {
        mean[topic] += number * cells[group * stride + topic];
      }
    });
    return mean.map((sum) => sum / numDocuments);
  }
}
