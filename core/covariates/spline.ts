/**
 * Natural cubic splines: a smooth curve over time, or over any number, that is straight beyond its
 * outer knots. The columns are made orthogonal with a variance of 1 over the documents, so that one
 * prior treats them all alike.
 *
 * Source: Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning" (2009), section 5.2.1;
 * the places of the knots are Harrell's, "Regression Modeling Strategies" (2001), section 2.4.5.
 */

/** The very numbers that a run uses: kept with it. */
export interface Spline {
  /** Rising; at least 3. */
  readonly knots: readonly number[];
  /** Of the raw columns, over the documents (length m, one less than there are knots). */
  readonly means: readonly number[];
  /** Column c of the result is the sum over b <= c of (raw column b - its mean) * transform[c][b]. */
  readonly transform: readonly (readonly number[])[];
}

const knotShares = [0.05, 0.275, 0.5, 0.725, 0.95];

/**
 * A spline for these values.
 *
 * @param rising the values of all documents, rising; with at least three different ones.
 */
export function splineFor(rising: Float64Array): Spline {
  const knots = knotsOf(rising);
  const columns = knots.slice(1).map(() => new Float64Array(rising.length));
  rising.forEach((value, document) => {
    rawColumns(value, knots).forEach((raw, column) => (columns[column][document] = raw));
  });
  const means = columns.map((column) => meanOf(column));
  columns.forEach((column, at) => column.forEach((raw, row) => (column[row] = raw - means[at])));
  return { knots, means, transform: orthogonalize(columns) };
}

/** The columns of a value, each with a mean of 0 and a variance of 1 over the documents. */
export function splineColumns(value: number, { knots, means, transform }: Spline): number[] {
  const raw = rawColumns(value, knots).map((column, at) => column - means[at]);
  return transform.map((weights) =>
    weights.reduce((sum, weight, column) => sum + weight * raw[column], 0),
  );
}

/** At Harrell's quantiles; where values repeat so often that fewer than three are left, at others. */
function knotsOf(rising: Float64Array): number[] {
  const knots = knotsAtShares(rising);
  if (knots.length >= 3) return knots;
  const different = [...new Set(rising)];
  const middle = different[Math.floor(different.length / 2)];
  return [different[0], middle, different[different.length - 1]];
}

/** Harrell's quantiles, each once. */
export function knotsAtShares(rising: Float64Array): number[] {
  const last = rising.length - 1;
  return [...new Set(knotShares.map((share) => rising[Math.round(share * last)]))];
}

/** x, and for each of the first knots but two its truncated cubics. */
function rawColumns(x: number, knots: readonly number[]): number[] {
  const last = knots.length - 1;
  const ofLast = truncated(x, knots, last - 1);
  const cubics = knots.slice(0, last - 1).map((_, knot) => truncated(x, knots, knot) - ofLast);
  return [x, ...cubics];
}

function truncated(x: number, knots: readonly number[], knot: number): number {
  const end = knots[knots.length - 1];
  return (cube(x - knots[knot]) - cube(x - end)) / (end - knots[knot]);
}

function cube(x: number): number {
  return x > 0 ? x * x * x : 0;
}

/** Gram and Schmidt's way, in a fixed order. @param columns of mean 0; changed. */
function orthogonalize(columns: Float64Array[]): number[][] {
  const transform: number[][] = [];
  columns.forEach((column, at) => {
    const weights = new Array<number>(at + 1).fill(0);
    weights[at] = 1;
    for (let before = 0; before < at; before++) {
      const share = dot(column, columns[before]) / column.length; // those have a variance of 1
      for (let row = 0; row < column.length; row++) column[row] -= share * columns[before][row];
      transform[before].forEach((weight, raw) => (weights[raw] -= share * weight));
    }
    const scale = 1 / Math.sqrt(dot(column, column) / column.length);
    for (let row = 0; row < column.length; row++) column[row] *= scale;
    transform.push(weights.map((weight) => weight * scale));
  });
  return transform;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += a[row] * b[row];
  return sum;
}

function meanOf(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value, 0) / column.length;
}
