/**
 * A step of the weights towards their maximum a posteriori, given all documents' sums: Newton's on the
 * minorant (gradient.ts), topic by topic. It needs no step size, and its inputs are whole numbers.
 */
import { assert } from '../errors.ts';
import { ln } from '../special-functions/logarithm.ts';
import { curvatureScale, gradientScale } from './gradient.ts';
import { type Weights, weightScale } from './weights.ts';

/** Normal distributions that guard the weights. */
export interface WeightPrior {
  /** Of the first feature, which all documents have: around ln alpha. */
  readonly alpha: number;
}

/** The first feature's prior is wide; the others' pulls them to 0, the more the less is known. */
const firstVariance = 100;
const featureVariance = 0.5;

/** Far from the optimum a Newton step may be far too long. */
const longestStep = 1;

/**
 * @param sums of all documents, as `GradientSums` adds them up.
 * @param options.part of the step that is made: less than 1 where sums may be stale.
 * @returns the weights after the step.
 */
export function newtonStep(
  weights: Weights,
  sums: Float64Array,
  {
    numFeatures,
    prior,
    part = 1,
  }: {
    readonly numFeatures: number;
    readonly prior: WeightPrior;
    readonly part?: number | undefined;
  },
): Weights {
  const numTopics = weights.length / numFeatures;
  const next = new Int32Array(weights.length);
  const curvature = new Float64Array(numFeatures * numFeatures);
  const step = new Float64Array(numFeatures);
  for (let topic = 0; topic < numTopics; topic++) {
    const at = { topic, numTopics, numFeatures };
    fillCurvature(curvature, sums, at);
    fillGradient(step, weights, sums, { ...at, prior });
    solve(curvature, step);
    for (let feature = 0; feature < numFeatures; feature++) {
      const cell = feature * numTopics + topic;
      const cut = Math.min(longestStep, Math.max(-longestStep, step[feature]));
      const moved = weights[cell] + Math.round(part * cut * weightScale);
      assert(Math.abs(moved) < 2 ** 31, `a weight of ${moved / weightScale} is beyond its range`);
      next[cell] = moved;
    }
  }
  return next;
}

interface OfTopic {
  readonly topic: number;
  readonly numTopics: number;
  readonly numFeatures: number;
}

/** The lower half, row by row. */
function fillCurvature(
  into: Float64Array,
  sums: Float64Array,
  { topic, numTopics, numFeatures }: OfTopic,
): void {
  let row = numFeatures * numTopics + topic;
  for (let f = 0; f < numFeatures; f++) {
    for (let h = f; h < numFeatures; h++, row += numTopics) {
      into[h * numFeatures + f] = sums[row] / curvatureScale;
    }
    into[f * numFeatures + f] += 1 / varianceOf(f);
  }
}

function fillGradient(
  into: Float64Array,
  weights: Weights,
  sums: Float64Array,
  { topic, numTopics, numFeatures, prior }: OfTopic & { readonly prior: WeightPrior },
): void {
  for (let feature = 0; feature < numFeatures; feature++) {
    const cell = feature * numTopics + topic;
    const mean = feature === 0 ? ln(prior.alpha) : 0;
    const weight = weights[cell] / weightScale;
    into[feature] = sums[cell] / gradientScale - (weight - mean) / varianceOf(feature);
  }
}

/** Of the prior of a feature's weights. */
export function varianceOf(feature: number): number {
  return feature === 0 ? firstVariance : featureVariance;
}

/**
 * Solves A x = b by Cholesky's decomposition, in a fixed order.
 *
 * @param lower the lower half of a symmetric, positive definite A (n x n); changed.
 * @param vector b; x afterwards (length n).
 */
export function solve(lower: Float64Array, vector: Float64Array): void {
  decompose(lower, vector.length);
  solveDecomposed(lower, vector);
}

/** Cholesky's decomposition, in place. @param n rows of the lower half. */
export function decompose(lower: Float64Array, n: number): void {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = lower[row * n + column];
      for (let k = 0; k < column; k++) sum -= lower[row * n + k] * lower[column * n + k];
      if (column < row) lower[row * n + column] = sum / lower[column * n + column];
      else {
        assert(sum > 0, 'the curvature is positive definite');
        lower[row * n + row] = Math.sqrt(sum);
      }
    }
  }
}

/** @param lower what `decompose` made of A. @param vector b; x afterwards. */
export function solveDecomposed(lower: Float64Array, vector: Float64Array): void {
  const n = vector.length;
  for (let row = 0; row < n; row++) {
    let sum = vector[row];
    for (let k = 0; k < row; k++) sum -= lower[row * n + k] * vector[k];
    vector[row] = sum / lower[row * n + row];
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = vector[row];
    for (let k = row + 1; k < n; k++) sum -= lower[k * n + row] * vector[k];
    vector[row] = sum / lower[row * n + row];
  }
}
