/** Groups documents by time or by kind. */
import { labelField } from '../../../core/inspection/document-filter.ts';
import type { TrendField } from '../../../core/inspection/trends.ts';
import { type InPieces, inOneGo } from '../../breaks.ts';
import type { CalendarDate } from '../../dates/calendar-date.ts';
import { DateColumn } from '../../dates/date-column.ts';
import type { DocumentEntry } from '../corpus-store.ts';
import { timeGroups } from './time-groups.ts';

/** Documents by what their metadata say about them: by time, or by kind. */
export interface DocumentGroups {
  readonly field: string;
  readonly isTime: boolean;
  /** In time's order, or by falling number of documents. */
  readonly names: readonly string[];
  /** The group of each document, -1 for none (length D). */
  readonly groupOf: Int16Array;
}

/** All fields that divide the documents: times first, then kinds; of each, as they come. */
export function dividingFields(
  documents: Iterable<DocumentEntry>,
  numDocuments: number,
): TrendField[] {
  const surveys = surveyFields(documents, { numDocuments, most: mostKinds });
  const fields = [...surveys].map(([field, { dates, kinds }]) => ({
    field,
    isTime: isTime(field, dates),
    isKind: kinds.size >= 2 && kinds.size <= mostKinds,
  }));
  const times = fields.filter(({ isTime }) => isTime);
  const kinds = fields.filter(({ isTime, isKind }) => !isTime && isKind);
  return [...times, ...kinds].map(({ field, isTime }) => ({ field, isTime }));
}

/** The documents by one of these fields. @param documents all of them, in order; read twice. */
export function groupByField(
  { field, isTime }: TrendField,
  documents: () => Iterable<DocumentEntry>,
  numDocuments: number,
): DocumentGroups {
  if (!isTime) return inOneGo(kindGroups(field, documents(), numDocuments));
  const column = new DateColumn();
  for (const { value } of valuesOf(documents(), field)) column.add(value);
  const dated = datesOf(documents(), field, column);
  return { field, isTime, ...inOneGo(timeGroups(dated, numDocuments)) };
}

/** More groups than this tell a reader nothing. */
const mostKinds = 40;
/** A field that most documents lack does not divide them. */
const leastShare = 0.5;

/**
 * Finds a field worth dividing the documents by: a time before a label before any other field
 * with few values. Undefined when there is none.
 *
 * @param documents all of them, in order; read twice.
 */
export function* groupDocuments(
  documents: () => Iterable<DocumentEntry>,
  numDocuments: number,
): InPieces<DocumentGroups | undefined> {
  const fields = yield* surveyInPieces(documents(), { numDocuments, most: mostKinds });
  const common = [...fields].filter(([, { numValues }]) => numValues >= leastShare * numDocuments);
  const time = common.find(([name, { dates }]) => isTime(name, dates));
  if (time !== undefined) {
    const [field, { dates }] = time;
    const groups = yield* timeGroups(datesOf(documents(), field, dates!), numDocuments);
    if (groups.names.length > 1) return { field, isTime: true, ...groups };
  }
  const kind = common.find(([, { kinds }]) => kinds.size >= 2 && kinds.size <= mostKinds);
  if (kind === undefined) return undefined;
  return yield* kindGroups(kind[0], documents(), numDocuments);
}

/** More kinds than this are names, not kinds. */
const mostListedKinds = 400;

/** Every field that divides the documents: by time, or by up to 400 kinds, times first. */
export function everyGrouping(
  documents: () => Iterable<DocumentEntry>,
  numDocuments: number,
): DocumentGroups[] {
  const groupings: DocumentGroups[] = [];
  const surveys = surveyFields(documents(), { numDocuments, most: mostListedKinds });
  for (const [field, { numValues, dates, kinds }] of surveys) {
    if (numValues < leastShare * numDocuments) continue;
    if (isTime(field, dates)) {
      const groups = inOneGo(timeGroups(datesOf(documents(), field, dates!), numDocuments));
      if (groups.names.length > 1) groupings.push({ field, isTime: true, ...groups });
    } else if (kinds.size >= 2 && kinds.size <= mostListedKinds && kinds.size < numValues) {
      groupings.push(inOneGo(kindGroups(field, documents(), numDocuments)));
    }
  }
  return groupings.sort((a, b) => Number(b.isTime) - Number(a.isTime));
}

interface Survey {
  numValues: number;
  /** Undefined once too many values are no dates. */
  dates: DateColumn | undefined;
  /** Distinct values, as long as they are few. */
  readonly kinds: Set<string>;
}

interface SurveyLimits {
  readonly numDocuments: number;
  /** Distinct values that are kept, at most. */
  readonly most: number;
}

function surveyFields(
  documents: Iterable<DocumentEntry>,
  limits: SurveyLimits,
): Map<string, Survey> {
  return inOneGo(surveyInPieces(documents, limits));
}

/** A document is a piece. */
function* surveyInPieces(
  documents: Iterable<DocumentEntry>,
  limits: SurveyLimits,
): InPieces<Map<string, Survey>> {
  const fields = new Map<string, Survey>([[labelField, emptySurvey()]]);
  for (const { label, metadata } of documents) {
    if (label !== undefined) survey(fields, { name: labelField, value: label }, limits);
    for (const [name, value] of Object.entries(metadata ?? {})) {
      const text = textOf(value);
      if (text !== undefined) survey(fields, { name, value: text }, limits);
    }
    yield;
  }
  return fields;
}

function emptySurvey(): Survey {
  return { numValues: 0, dates: new DateColumn(), kinds: new Set() };
}

function survey(
  fields: Map<string, Survey>,
  { name, value }: { name: string; value: string },
  { numDocuments, most }: SurveyLimits,
): void {
  let field = fields.get(name);
  if (field === undefined) fields.set(name, (field = emptySurvey()));
  field.numValues++;
  field.dates?.add(value);
  // The field is no time any more, whatever follows: reading dates is slow.
  if (numOthers(field.dates) > 0.1 * numDocuments) field.dates = undefined;
  if (field.kinds.size <= most) field.kinds.add(value);
}

function numOthers(dates: DateColumn | undefined): number {
  return dates === undefined ? 0 : dates.numValues - dates.numDates;
}

function isTime(field: string, dates: DateColumn | undefined): boolean {
  return field !== labelField && dates?.isTime(field) === true;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function* valuesOf(
  documents: Iterable<DocumentEntry>,
  field: string,
): Generator<{ document: number; value: string }> {
  for (const { id, label, metadata } of documents) {
    const value = field === labelField ? label : textOf(metadata?.[field]);
    if (value !== undefined) yield { document: id, value };
  }
}

/** The documents whose value is a date. */
function* datesOf(
  documents: Iterable<DocumentEntry>,
  field: string,
  column: DateColumn,
): Generator<{ document: number; date: CalendarDate }> {
  const parse = column.parserOrYears(field);
  for (const { document, value } of valuesOf(documents, field)) {
    const date = parse(value);
    if (date !== undefined) yield { document, date };
  }
}

function* kindGroups(
  field: string,
  documents: Iterable<DocumentEntry>,
  numDocuments: number,
): InPieces<DocumentGroups> {
  const values: { document: number; value: string }[] = [];
  const counts = new Map<string, number>();
  for (const found of valuesOf(documents, field)) {
    values.push(found);
    counts.set(found.value, (counts.get(found.value) ?? 0) + 1);
    yield;
  }
  const names = [...counts.keys()].sort(
    (a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1),
  );
  const places = new Map(names.map((name, place) => [name, place]));
  const groupOf = new Int16Array(numDocuments).fill(-1);
  for (const { document, value } of values) groupOf[document] = places.get(value)!;
  return { field, isTime: false, names, groupOf };
}
