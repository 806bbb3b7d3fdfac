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
import type { Reading } from '../parameter-server/client.ts';
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
  /** In live reading: how workers move the weights on their own. */
  readonly live?: LiveSteps | undefined;
}

/** Steps that a worker makes of what the server has at the time. */
export interface LiveSteps {
  /** Of a Newton step, in (0, 1]. */
  readonly part: number;
  /** Of the weights' prior: of each topic, where nothing is known of the documents. */
  readonly alpha: number;
}

/**
 * What part of a Newton step each of B workers makes after each of its sweeps: 1 / (1 + d), d being the
 * most steps that were made since the weights were read that a gradient in the sum is of. Within the
 * bound that is 2 (B - 1) (1 + s / R): the others' steps while a worker makes a sweep, while its gradient
 * stands until the next one, and while it lags behind.
 *
 * With a delay of d steps, descent is stable while step times curvature is below
 * 2 sin(pi / (2 (2 d + 1))), which is above 1 / (1 + d) for every d > 0.
 *
 * @param shape.staleness s, in clocks, of which a sweep has R = `numRanges`.
 */
export function stepPart(shape: {
  numWorkers: number;
  numRanges: number;
  staleness: number;
}): number {
  const { numWorkers, numRanges, staleness } = shape;
  return 1 / (1 + Math.ceil(2 * (numWorkers - 1) * (1 + staleness / numRanges)));
}

/**
 * What the parameter server keeps: the sums of gradient and curvature; in live reading the weights, too,
 * which workers move on their own.
 */
export function matrixShapes(
  { numFeatures }: Pick<DocumentFeatures, 'numFeatures'>,
  { numTopics, reading }: { numTopics: number; reading: Reading },
): MatrixShape[] {
  const ofRows = (numRows: number): MatrixShape => ({
    numColumns: numTopics,
    shardStarts: Uint32Array.of(0, numRows),
  });
  const sums = ofRows(numSumRows(numFeatures));
  return reading === 'live' ? [sums, ofRows(numFeatures)] : [sums];
}

interface LayoutShape {
  readonly features: DocumentFeatures;
  readonly numTopics: number;
  readonly numBlocks: number;
  readonly reading: Reading;
}

export function weightBytes(shape: LayoutShape): number {
  const { features, numTopics, numBlocks } = shape;
  const { numFeatures, numGroups, groupOf } = features;
  const numOwners = numOwnersOf(shape);
  const numDocuments = groupOf.length;
  const alphas = documentAlphasBytes({ numDocuments, numGroups, numTopics, numOwners });
  const newest = 8 * numBlocks * numSumRows(numFeatures) * numTopics;
  return alphas + 8 * numGroups * numFeatures + newest + 2 * 64;
}

/** In live reading each block is a worker's, whose priors move on their own. */
function numOwnersOf({ reading, numBlocks }: LayoutShape): number {
  return reading === 'live' ? numBlocks : 0;
}

function layWeights(arena: Arena, shape: LayoutShape): WeightLayout {
  const { features, numTopics, numBlocks } = shape;
  const { numFeatures, numGroups, rows, groupOf } = features;
  assert(numFeatures <= mostFeatures, `${numFeatures} features are too many`);
  const numCells = numSumRows(numFeatures) * numTopics;
  const alphas = allocateDocumentAlphas(arena, {
    ...{ groupOf, numGroups, numTopics },
    numOwners: numOwnersOf(shape),
  });
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
  run: {
    source: TokenSource;
    settings: RunSettings;
    grid: Grid;
    priors: Priors;
    reading: Reading;
  },
): { layout: WeightLayout; alphas: DocumentAlphas } {
  const { source, settings, grid, priors, reading } = run;
  checkGradientBound(features, source.documentLengths);
  const { numTopics, staleness, alpha } = settings;
  const { numBlocks, numRanges } = grid;
  const layout: WeightLayout = {
    ...layWeights(arena, { features, numTopics, numBlocks, reading }),
    live:
      reading === 'live'
        ? { part: stepPart({ numWorkers: numBlocks, numRanges, staleness }), alpha }
        : undefined,
  };
  const alphas = new DocumentAlphas(arena.memory, layout.alphas);
  const { stride, numGroups } = layout.alphas;
  assert(priors.weights !== undefined, 'the priors of documents follow from weights');
  const all = { cells: alphas.cells, stride, first: 0, end: numGroups };
  writeAlphas(features, priors.weights, all);
  return { layout, alphas };
}
