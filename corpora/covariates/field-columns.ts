/** Reads the fields of documents that a run has as covariates: as numbers, dates or words. */
import type { CovariateDesign, FieldColumn } from '../../core/covariates/design.ts';
import type { FieldCoding, FieldValue } from '../../core/covariates/field-coding.ts';
import type { FieldTerm } from '../../core/covariates/terms.ts';
import { UserError } from '../../core/errors.ts';
import { type CalendarDate, dayNumber } from '../dates/calendar-date.ts';
import { DateColumn, soundsLikeTime } from '../dates/date-column.ts';
import { type DateParser, dateParser } from '../dates/date-format.ts';
import { FieldNames } from '../dates/field-names.ts';
import { fieldValue } from '../dates/field-value.ts';
import { readDate } from '../dates/read-date.ts';
import type { Metadata } from '../readers/document.ts';

/** What is known of a document. */
export interface DescribedDocument {
  readonly label?: string | undefined;
  readonly metadata?: Metadata | undefined;
}

/**
 * The columns of the fields, for a new run.
 *
 * @throws {UserError} when no document has one of the fields, or its dates can be read in two ways.
 */
export function newColumns(
  fields: readonly FieldTerm[],
  documents: Iterable<DescribedDocument>,
): FieldColumn[] {
  const names = new FieldNames();
  const texts = fields.map((): (string | undefined)[] => []);
  for (const { label, metadata } of documents) {
    names.add({ label, metadata });
    fields.forEach(({ field }, at) => texts[at].push(fieldValue(field, { label, metadata })));
  }
  return fields.map((term, at) => columnOf(term, texts[at], names));
}

function columnOf(
  { field, coding }: FieldTerm,
  texts: readonly (string | undefined)[],
  names: FieldNames,
): FieldColumn {
  const present = texts.filter((text) => text !== undefined);
  if (present.length === 0) throw unknownField(field, names);
  if (coding === 'category') return { values: texts };
  if (present.every(isNumber) && !areDays(field, present))
    return { values: texts.map((text) => text && Number(text)) };
  const column = new DateColumn();
  for (const text of present) column.add(text);
  if (!column.isTime(field)) return { values: texts };
  const parse = column.parser(field, { mayDeclare: false });
  const reading = column.reading();
  const dateFormat = reading === 'month-first' ? reading : 'day-first';
  return { values: texts.map((text) => yearOf(text, parse)), dateFormat };
}

/** The columns of a run's fields, read as it read them when it began. */
export function columnsOfRun(
  { fields }: Pick<CovariateDesign, 'fields'>,
  documents: Iterable<DescribedDocument>,
): FieldColumn[] {
  const read = valueReader(fields);
  const values = fields.map((): FieldValue[] => []);
  for (const document of documents) {
    read(document).forEach((value, at) => values[at].push(value));
  }
  return values.map((ofField) => ({ values: ofField }));
}

/** Reads the values of a run's fields from one document after the other. */
export function valueReader(
  fields: readonly FieldCoding[],
): (document: DescribedDocument) => FieldValue[] {
  const parsers = fields.map((coding) => {
    if (coding.kind === 'category') return (text: string) => text;
    if (coding.dateFormat === undefined) return numberOf;
    const parse = dateParser(coding.dateFormat);
    return (text: string) => yearOf(text, parse);
  });
  return ({ label, metadata }) =>
    fields.map(({ field }, at) => {
      const text = fieldValue(field, { label, metadata });
      return text === undefined ? undefined : parsers[at](text);
    });
}

function numberOf(text: string): number | undefined {
  return isNumber(text) ? Number(text) : undefined;
}

function isNumber(text: string): boolean {
  return Number.isFinite(Number(text));
}

/** `20240203` and its like are numbers, too, but with gaps between months and years. */
function areDays(field: string, texts: readonly string[]): boolean {
  const isDay = (text: string): boolean =>
    /^\d{8}(?:\.0)?$/u.test(text.trim()) && readDate(text) !== undefined;
  return soundsLikeTime(field) && texts.every(isDay);
}

/** A date as a year with a fraction: 2 July 1950 is about 1950.5. */
function yearOf(text: string | undefined, parse: DateParser): number | undefined {
  const date = text === undefined ? undefined : parse(text);
  if (date === undefined) return undefined;
  const { year } = date;
  const start = dayNumber(january(year));
  return year + (dayNumber(date) - start) / (dayNumber(january(year + 1)) - start);
}

function january(year: number): CalendarDate {
  return { year, month: 1, day: 1 };
}

function unknownField(field: string, names: FieldNames): UserError {
  return new UserError(
    'field-unknown',
    `Cannot use "${field}" as a covariate: ${names.describe(field)}`,
    { hint: names.hint },
  );
}
