/** The topic priors of documents that a run does not know, by their metadata. */
import { featuresOf } from '../../core/covariates/design.ts';
import { type RunCovariates, alphaOf } from '../../core/covariates/weights.ts';
import { type DescribedDocument, valueReader } from './field-columns.ts';

/** There may be as many priors as documents, whose number has no end. */
const mostKnown = 1000;

/**
 * @param shared the priors of all documents, where the run has no covariates.
 * @returns what tells the priors of a document (length K); memory does not grow with the documents.
 */
export function newDocumentPriors(
  covariates: RunCovariates | undefined,
  shared: Float64Array,
): (document: DescribedDocument) => Float64Array {
  if (covariates === undefined) return () => shared;
  const { design, weights } = covariates;
  const read = valueReader(design.fields);
  const known = new Map<string, Float64Array>();
  return (document) => {
    const features = featuresOf(design, read(document));
    const key = features.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const alpha = new Float32Array(shared.length);
    alphaOf(features, weights, alpha);
    const exact = Float64Array.from(alpha);
    if (known.size >= mostKnown) known.clear();
    known.set(key, exact);
    return exact;
  };
}
