/** How a field of the documents becomes features: chosen once from its values, then kept with the run. */
import { UserError } from '../errors.ts';
import { type Spline, knotsAtShares, splineColumns, splineFor } from './spline.ts';
import type { FieldTerm } from './terms.ts';

/** The value of a field in a document; undefined where it is missing. */
export type FieldValue = string | number | undefined;

export interface CodedField {
  readonly field: string;
  /** Documents without a value: they have a feature of their own. */
  readonly numMissing: number;
}

export interface CategoryCoding extends CodedField {
  readonly kind: 'category';
  /** By falling number of documents; the first is the base, to which the others are compared. */
  readonly levels: readonly string[];
  /** Of each level. */
  readonly numDocuments: readonly number[];
}

export interface Standardized extends CodedField {
  /** Where the numbers are years of dates: how those are written (see corpora/dates). */
  readonly dateFormat?: string | undefined;
  readonly least: number;
  readonly most: number;
  /** x = (value - mean) / deviation. */
  readonly mean: number;
  readonly deviation: number;
}

export interface NumberCoding extends Standardized {
  readonly kind: 'number';
}

export interface SplineCoding extends Standardized {
  readonly kind: 'spline';
  readonly spline: Spline;
}

export type FieldCoding = CategoryCoding | NumberCoding | SplineCoding;

/** More levels than this are not a category that documents share. */
export const mostLevels = 200;

/** Standardized numbers are rounded to this grid, so that nearly equal documents share their priors. */
const numberGrid = 64;
const splineGrid = 1024;
/** Knots that are nearer to each other would move by too much if they were rounded. */
const leastGap = 2 / numberGrid;
/** The values that determine a line, or a curve. */
const leastDifferent = { number: 2, spline: 3 };

/**
 * @param values of all documents.
 * @param options.dateFormat of the dates that the numbers were read from.
 * @throws {UserError} when the field does not vary, has too many levels, or is not a number where it
 *   should be one.
 */
export function codingFor(
  { field, coding }: FieldTerm,
  values: readonly FieldValue[],
  { dateFormat }: Pick<Standardized, 'dateFormat'> = {},
): FieldCoding {
  const present = values.filter((value) => value !== undefined);
  const areNumbers = present.every((value) => typeof value === 'number');
  const numMissing = values.length - present.length;
  if (coding === 'category' || (coding === undefined && !areNumbers)) {
    return categoryOf(field, present.map(String), numMissing);
  }
  const word = present.find((value) => typeof value !== 'number');
  if (word !== undefined) {
    throw new UserError(
      'covariates-invalid',
      `Cannot use "${field}" as ${coding}: "${word}" was found; numbers or dates were expected`,
      { details: { field } },
    );
  }
  const rising = Float64Array.from(present as number[]).sort();
  return numberOf({ field, coding }, rising, {
    numMissing,
    ...(dateFormat !== undefined && { dateFormat }),
  });
}

function categoryOf(field: string, present: readonly string[], numMissing: number): CategoryCoding {
  const numDocuments = new Map<string, number>();
  for (const level of present) numDocuments.set(level, (numDocuments.get(level) ?? 0) + 1);
  checkVaries(field, numDocuments.size + Math.min(1, numMissing), 2);
  if (numDocuments.size > mostLevels) {
    throw new UserError(
      'covariates-invalid',
      `Cannot use "${field}" as a category: it has ${numDocuments.size} levels; at most ${mostLevels} were expected`,
      {
        hint: 'Choose a field that many documents share, or merge its levels.',
        details: { field, levels: numDocuments.size, most: mostLevels },
      },
    );
  }
  const levels = [...numDocuments].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    field,
    kind: 'category',
    levels: levels.map(([level]) => level),
    numDocuments: levels.map(([, number]) => number),
    numMissing,
  };
}

function numberOf(
  { field, coding }: FieldTerm,
  rising: Float64Array,
  rest: Pick<Standardized, 'numMissing' | 'dateFormat'>,
): NumberCoding | SplineCoding {
  const numDifferent = new Set(rising).size;
  checkVaries(field, numDifferent, leastDifferent[coding === 'spline' ? 'spline' : 'number']);
  const mean = sumOf(rising) / rising.length;
  const deviation = Math.sqrt(sumOf(rising.map((x) => (x - mean) * (x - mean))) / rising.length);
  checkSpread(field, rising, deviation);
  const least = rising[0];
  const most = rising[rising.length - 1];
  const shared = { field, ...rest, least, most, mean, deviation };
  if (coding !== 'spline') return { ...shared, kind: 'number' };
  const spline = splineOf(
    field,
    rising.map((value) => (value - mean) / deviation),
  );
  return { ...shared, kind: 'spline', spline };
}

/**
 * Columns are those of rounded numbers. Where most numbers lie close together beside a few that are far off, knots
 * would come to lie within a step of the grid, and the columns would be anything but standardized: there, the curve is
 * fitted to the rounded numbers.
 */
function splineOf(field: string, rising: Float64Array): Spline {
  const spline = splineFor(rising);
  const { knots } = spline;
  const least = Math.min(...knots.slice(1).map((knot, before) => knot - knots[before]));
  if (least >= leastGap) return spline;
  const onGrid = rising.map((x) => rounded(x, numberGrid));
  if (knotsAtShares(onGrid).length >= leastDifferent.spline) return splineFor(onGrid);
  throw new UserError(
    'covariates-invalid',
    `Cannot use "${field}" as a curve: most of its numbers are as good as the same beside some that are far off; ` +
      'numbers that are spread more evenly were expected',
    {
      hint: 'Is there a typing error among them? If not, use their logarithms.',
      details: { field },
    },
  );
}

/** Their squares must be numbers, too. */
function checkSpread(field: string, rising: Float64Array, deviation: number): void {
  if (deviation > 0 && Number.isFinite(deviation)) return;
  throw new UserError(
    'covariates-invalid',
    `Cannot use "${field}" as a number: ${rising[0]} to ${rising[rising.length - 1]} was found; numbers ` +
      'that can be squared were expected',
    { hint: 'Use another unit.', details: { field } },
  );
}

function checkVaries(field: string, numDifferent: number, least: number): void {
  if (numDifferent >= least) return;
  throw new UserError(
    'covariates-invalid',
    `Cannot use "${field}" as a covariate: it has ${numDifferent} different values; at least ${least} were expected`,
    { details: { field, values: numDifferent, least } },
  );
}

/** The names of a field's features, in their order; `columnsOf` has as many. */
export function columnNames(coding: FieldCoding): string[] {
  const { field, numMissing } = coding;
  const missing = numMissing > 0 ? [`${field}: missing`] : [];
  switch (coding.kind) {
    case 'category':
      return [...coding.levels.slice(1).map((level) => `${field}: ${level}`), ...missing];
    case 'number':
      return [field, ...missing];
    case 'spline':
      return [
        ...coding.spline.transform.map((_, column) => `${field}: curve ${column + 1}`),
        ...missing,
      ];
  }
}

/** How many of them say that the value is missing (0 or 1): always the last. */
export function numMissingColumns({ numMissing }: FieldCoding): number {
  return numMissing > 0 ? 1 : 0;
}

/**
 * A document's features of a field. A level that the run does not know counts as missing; where no
 * document of the run missed the field, as the base level, or as the mean of the numbers.
 */
export function columnsOf(coding: FieldCoding, value: FieldValue): number[] {
  const known = knownValue(coding, value);
  const columns = known === undefined ? withoutValue(coding) : withValue(coding, known);
  if (numMissingColumns(coding) > 0) columns.push(known === undefined ? 1 : 0);
  return columns;
}

/** Undefined where the run does not know it. */
export function knownValue(coding: FieldCoding, value: FieldValue): FieldValue {
  if (value === undefined) return undefined;
  if (coding.kind === 'category') {
    return coding.levels.includes(String(value)) ? String(value) : undefined;
  }
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function withoutValue(coding: FieldCoding): number[] {
  const number = columnNames(coding).length - numMissingColumns(coding);
  return new Array<number>(number).fill(0);
}

function withValue(coding: FieldCoding, value: string | number): number[] {
  if (coding.kind === 'category') {
    return coding.levels.slice(1).map((level) => (level === value ? 1 : 0));
  }
  const x = rounded((Number(value) - coding.mean) / coding.deviation, numberGrid);
  if (coding.kind === 'number') return [x];
  return splineColumns(x, coding.spline).map((column) => rounded(column, splineGrid));
}

function rounded(x: number, grid: number): number {
  return Math.round(x * grid) / grid;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
