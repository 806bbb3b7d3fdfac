/** The topic priors of a run's documents: the same for all, or each document's own. */
import { alphaOf } from '../../core/covariates/weights.ts';
import type { DocumentFeatures } from '../../core/covariates/design.ts';
import { type DocumentPriors, sharedPriors } from '../../core/inspection/shares.ts';
import type { Priors } from '../../core/sampler/sampler.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import type { CorpusStore } from '../database/corpus-store.ts';
import { featuresOfRun } from './run-features.ts';

/**
 * @param join adds up the priors of topics that are shown as one.
 * @throws {UserError} when the first is asked for and the metadata are no longer those of the run.
 */
export function documentPriors(
  run: { readonly name: string; readonly settings: RunSettings },
  { priors, corpus }: { readonly priors: Priors; readonly corpus: CorpusStore },
  join: (alpha: Float64Array) => Float64Array = (alpha) => alpha,
): DocumentPriors {
  const { weights } = priors;
  if (weights === undefined) return sharedPriors(join(priors.alpha));
  const known = new Map<number, Float64Array>();
  let features: DocumentFeatures | undefined;
  return {
    of: (document) => {
      features ??= featuresOfRun(run, corpus)!;
      const group = features.groupOf[document];
      const before = known.get(group);
      if (before !== undefined) return before;
      const { rows, numFeatures } = features;
      const row = rows.subarray(group * numFeatures, (group + 1) * numFeatures);
      const alpha = new Float32Array(weights.length / numFeatures);
      alphaOf(row, weights, alpha);
      const joined = join(Float64Array.from(alpha));
      known.set(group, joined);
      return joined;
    },
  };
}
