/**
 * Topic priors that depend on what is known of a document: alpha_dk = exp(x_d . lambda_k).
 *
 * Source: Mimno and McCallum, "Topic models conditioned on arbitrary features with
 * Dirichlet-multinomial regression", UAI 2008.
 */
import { exp } from '../special-functions/exponential.ts';
import { ln } from '../special-functions/logarithm.ts';
import type { CovariateDesign, DocumentFeatures } from './design.ts';

/** lambda is kept as whole numbers in units of 2^-20 (F x K, feature after feature). */
export type Weights = Int32Array;

/** What the priors of a run's documents follow from. */
export interface RunCovariates {
  readonly design: CovariateDesign;
  readonly weights: Weights;
}

export const weightScale = 2 ** 20;

/** x . lambda stays within these, which keeps every prior and its gradient finite. */
const leastExponent = -12;
const greatestExponent = 8;

/** As if there were no covariates: each topic's prior is `alpha`. */
export function startingWeights(
  numFeatures: number,
  { numTopics, alpha }: { numTopics: number; alpha: number },
): Weights {
  const weights = new Int32Array(numFeatures * numTopics);
  return weights.fill(Math.round(ln(alpha) * weightScale), 0, numTopics);
}

/** The priors of a document with these features: rounded to 32 bits, in which they are sampled. */
export function alphaOf(
  features: Float64Array,
  weights: Weights,
  into: Float32Array,
  scratch: Float64Array = new Float64Array(into.length),
): void {
  scratch.fill(0);
  const numTopics = scratch.length;
  for (let feature = 0; feature < features.length; feature++) {
    const x = features[feature];
    if (x === 0) continue;
    const row = feature * numTopics;
    for (let topic = 0; topic < numTopics; topic++) scratch[topic] += x * weights[row + topic];
  }
  for (let topic = 0; topic < numTopics; topic++) {
    const exponent = scratch[topic] / weightScale;
    into[topic] = exp(Math.min(greatestExponent, Math.max(leastExponent, exponent)));
  }
}

/** The priors of groups `first` to `end - 1`; a group's begin at `stride` times its number. */
export function writeAlphas(
  { rows, numFeatures }: Pick<DocumentFeatures, 'rows' | 'numFeatures'>,
  weights: Weights,
  table: { cells: Float32Array; stride: number; first: number; end: number },
): void {
  const numTopics = weights.length / numFeatures;
  const scratch = new Float64Array(numTopics);
  for (let group = table.first; group < table.end; group++) {
    const features = rows.subarray(group * numFeatures, (group + 1) * numFeatures);
    const from = group * table.stride;
    alphaOf(features, weights, table.cells.subarray(from, from + numTopics), scratch);
  }
}
