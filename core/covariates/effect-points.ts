/** Where the effect of a field is looked at: at its levels, or at numbers from its least to its most. */
import { UserError } from '../errors.ts';
import { roundedWithin } from '../numbers.ts';
import type { CovariateDesign } from './design.ts';
import {
  type FieldCoding,
  type FieldValue,
  columnsOf,
  knownValue,
  numMissingColumns,
} from './field-coding.ts';

export interface EffectPoint {
  /** Undefined: documents without a value. */
  readonly value: FieldValue;
  /** Documents of the level, or nearest to the number; undefined where they were not counted. */
  readonly numDocuments: number | undefined;
}

/** Points from the least number to the most. */
const numNumbers = 21;
/** Between whole bounds so far apart, numbers are taken for whole ones, as years are. */
const leastSpanOfWhole = 10;

export function pointsOf(coding: FieldCoding): EffectPoint[] {
  const { numMissing } = coding;
  const missing = numMissing > 0 ? [{ value: undefined, numDocuments: numMissing }] : [];
  if (coding.kind === 'category') {
    const levels = coding.levels.map((value, at) => ({
      value,
      numDocuments: coding.numDocuments[at],
    }));
    return [...levels, ...missing];
  }
  const numbers = numbersBetween(coding).map((value) => ({ value, numDocuments: undefined }));
  return [...numbers, ...missing];
}

function numbersBetween({ least, most }: { least: number; most: number }): number[] {
  const distance = (most - least) / (numNumbers - 1);
  const numbers = Array.from({ length: numNumbers }, (_, at) =>
    roundedWithin(least + distance * at, most - least),
  );
  const isWhole =
    distance >= 2 ||
    (Number.isInteger(least) && Number.isInteger(most) && most - least >= leastSpanOfWhole);
  return isWhole ? [...new Set(numbers.map(Math.round))] : numbers;
}

/**
 * A value as it is typed.
 *
 * @throws {UserError} when the field has no such level, or it should be a number.
 */
export function pointAt(coding: FieldCoding, typed: string): EffectPoint {
  const value = coding.kind === 'category' ? typed.normalize('NFC') : numberIn(typed);
  if (knownValue(coding, value) === undefined) {
    throw new UserError(
      'covariates-invalid',
      `Cannot find "${typed}" among the values of "${coding.field}": ${expectedOf(coding)}`,
    );
  }
  const known = pointsOf(coding).find((point) => point.value === value);
  return known ?? { value, numDocuments: undefined };
}

function expectedOf(coding: FieldCoding): string {
  if (coding.kind === 'category') return `levels are ${coding.levels.slice(0, 20).join(', ')}`;
  if (coding.dateFormat === undefined) return 'a number was expected';
  return 'a year with a fraction was expected, such as 1950.5 for July 1950';
}

/** Undefined for nothing, which is not 0. */
function numberIn(typed: string): number | undefined {
  return typed.trim() === '' ? undefined : Number(typed);
}

/**
 * The features of a document at a point, all other fields being at their means over the documents.
 *
 * @param means of the columns of each field.
 */
export function featuresAt(
  { fields, interactions }: Pick<CovariateDesign, 'fields' | 'interactions'>,
  { field, value }: { readonly field: number; readonly value: FieldValue },
  means: readonly (readonly number[])[],
): Float64Array {
  const columns = fields.map((coding, at) => (at === field ? columnsOf(coding, value) : means[at]));
  const products = interactions.flatMap(([a, b]) =>
    known(columns[a], fields[a]).flatMap((first) =>
      known(columns[b], fields[b]).map((second) => first * second),
    ),
  );
  return Float64Array.of(1, ...columns.flat(), ...products);
}

function known(columns: readonly number[], coding: FieldCoding): readonly number[] {
  return columns.slice(0, columns.length - numMissingColumns(coding));
}

/** The means of the columns of each field, from the mean of all features. */
export function fieldMeans(fields: readonly FieldCoding[], meanFeatures: Float64Array): number[][] {
  let first = 1;
  return fields.map((coding) => {
    const { length } = columnsOf(coding, undefined);
    const columns = [...meanFeatures.subarray(first, first + length)];
    first += length;
    return columns;
  });
}
