/**
 * Where covariates lie in the shared memory: the features of groups of documents, the priors that
 * follow from them, and what each block of documents has pushed to the parameter server last.
 */
import { type DocumentFeatures, mostFeatures } from '../covariates/design.ts';
import { checkGradientBound, numSumRows } from '../covariates/gradient.ts';
import type { Grid } from '../corpus/grid.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import { writeAlphas } from '../covariates/weights.ts';
import { assert } from '../errors.ts';
import { type Arena, float64At } from '../memory/arena.ts';
import type { MatrixShape } from '../parameter-server/matrix.ts';
import {
  DocumentAlphas,
  type DocumentAlphasLayout,
  allocateDocumentAlphas,
  documentAlphasBytes,
} from '../sampler/document-alphas.ts';
import type { Priors } from '../sampler/sampler.ts';
import type { RunSettings } from './settings.ts';

/** Plain data: it travels to the workers in a message. */
export interface WeightLayout {
  readonly numFeatures: number;
  readonly alphas: DocumentAlphasLayout;
  /** f64, groups x F. */
  readonly featuresAddress: number;
  /** f64, blocks x cells of the matrix: each block's newest sums. */
  readonly newestAddress: number;
  readonly numCells: number;
}

/** The sums of gradient and curvature, as the parameter server keeps them. */
export function sumsShape(
  { numFeatures }: Pick<DocumentFeatures, 'numFeatures'>,
  numTopics: number,
): MatrixShape {
  return { numColumns: numTopics, shardStarts: Uint32Array.of(0, numSumRows(numFeatures)) };
}

interface LayoutShape {
  readonly features: DocumentFeatures;
  readonly numTopics: number;
  readonly numBlocks: number;
}

export function weightBytes({ features, numTopics, numBlocks }: LayoutShape): number {
  const { numFeatures, numGroups, groupOf } = features;
  const alphas = documentAlphasBytes({ numDocuments: groupOf.length, numGroups, numTopics });
  const newest = 8 * numBlocks * numSumRows(numFeatures) * numTopics;
  return alphas + 8 * numGroups * numFeatures + newest + 2 * 64;
}

function layWeights(arena: Arena, shape: LayoutShape): WeightLayout {
  const { features, numTopics, numBlocks } = shape;
  const { numFeatures, numGroups, rows, groupOf } = features;
  assert(numFeatures <= mostFeatures, `${numFeatures} features are too many`);
  const numCells = numSumRows(numFeatures) * numTopics;
  const alphas = allocateDocumentAlphas(arena, { groupOf, numGroups, numTopics });
  const featuresAddress = arena.allocate(8 * rows.length);
  float64At(arena.memory, featuresAddress, rows.length).set(rows);
  const newestAddress = arena.allocate(8 * numBlocks * numCells);
  return { numFeatures, alphas, featuresAddress, newestAddress, numCells };
}

/**
 * Puts the features of documents into the shared memory, and the priors that follow from the weights.
 *
 * @throws {UserError} when a feature, or the corpus, is so large that sums might not stay whole.
 */
export function layFeatures(
  arena: Arena,
  features: DocumentFeatures,
  run: { source: TokenSource; settings: RunSettings; grid: Grid; priors: Priors },
): { layout: WeightLayout; alphas: DocumentAlphas } {
  const { source, settings, grid, priors } = run;
  checkGradientBound(features, source.documentLengths);
  const { numTopics } = settings;
  const layout = layWeights(arena, { features, numTopics, numBlocks: grid.numBlocks });
  const alphas = new DocumentAlphas(arena.memory, layout.alphas);
  const { stride, numGroups } = layout.alphas;
  assert(priors.weights !== undefined, 'the priors of documents follow from weights');
  const all = { cells: alphas.cells, stride, first: 0, end: numGroups };
  writeAlphas(features, priors.weights, all);
  return { layout, alphas };
}
