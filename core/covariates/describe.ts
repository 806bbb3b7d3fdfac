/** Covariates in words: what was taken of each field. */
import { count, grouped, roundedWithin } from '../numbers.ts';
import { type CovariateDesign, featureNames } from './design.ts';
import type { FieldCoding } from './field-coding.ts';

const mostNamedLevels = 4;

/** As it is typed: "year:spline,party,party*year". */
export function termsOf({ fields, interactions }: CovariateDesign): string {
  const terms = fields.map(({ field, kind }) => `${field}:${kind}`);
  const pairs = interactions.map(([a, b]) => `${fields[a].field}*${fields[b].field}`);
  return [...terms, ...pairs].join(',');
}

/** A line for each field, one for the pairs, and how many features they make. */
export function describeDesign(design: CovariateDesign): string[] {
  const { fields, interactions } = design;
  const pairs = interactions.map(([a, b]) => `${fields[a].field} * ${fields[b].field}`);
  return [
    ...fields.map(describeField),
    ...(pairs.length > 0 ? [`interactions: ${pairs.join(', ')}`] : []),
    `${grouped(featureNames(design).length)} features, the one that all documents share included`,
  ];
}

function describeField(coding: FieldCoding): string {
  const { field, numMissing } = coding;
  const missing = numMissing === 0 ? '' : `; missing in ${count(numMissing, 'document')}`;
  return `${field}: ${describeCoding(coding)}${missing}`;
}

function describeCoding(coding: FieldCoding): string {
  if (coding.kind === 'category') {
    const { levels, numDocuments } = coding;
    const named = levels
      .slice(0, mostNamedLevels)
      .map((level, at) => `${level} (${grouped(numDocuments[at])})`);
    const more = levels.length > named.length ? ', ...' : '';
    return `${count(levels.length, 'level')}: ${named.join(', ')}${more}; the first is the base`;
  }
  const { least, most } = coding;
  const [from, to] = [least, most].map((value) => roundedWithin(value, most - least));
  const range = `from ${from} to ${to}`; // not grouped: they may be years
  if (coding.kind === 'number') return `a number ${range}`;
  return `a curve with ${coding.spline.knots.length} knots, ${range}`;
}
