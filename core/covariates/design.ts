/**
 * The design of a model of prevalence: which numbers, the features, a document has. The first is 1 for
 * all; then come the columns of each field, and the products of those that interact.
 */
import { UserError } from '../errors.ts';
import {
  type FieldCoding,
  type FieldValue,
  codingFor,
  columnNames,
  columnsOf,
  numMissingColumns,
} from './field-coding.ts';
import type { CovariateTerms } from './terms.ts';

/** Kept with the run, in the very numbers that it uses. Plain data. */
export interface CovariateDesign {
  readonly fields: readonly FieldCoding[];
  /** Pairs of places in `fields`. */
  readonly interactions: readonly (readonly [number, number])[];
  /** Of the features of all documents: whether their metadata are still those of the run. */
  readonly fingerprint: string;
}

/** Which features the documents have. Documents that share all of them are a group. */
export interface DocumentFeatures {
  /** F. */
  readonly numFeatures: number;
  readonly numGroups: number;
  /** Of group g: from g * F (groups x F). */
  readonly rows: Float64Array;
  /** The group of each document (length D). */
  readonly groupOf: Uint32Array;
}

/** The values of one field, of all documents. */
export interface FieldColumn {
  readonly values: readonly FieldValue[];
  readonly dateFormat?: string | undefined;
}

/** F^2 K / 2 numbers are added up for every step. */
export const mostFeatures = 200;

/**
 * @param columns one for each field of the terms.
 * @throws {UserError} when a field cannot be used, or there would be too many features.
 */
export function designFor(
  { fields, interactions }: CovariateTerms,
  columns: readonly FieldColumn[],
): { design: CovariateDesign; features: DocumentFeatures } {
  const coded = fields.map((term, place) =>
    codingFor(term, columns[place].values, { dateFormat: columns[place].dateFormat }),
  );
  const shape = { fields: coded, interactions };
  const numFeatures = featureNames(shape).length;
  if (numFeatures > mostFeatures) {
    throw new UserError(
      'covariates-invalid',
      `Cannot use these covariates: they make ${numFeatures} features; at most ${mostFeatures} were expected`,
      {
        hint: 'Leave fields or interactions out, or merge levels.',
        details: { features: numFeatures, most: mostFeatures },
      },
    );
  }
  const features = featuresOfAll(shape, columns);
  return { design: { ...shape, fingerprint: fingerprintOf(features) }, features };
}

type DesignShape = Pick<CovariateDesign, 'fields' | 'interactions'>;

/** The names of all features, in their order (length F). */
export function featureNames({ fields, interactions }: DesignShape): string[] {
  const ofFields = fields.map(columnNames);
  const products = interactions.flatMap(([a, b]) =>
    present(ofFields[a], fields[a]).flatMap((first) =>
      present(ofFields[b], fields[b]).map((second) => `${first} * ${second}`),
    ),
  );
  return ['(all)', ...ofFields.flat(), ...products];
}

/** The features of a document (length F). @param values of each field. */
export function featuresOf(
  { fields, interactions }: DesignShape,
  values: readonly FieldValue[],
): Float64Array {
  const columns = fields.map((coding, place) => columnsOf(coding, values[place]));
  const products = interactions.flatMap(([a, b]) =>
    present(columns[a], fields[a]).flatMap((first) =>
      present(columns[b], fields[b]).map((second) => first * second),
    ),
  );
  return Float64Array.of(1, ...columns.flat(), ...products);
}

/** Those of all documents, grouped in the order in which they first occur. */
export function featuresOfAll(
  shape: DesignShape,
  columns: readonly FieldColumn[],
): DocumentFeatures {
  const numDocuments = columns[0].values.length;
  const groups = new Map<string, number>();
  const rows: Float64Array[] = [];
  const groupOf = new Uint32Array(numDocuments);
  for (let document = 0; document < numDocuments; document++) {
    const row = featuresOf(
      shape,
      columns.map(({ values }) => values[document]),
    );
    const key = row.join();
    const group = groups.get(key) ?? rows.push(row) - 1;
    groups.set(key, group);
    groupOf[document] = group;
  }
  const numFeatures = featureNames(shape).length;
  const all = new Float64Array(rows.length * numFeatures);
  rows.forEach((row, group) => all.set(row, group * numFeatures));
  return { numFeatures, numGroups: rows.length, rows: all, groupOf };
}

/** FNV-1a over the features in units of 2^-20 and the groups: 8 hexadecimal digits. */
export function fingerprintOf({ rows, groupOf }: DocumentFeatures): string {
  let hash = 0x811c9dc5;
  const add = (value: number): void => {
    for (let shift = 0; shift < 32; shift += 8) {
      hash = Math.imul(hash ^ ((value >>> shift) & 0xff), 0x01000193);
    }
  };
  for (const x of rows) add(Math.round(x * 2 ** 20) | 0);
  for (const group of groupOf) add(group);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Without the column that says that a value is missing. */
function present<Column>(columns: readonly Column[], coding: FieldCoding): readonly Column[] {
  return columns.slice(0, columns.length - numMissingColumns(coding));
}
