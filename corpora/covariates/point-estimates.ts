/** The expected shares at the points of a field, with intervals where there are works enough. */
import type { CovariateDesign } from '../../core/covariates/design.ts';
import {
  type Estimate,
  type FieldPlace,
  intervalOf,
  leastWorks,
  sawValue,
} from '../../core/covariates/effect-intervals.ts';
import { type EffectPoint, featuresAt, fieldMeans } from '../../core/covariates/effect-points.ts';
import type { EffectFits } from '../../core/covariates/effects.ts';
import { columnNames } from '../../core/covariates/field-coding.ts';
import type { PointMeans } from './point-means.ts';

interface Fitted {
  readonly design: CovariateDesign;
  readonly fits: EffectFits;
  readonly means: PointMeans;
  /** Of the intervals, in (0, 1). */
  readonly level: number;
}

export class PointEstimates {
  readonly #fits: EffectFits;
  readonly #level: number;
  readonly #numTopics: number;
  /** Points x topics. */
  readonly #expected: Float64Array;
  /** Points x topics x fits. */
  readonly #draws: Float64Array;
  /** Of each point, the fits that say something about it; none where there are too few works. */
  readonly #fitsOf: readonly ReadonlySet<number>[];

  /** @param field its place in the design. */
  constructor(
    field: number,
    points: readonly EffectPoint[],
    { design, fits, means, level }: Fitted,
  ) {
    const columns = fieldMeans(design.fields, fits.meanFeatures);
    const features = points.map(({ value }) => featuresAt(design, { field, value }, columns));
    this.#fits = fits;
    this.#level = level;
    this.#expected = fits.expected(features);
    this.#draws = fits.predict(features);
    this.#numTopics = this.#expected.length / points.length;
    const before = design.fields.slice(0, field).flatMap(columnNames);
    const place: FieldPlace = { coding: design.fields[field], first: 1 + before.length };
    // With no more works than features, a fit goes through all of them.
    const hasFewWorks = fits.numWorks <= features[0].length;
    this.#fitsOf = points.map(({ value }) => {
      const isTooFew = hasFewWorks || means.numWorks(value) < leastWorks(place, value);
      const all = isTooFew ? [] : Array.from({ length: fits.numFits }, (_, fit) => fit);
      return new Set(all.filter((fit) => sawValue(fits.squaresOf(fit), place, value)));
    });
  }

  of(point: number, topic: number): Estimate {
    const draws = this.#drawsOf(point, topic);
    return {
      share: this.#expected[point * this.#numTopics + topic],
      interval: intervalOf(
        draws.filter((_, fit) => this.#fitsOf[point].has(fit)),
        this.#level,
      ),
    };
  }

  /** Of the second point over the first. */
  difference(topic: number): Estimate {
    const [from, to] = [this.#drawsOf(0, topic), this.#drawsOf(1, topic)];
    const isSeen = (_: number, fit: number): boolean =>
      this.#fitsOf.every((ofPoint) => ofPoint.has(fit));
    return {
      share: this.#expected[this.#numTopics + topic] - this.#expected[topic],
      interval: intervalOf(to.map((share, fit) => share - from[fit]).filter(isSeen), this.#level),
    };
  }

  #drawsOf(point: number, topic: number): Float64Array {
    const { numFits } = this.#fits;
    const first = (point * this.#numTopics + topic) * numFits;
    return this.#draws.subarray(first, first + numFits);
  }
}
