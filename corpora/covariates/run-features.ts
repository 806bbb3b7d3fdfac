/** The features of a project file's documents: for a new run, and for one that is there. */
import {
  type CovariateDesign,
  type DocumentFeatures,
  designFor,
  featuresOfAll,
  fingerprintOf,
} from '../../core/covariates/design.ts';
import { parseTerms } from '../../core/covariates/terms.ts';
import { UserError } from '../../core/errors.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import type { CorpusStore } from '../database/corpus-store.ts';
import { columnsOfRun, newColumns } from './field-columns.ts';

/**
 * @param terms "year:spline,party,party*year".
 * @throws {UserError} when the terms cannot be read, or a field of theirs cannot be used.
 */
export function newDesign(terms: string, corpus: CorpusStore): CovariateDesign {
  const parsed = parseTerms(terms);
  return designFor(parsed, newColumns(parsed.fields, corpus.documents())).design;
}

/**
 * The features that a run's documents have; undefined where the run has no covariates.
 *
 * @throws {UserError} when the metadata are no longer those that it was begun with.
 */
export function featuresOfRun(
  { name, settings }: { readonly name: string; readonly settings: Pick<RunSettings, 'covariates'> },
  corpus: CorpusStore,
): DocumentFeatures | undefined {
  const { covariates } = settings;
  if (covariates === undefined) return undefined;
  const features = featuresOfAll(covariates, columnsOfRun(covariates, corpus.documents()));
  if (fingerprintOf(features) === covariates.fingerprint) return features;
  const fields = covariates.fields.map(({ field }) => `"${field}"`).join(', ');
  throw new UserError(
    'covariates-changed',
    `Cannot use the run "${name}": the metadata of its covariates (${fields}) have changed since it ` +
      'was begun; those that it was trained with were expected',
    { hint: 'Give the documents their former metadata again, or train a new run.' },
  );
}
