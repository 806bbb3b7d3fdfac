/** The priors with which a run begins, or resumes. */
import type { DocumentFeatures } from '../covariates/design.ts';
import { type Weights, startingWeights } from '../covariates/weights.ts';
import { assert } from '../errors.ts';
import type { Priors } from '../sampler/sampler.ts';
import type { RunSettings } from './settings.ts';

/** Those set, or stored; with weights where documents have priors of their own. */
export function firstPriors({
  start,
  settings,
  features,
}: {
  readonly start?: { readonly priors: Priors } | undefined;
  readonly settings: RunSettings;
  readonly features?: DocumentFeatures | undefined;
}): Priors {
  const alpha = new Float64Array(settings.numTopics).fill(settings.alpha);
  const priors = start?.priors ?? { alpha, beta: settings.beta };
  assert((features === undefined) === (settings.covariates === undefined), 'features by a design');
  if (features === undefined) return priors;
  return { ...priors, weights: firstWeights(start?.priors.weights, features, settings) };
}

/** The weights that a run begins with, or resumes with. */
function firstWeights(
  stored: Weights | undefined,
  { numFeatures }: DocumentFeatures,
  settings: { readonly numTopics: number; readonly alpha: number },
): Weights {
  const weights = stored ?? startingWeights(numFeatures, settings);
  const expected = numFeatures * settings.numTopics;
  assert(weights.length === expected, `${weights.length} weights, not ${expected}`);
  return weights;
}
