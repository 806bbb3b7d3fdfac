/** Whether a training has arrived: does the likelihood still rise beyond its noise? */
import type { Measurement } from '../training/session/progress.ts';

export type Trend = 'rising' | 'level' | 'unknown';

/** The last third of the curve is judged, and never fewer measurements than this. */
const fewestJudged = 20;
/** This many successive measurements tell about as much as a single one, as they are alike. */
const measurementsPerIndependent = 3;
/** A rise of this many standard errors is not noise. */
const significantErrors = 2;
/** Of the value: sums of the same numbers differ by less, if they have one number more. */
const rounding = 1e-12;

/**
 * Compares the two halves of the last third of the curve: `rising` when the mean of the second is
 * higher by more than two standard errors; `level` when it is not; `unknown` below 20 measurements.
 *
 * Measurements close to one another are alike, so three of them count as one. A level curve is
 * called rising in about one case of twenty.
 *
 * Level means that the chain stays where it is, not that no other run would find better topics:
 * only other seeds can show that.
 *
 * @param measurements in the order of their sweeps.
 */
export function trendOf(
  measurements: readonly Pick<Measurement, 'logLikelihoodPerToken'>[],
): Trend {
  if (measurements.length < fewestJudged) return 'unknown';
  const numJudged = Math.max(fewestJudged, Math.floor(measurements.length / 3));
  const values = measurements
    .slice(-numJudged)
    .map(({ logLikelihoodPerToken }) => logLikelihoodPerToken);
  const half = values.length >>> 1;
  const [before, after] = [values.slice(0, half), values.slice(half)];
  const error = Math.sqrt(varianceOfMean(before) + varianceOfMean(after));
  const noise = Math.max(significantErrors * error, rounding * Math.abs(meanOf(after)));
  return meanOf(after) - meanOf(before) > noise ? 'rising' : 'level';
}

/** Taken from the line through the values: a steady rise is no noise. */
function varianceOfMean(values: readonly number[]): number {
  const mean = meanOf(values);
  const middle = (values.length - 1) / 2;
  let [covariance, spread] = [0, 0];
  values.forEach((value, place) => {
    covariance += (place - middle) * (value - mean);
    spread += (place - middle) ** 2;
  });
  const slope = covariance / spread;
  const squares = values.reduce(
    (sum, value, place) => sum + (value - mean - slope * (place - middle)) ** 2,
    0,
  );
  const variance = squares / (values.length - 2);
  return variance / (values.length / measurementsPerIndependent);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
