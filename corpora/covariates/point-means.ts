/** The mean shares of topics in the documents at each point of a field, whatever else is known of them. */
import type { EffectPoint } from '../../core/covariates/effect-points.ts';
import {
  type FieldCoding,
  type FieldValue,
  knownValue,
} from '../../core/covariates/field-coding.ts';

export class PointMeans {
  readonly #coding: FieldCoding;
  readonly #points: readonly EffectPoint[];
  readonly #values: readonly FieldValue[];
  readonly #numTopics: number;
  /** Points x topics. */
  readonly #sums: Float64Array;
  readonly #numDocuments: Float64Array;
  readonly #numWorks: Float64Array;
  readonly #lastWork: Float64Array;

  /** @param field.values of all documents. */
  constructor(
    field: {
      readonly coding: FieldCoding;
      readonly points: readonly EffectPoint[];
      readonly values: readonly FieldValue[];
    },
    numTopics: number,
  ) {
    this.#coding = field.coding;
    this.#points = field.points;
    this.#values = field.values;
    this.#numTopics = numTopics;
    this.#sums = new Float64Array(field.points.length * numTopics);
    this.#numDocuments = new Float64Array(field.points.length);
    this.#numWorks = new Float64Array(field.points.length);
    this.#lastWork = new Float64Array(field.points.length).fill(-1);
  }

  /**
   * @param document.work what is drawn as a whole: pieces of one follow each other.
   * @param shares of the topics in the document.
   */
  add({ document, work }: { document: number; work: number }, shares: readonly number[]): void {
    const point = this.#pointOf(knownValue(this.#coding, this.#values[document]));
    if (point < 0) return;
    this.#numDocuments[point]++;
    if (this.#lastWork[point] !== work) this.#numWorks[point]++;
    this.#lastWork[point] = work;
    shares.forEach((share, topic) => (this.#sums[point * this.#numTopics + topic] += share));
  }

  /** The level, or the nearest number. */
  #pointOf(value: FieldValue): number {
    const points = this.#points;
    if (typeof value !== 'number') return points.findIndex((point) => point.value === value);
    const distance = (at: number): number => Math.abs(Number(points[at].value) - value);
    return points.reduce(
      (best, point, at) =>
        typeof point.value === 'number' && (best < 0 || distance(at) < distance(best)) ? at : best,
      -1,
    );
  }

  /** Documents with a token. */
  numDocuments(point: number): number {
    return this.#numDocuments[point];
  }

  /** Works with the level, or with any number, that have a token. */
  numWorks(value: FieldValue): number {
    const isNumber = typeof value === 'number';
    return this.#points.reduce((sum, point, at) => {
      const counts = isNumber ? typeof point.value === 'number' : point.value === value;
      return counts ? sum + this.#numWorks[at] : sum;
    }, 0);
  }

  /** Undefined where there is no document. */
  of(point: number, topic: number): number | undefined {
    const number = this.#numDocuments[point];
    return number > 0 ? this.#sums[point * this.#numTopics + topic] / number : undefined;
  }
}
