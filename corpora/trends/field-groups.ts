/** Groups documents by a field of their metadata: by time, or by kind. */
import { UserError } from '../../core/errors.ts';
import type { Metadata } from '../readers/document.ts';
import type { CalendarDate } from '../dates/calendar-date.ts';
import { DateColumn } from '../dates/date-column.ts';
import { dateParser } from '../dates/date-format.ts';
import { FieldNames } from '../dates/field-names.ts';
import { fieldValue } from '../dates/field-value.ts';
import { type Period, periodName, periodOf } from '../dates/periods.ts';

export interface DescribedDocument {
  readonly id: number;
  readonly label: string | undefined;
  readonly metadata: Metadata | undefined;
}

export interface FieldGroups {
  /** Undefined where the field is no time. */
  readonly period: Period | undefined;
  /** In time's order; kinds by falling number of documents, numbers by size. */
  readonly names: readonly string[];
  /** For times: where each group lies on a line of periods; undefined for kinds. */
  readonly places: readonly number[] | undefined;
  /** The group of each document, -1 for none (length D). */
  readonly groupOf: Int32Array;
  /** Documents with a value that is no date, or not exact enough for the period. */
  readonly numUnread: number;
  /** The first of these values. */
  readonly unread: readonly string[];
}

export interface GroupingOptions {
  readonly dateFormat?: string | undefined;
  readonly period?: Period | undefined;
}

/** More values than this do not make groups. */
const mostGroups = 10_000;
/** By months as long as they fit into a table. */
const mostMonths = 60;

/**
 * @param documents all of them, each time from the beginning.
 * @throws {UserError} when no document has the field, its dates can be read in two ways, or it has
 *   too many values.
 */
export function groupByField(
  documents: () => Iterable<DescribedDocument>,
  field: string,
  { numDocuments, dateFormat, period }: GroupingOptions & { readonly numDocuments: number },
): FieldGroups {
  const values: (string | undefined)[] = new Array<string | undefined>(numDocuments);
  const fields = new FieldNames();
  const column = new DateColumn();
  for (const { id, label, metadata } of documents()) {
    fields.add({ label, metadata });
    const value = fieldValue(field, { label, metadata });
    values[id] = value;
    if (value !== undefined) column.add(value);
  }
  if (column.numValues === 0) throw unknownField(field, fields);
  const isTime = dateFormat !== undefined || period !== undefined || column.isTime(field);
  if (!isTime) return kindGroups(field, values);
  const parse = dateFormat === undefined ? column.parser(field) : dateParser(dateFormat);
  const dates = values.map((value) => value && parse(value));
  return timeGroups(field, { values, dates }, { period, dateFormat });
}

function kindGroups(field: string, values: readonly (string | undefined)[]): FieldGroups {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  checkNumber(field, counts.size);
  const areNumbers = [...counts.keys()].every((value) => Number.isFinite(Number(value)));
  const names = [...counts.keys()].sort((a, b) =>
    areNumbers ? Number(a) - Number(b) : counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1),
  );
  const groups = new Map(names.map((name, group) => [name, group]));
  const groupOf = Int32Array.from(values, (value) => groups.get(value ?? '') ?? -1);
  return { period: undefined, names, places: undefined, groupOf, numUnread: 0, unread: [] };
}

interface Dated {
  readonly values: readonly (string | undefined)[];
  readonly dates: readonly (CalendarDate | '' | undefined)[];
}

function timeGroups(
  field: string,
  { values, dates }: Dated,
  { period: asked, dateFormat }: GroupingOptions,
): FieldGroups {
  const known = dates.filter((date) => date !== undefined && date !== '');
  const period = asked ?? suitablePeriod(known);
  const numbers = dates.map((date) => (date ? periodOf(date, period) : undefined));
  const places = [...new Set(numbers)].filter((place) => place !== undefined).sort((a, b) => a - b);
  if (places.length === 0) {
    if (known.length === 0 && dateFormat === undefined) throw noTime(field, values);
    throw noDates(field, values, known.length > 0 ? period : undefined);
  }
  checkNumber(field, places.length);
  const groups = new Map(places.map((place, group) => [place, group]));
  const unread = values.filter((value, id) => value !== undefined && numbers[id] === undefined);
  return {
    period,
    names: places.map((place) => periodName(place, period)),
    places,
    groupOf: Int32Array.from(numbers, (place) => (place === undefined ? -1 : groups.get(place)!)),
    numUnread: unread.length,
    unread: unread.slice(0, 3) as string[],
  };
}

function suitablePeriod(dates: readonly CalendarDate[]): Period {
  let first = Infinity;
  let last = -Infinity;
  for (const date of dates) {
    const month = periodOf(date, 'month');
    if (month === undefined) return 'year';
    first = Math.min(first, month);
    last = Math.max(last, month);
  }
  return last - first < mostMonths ? 'month' : 'year';
}

function checkNumber(field: string, numGroups: number): void {
  if (numGroups <= mostGroups) return;
  throw new UserError(
    'too-many-groups',
    `Cannot divide the documents by "${field}": it has ${numGroups} values; at most ${mostGroups} were expected`,
    { hint: 'Choose a field that many documents share, or a longer period.' },
  );
}

function unknownField(field: string, fields: FieldNames): UserError {
  return new UserError(
    'field-unknown',
    `Cannot divide the documents by "${field}": ${fields.describe(field)}`,
    { hint: fields.hint },
  );
}

/** Periods were asked for, and the field has no dates at all. */
function noTime(field: string, values: readonly (string | undefined)[]): UserError {
  const example = values.find((value) => value !== undefined);
  return new UserError(
    'no-dates',
    `Cannot divide "${field}" into periods: "${example}" and all others are not dates`,
    {
      hint: 'Leave the period out to divide by its values, or declare the format of its dates.',
      details: { field, asked: 'period' },
    },
  );
}

function noDates(
  field: string,
  values: readonly (string | undefined)[],
  period: Period | undefined,
): UserError {
  const example = values.find((value) => value !== undefined);
  const found =
    period === undefined
      ? `"${example}" and all others are not dates in the expected format`
      : `"${example}" and all others do not give a ${period}`;
  return new UserError('no-dates', `Cannot read the dates of "${field}": ${found}`, {
    hint: 'Declare their format, or choose a longer period.',
    details: { field },
  });
}
