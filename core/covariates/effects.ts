/**
 * What the shares of topics depend on, and how sure that is: the method of composition. The shares of
 * every document are drawn from their posterior, in each sample of the chain; documents are drawn
 * again, as a bootstrap does; and the shares are regressed on the features by least squares. The spread
 * of some hundred such fits is that of the effects.
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

/** A small penalty on all features but the first: fields may say the same, and a level may not be drawn. */
const penalty = 1e-4;

/** The fits of a run, one document after the other, and then what they say. */
export class EffectFits {
  readonly #features: DocumentFeatures;
  readonly #options: EffectOptions;
  readonly #perSample: number;
  /** fits x F x F, and fits x F x topics. */
  readonly #squares: Float64Array;
  readonly #products: Float64Array;
  /** Sums of the features, of all documents once. */
  readonly #sums: Float64Array;
  #numDocuments = 0;

  constructor(features: DocumentFeatures, options: EffectOptions) {
    const { numFeatures } = features;
    this.#features = features;
    this.#options = options;
    this.#perSample = Math.ceil(numFits / options.numSamples);
    this.#squares = new Float64Array(this.numFits * numFeatures * numFeatures);
    this.#products = new Float64Array(this.numFits * numFeatures * options.topics.length);
    this.#sums = new Float64Array(numFeatures);
  }

  get numFits(): number {
    return this.#perSample * this.#options.numSamples;
  }

  /** The mean of all features over the documents (length F). */
  get meanFeatures(): Float64Array {
    return this.#sums.map((sum) => sum / this.#numDocuments);
  }

  add(document: EffectDocument): void {
    const { rows, groupOf, numFeatures } = this.#features;
    const { numSamples, seed } = this.#options;
    const first = groupOf[document.document] * numFeatures;
    const present: number[] = [];
    for (let f = 0; f < numFeatures; f++) {
      this.#sums[f] += rows[first + f];
      if (rows[first + f] !== 0) present.push(f);
    }
    this.#numDocuments++;
    const drawn = new RandomStream({ seed, sweep: 0, unit: document.work });
    const random = new RandomStream({ seed, sweep: 1, unit: document.document });
    for (let sample = 0; sample < numSamples; sample++) {
      const shares = this.#drawShares(document, sample, random);
      for (let fit = 0; fit < this.#perSample; fit++) {
        const weight = poisson(drawn.nextUint32());
        if (weight === 0) continue;
        const at = sample * this.#perSample + fit;
        this.#addTo(at, weight, { features: rows.subarray(first), present, shares });
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
   * The expected share of each wanted topic for documents with these features, by every fit.
   *
   * @param points features (length F each).
   * @returns of point p, topic t and fit i: from (p * topics + t) * fits + i.
   */
  predict(points: readonly Float64Array[]): Float64Array {
    const { numFeatures } = this.#features;
    const numTopics = this.#options.topics.length;
    const found = new Float64Array(points.length * numTopics * this.numFits);
    const vector = new Float64Array(numFeatures);
    for (let fit = 0; fit < this.numFits; fit++) {
      const size = numFeatures * numFeatures;
      const squares = this.#squares.slice(fit * size, (fit + 1) * size);
      for (let f = 1; f < numFeatures; f++) squares[f * numFeatures + f] += penalty * squares[0];
      decompose(squares, numFeatures);
      points.forEach((point, at) => {
        // x . A^-1 b for all topics: A^-1 x is the same for each of them.
        vector.set(point);
        solveDecomposed(squares, vector);
        for (let topic = 0; topic < numTopics; topic++) {
          let share = 0;
          for (let f = 0; f < numFeatures; f++) {
            share += vector[f] * this.#products[(fit * numFeatures + f) * numTopics + topic];
          }
          found[(at * numTopics + topic) * this.numFits + fit] = share;
        }
      });
    }
    return found;
  }
}

/** A number with what holds a part of its draws. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** @param level the part of the draws that the interval holds, in (0, 1). */
export function estimateOf(draws: Float64Array, level: number): Estimate {
  const rising = draws.slice().sort();
  const at = (part: number) => {
    const place = part * (rising.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, rising.length - 1);
    return rising[below] + (place - below) * (rising[above] - rising[below]);
  };
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  return { mean, low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
