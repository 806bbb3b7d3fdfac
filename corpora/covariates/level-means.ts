/** The mean shares of topics in the documents of each level of a category, whatever else is known of them. */
import type { DocumentFeatures } from '../../core/covariates/design.ts';
import { type FieldCoding, columnNames } from '../../core/covariates/field-coding.ts';

export class LevelMeans {
  readonly #features: DocumentFeatures;
  /** Where the columns of the field begin among the features, and how many there are; 0 for numbers. */
  readonly #first: number;
  readonly #numColumns: number;
  readonly #numTopics: number;
  /** Levels x topics. */
  readonly #sums: Float64Array;
  readonly #numDocuments: Float64Array;

  /** @param field its place among the fields. */
  constructor(
    fields: readonly FieldCoding[],
    field: number,
    { features, numTopics }: { features: DocumentFeatures; numTopics: number },
  ) {
    const columns = fields.map((coding) => columnNames(coding).length);
    this.#features = features;
    this.#first = 1 + columns.slice(0, field).reduce((sum, length) => sum + length, 0);
    this.#numColumns = fields[field].kind === 'category' ? columns[field] : 0;
    this.#numTopics = numTopics;
    this.#sums = new Float64Array((this.#numColumns + 1) * numTopics);
    this.#numDocuments = new Float64Array(this.#numColumns + 1);
  }

  /** @param shares of the topics in the document. */
  add(document: number, shares: readonly number[]): void {
    if (this.#numColumns === 0) return;
    const { rows, groupOf, numFeatures } = this.#features;
    const first = groupOf[document] * numFeatures + this.#first;
    // The base level has no column: -1 before the first.
    const level = 1 + rows.subarray(first, first + this.#numColumns).indexOf(1);
    this.#numDocuments[level]++;
    shares.forEach((share, topic) => (this.#sums[level * this.#numTopics + topic] += share));
  }

  /** Undefined for numbers, and for a level without a document. @param level its place. */
  of(level: number, topic: number): number | undefined {
    const number = this.#numDocuments[level];
    if (this.#numColumns === 0 || !(number > 0)) return undefined;
    return this.#sums[level * this.#numTopics + topic] / number;
  }
}
