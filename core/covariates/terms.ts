/** What a model of prevalence is made of, as it is written: "year:spline,party,party*year". */
import { UsageError } from '../errors.ts';

/** How the values of a field become numbers. */
export const codings = ['category', 'number', 'spline'] as const;
export type Coding = (typeof codings)[number];

/** A field of the documents; without a coding it is a number where all of its values are. */
export interface FieldTerm {
  readonly field: string;
  readonly coding?: Coding | undefined;
}

export interface CovariateTerms {
  /** Each field once, in the order written. */
  readonly fields: readonly FieldTerm[];
  /** Pairs of places in `fields`: the effect of the one may depend on the other. */
  readonly interactions: readonly (readonly [number, number])[];
}

/**
 * Reads terms, separated by commas: a field, a field with its coding ("year:spline"), or two fields
 * whose effects depend on each other ("party*year", which brings the two themselves as well).
 *
 * @throws {UsageError} when there is nothing to read, or a field has two codings.
 */
export function parseTerms(text: string): CovariateTerms {
  const fields: FieldTerm[] = [];
  const interactions: [number, number][] = [];
  for (const term of text.split(',')) {
    const places = term.split('*').map((part) => addField(fields, parseField(part, text)));
    if (places.length > 2 || places[0] === places[1]) throw invalid(text, `"${term.trim()}"`);
    if (places.length < 2) continue;
    const isKnown = interactions.some((pair) => places.every((place) => pair.includes(place)));
    if (!isKnown) interactions.push([places[0], places[1]]);
  }
  return { fields, interactions };
}

function parseField(part: string, text: string): FieldTerm {
  const written = part.trim();
  if (written === '') throw invalid(text, 'an empty field name');
  const colon = written.lastIndexOf(':');
  const coding = codings.find((known) => known === written.slice(colon + 1));
  if (colon <= 0 || coding === undefined) return { field: written };
  return { field: written.slice(0, colon).trim(), coding };
}

/** @returns the place of the field among all. */
function addField(fields: FieldTerm[], { field, coding }: FieldTerm): number {
  const place = fields.findIndex((known) => known.field === field);
  if (place < 0) return fields.push({ field, coding }) - 1;
  const before = fields[place].coding;
  if (coding !== undefined && before !== undefined && before !== coding) {
    throw new UsageError(
      'covariates-invalid',
      `Cannot use "${field}" as ${before} and as ${coding}: one of them was expected`,
    );
  }
  fields[place] = { field, coding: coding ?? before };
  return place;
}

function invalid(text: string, found: string): UsageError {
  return new UsageError(
    'covariates-invalid',
    `Cannot read the covariates "${text}": ${found} was found; fields separated by commas were ` +
      'expected, each a name, name:spline, name:number, name:category, or two names joined by *',
  );
}
