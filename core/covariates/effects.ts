/**
 * What the shares of topics depend on, and how sure that is. Effects are those of one fit: the expected
 * shares of all documents, regressed on the features by least squares. Their spread comes from the method of
 * composition: the shares of every document are drawn from their posterior, in each sample of the chain;
 * documents are drawn again, as a bootstrap does; and the shares are regressed on the features. The spread of
 * some hundred such fits is that of the effects.
 *
 * The weights of the run themselves hardly move from sample to sample, since they are an optimum and
 * not a draw: intervals from them would cover far too little.
 *
 * Sources: Tanner, "Tools for Statistical Inference" (1993), section 5.2; Roberts, Stewart and Tingley,
 * "stm: An R Package for Structural Topic Models", Journal of Statistical Software 91 (2019); Efron,
 * "Bootstrap methods", Annals of Statistics 7 (1979).
 */
import { gamma } from '../random/gamma.ts';
import { poisson } from '../random/poisson.ts';
import { RandomStream } from '../random/stream.ts';
import type { DocumentFeatures } from './design.ts';
import { decompose, solveDecomposed } from './newton-step.ts';

/** A document with its topics in all samples of a run. */
export interface EffectDocument {
  readonly document: number;
  /** What is drawn as a whole: pieces of one long document have the same. */
  readonly work: number;
  readonly length: number;
  /** The topics of its tokens, one sample after the other. */
  readonly sampled: ArrayLike<number>;
  /** The priors of its topics (length K). */
  readonly alpha: Float64Array;
}

export interface EffectOptions {
  /** The topics wanted. */
  readonly topics: readonly number[];
  readonly numSamples: number;
  readonly seed: number;
}

/** Fits in all, at least. */
const numFits = 200;

/**
 * A penalty on all features but the first, since fields may say the same: a part of the feature's own square,
 * so that it pulls every level alike, whatever else the corpus has; and a part of the first one's, for a
 * feature that no document drawn has.
 */
const penalty = { ofOwn: 1e-6, ofFirst: 1e-12 };

/** The fits of a run, one document after the other, and then what they say: those of all documents come last. */
export class EffectFits {
  readonly #features: DocumentFeatures;
  readonly #options: EffectOptions;
  readonly #perSample: number;
  /** (fits + 1) x F x F, and (fits + 1) x F x topics: the last is the fit of all documents. */
  readonly #squares: Float64Array;
  readonly #products: Float64Array;
  #numWorks = 0;
  #lastWork = -1;

  constructor(features: DocumentFeatures, options: EffectOptions) {
    const { numFeatures } = features;
    this.#features = features;
    this.#options = options;
    this.#perSample = Math.ceil(numFits / options.numSamples);
    const numAll = this.numFits + 1;
    this.#squares = new Float64Array(numAll * numFeatures * numFeatures);
    this.#products = new Float64Array(numAll * numFeatures * options.topics.length);
  }

  get numFits(): number {
    return this.#perSample * this.#options.numSamples;
  }

  /** Works with a token. */
  get numWorks(): number {
    return this.#numWorks;
  }

  /** The mean of all features over the documents (length F). */
  get meanFeatures(): Float64Array {
    const { numFeatures } = this.#features;
    const squares = this.squaresOf(this.numFits);
    return Float64Array.from(
      { length: numFeatures },
      (_, f) => squares[f * numFeatures] / squares[0],
    );
  }

  /** The sums of products of the features in a fit, as often as documents were drawn (the lower half of F x F). */
  squaresOf(fit: number): Float64Array {
    const size = this.#features.numFeatures ** 2;
    return this.#squares.subarray(fit * size, (fit + 1) * size);
  }

  /** @param document one with a token; pieces of one work follow each other. */
  add(document: EffectDocument): void {
    const { rows, groupOf, numFeatures } = this.#features;
    const { numSamples, seed } = this.#options;
    const first = groupOf[document.document] * numFeatures;
    const features = rows.subarray(first, first + numFeatures);
    const present = [...features.keys()].filter((f) => features[f] !== 0);
    if (document.work !== this.#lastWork) this.#numWorks++;
    this.#lastWork = document.work;
    this.#addTo(this.numFits, 1, { features, present, shares: this.#expectedShares(document) });
    const drawn = new RandomStream({ seed, sweep: 0, unit: document.work });
    const random = new RandomStream({ seed, sweep: 1, unit: document.document });
    for (let sample = 0; sample < numSamples; sample++) {
      const shares = this.#drawShares(document, sample, random);
      for (let fit = 0; fit < this.#perSample; fit++) {
        const weight = poisson(drawn.nextUint32());
        if (weight === 0) continue;
        const at = sample * this.#perSample + fit;
        this.#addTo(at, weight, { features, present, shares });
      }
    }
  }

  #addTo(
    fit: number,
    weight: number,
    of: { features: Float64Array; present: readonly number[]; shares: Float64Array },
  ): void {
    const { features, present, shares } = of;
    const { numFeatures } = this.#features;
    const numTopics = shares.length;
    for (const f of present) {
      const x = weight * features[f];
      const square = (fit * numFeatures + f) * numFeatures;
      for (const h of present) if (h <= f) this.#squares[square + h] += x * features[h];
      const product = (fit * numFeatures + f) * numTopics;
      for (let topic = 0; topic < numTopics; topic++) {
        this.#products[product + topic] += x * shares[topic];
      }
    }
  }

  /** The mean of the posterior, over all samples. */
  #expectedShares({ length, sampled, alpha }: EffectDocument): Float64Array {
    const { topics, numSamples } = this.#options;
    const counts = new Float64Array(alpha.length);
    for (let token = 0; token < sampled.length; token++) counts[sampled[token]]++;
    const sum = alpha.reduce((all, prior) => all + prior, length);
    return Float64Array.from(topics, (topic) => (counts[topic] / numSamples + alpha[topic]) / sum);
  }

  /** Dirichlet(n_d + alpha_d) of the wanted topics; all others are drawn as one. */
  #drawShares(
    { length, sampled, alpha }: EffectDocument,
    sample: number,
    random: RandomStream,
  ): Float64Array {
    const { topics } = this.#options;
    const shapes = alpha.slice();
    for (let token = sample * length; token < (sample + 1) * length; token++)
      shapes[sampled[token]]++;
    let rest = shapes.reduce((sum, shape) => sum + shape, 0);
    const shares = Float64Array.from(topics, (topic) => {
      rest -= shapes[topic];
      return gamma(shapes[topic], random);
    });
    const others = topics.length < alpha.length ? gamma(Math.max(1e-9, rest), random) : 0;
    const sum = shares.reduce((all, share) => all + share, others);
    return shares.map((share) => share / sum);
  }

  /**
   * The share of each wanted topic for documents with these features, by every fit. A fit in which no document
   * was drawn says nothing: its numbers are NaN, and `sawValue` tells of it.
   *
   * @param points features (length F each).
   * @returns of point p, topic t and fit i: from (p * topics + t) * fits + i.
   */
  predict(points: readonly Float64Array[]): Float64Array {
    const numTopics = this.#options.topics.length;
    const found = new Float64Array(points.length * numTopics * this.numFits);
    for (let fit = 0; fit < this.numFits; fit++) {
      this.#sharesBy(fit, points).forEach((share, at) => (found[at * this.numFits + fit] = share));
    }
    return found;
  }

  /**
   * The same by the fit of all documents.
   *
   * @returns of point p and topic t: p * topics + t.
   */
  expected(points: readonly Float64Array[]): Float64Array {
    return this.#sharesBy(this.numFits, points);
  }

  #sharesBy(fit: number, points: readonly Float64Array[]): Float64Array {
    const { numFeatures } = this.#features;
    const numTopics = this.#options.topics.length;
    const found = new Float64Array(points.length * numTopics);
    const squares = this.squaresOf(fit).slice();
    if (squares[0] === 0) return found.fill(NaN);
    for (let f = 1; f < numFeatures; f++) {
      const own = f * numFeatures + f;
      squares[own] += penalty.ofOwn * squares[own] + penalty.ofFirst * squares[0];
    }
    decompose(squares, numFeatures);
    points.forEach((point, at) => {
      // x . A^-1 b for all topics: A^-1 x is the same for each of them.
      const vector = point.slice();
      solveDecomposed(squares, vector);
      for (let topic = 0; topic < numTopics; topic++) {
        let share = 0;
        for (let f = 0; f < numFeatures; f++) {
          share += vector[f] * this.#products[(fit * numFeatures + f) * numTopics + topic];
        }
        found[at * numTopics + topic] = share;
      }
    });
    return found;
  }
}
