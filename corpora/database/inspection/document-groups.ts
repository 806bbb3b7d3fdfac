/** Groups documents by time or by kind. */
import { labelField } from '../../../core/inspection/document-filter.ts';
import type { TrendField } from '../../../core/inspection/trends.ts';
import { type InPieces, inOneGo } from '../../breaks.ts';
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
export function dividingFields(documents: Iterable<DocumentEntry>): TrendField[] {
  const fields = [...surveyFields(documents)].map(([field, { numValues, numTimes, kinds }]) => ({
    field,
    isTime: field !== labelField && numValues > 0 && numTimes >= 0.9 * numValues,
    isKind: kinds.size >= 2 && kinds.size <= mostKinds,
  }));
  const times = fields.filter(({ isTime }) => isTime);
  const kinds = fields.filter(({ isTime, isKind }) => !isTime && isKind);
  return [...times, ...kinds].map(({ field, isTime }) => ({ field, isTime }));
}

/** The documents by one of these fields. */
export function groupByField(
  { field, isTime }: TrendField,
  documents: Iterable<DocumentEntry>,
  numDocuments: number,
): DocumentGroups {
  if (!isTime) return inOneGo(kindGroups(field, documents, numDocuments));
  return { field, isTime, ...inOneGo(timeGroups(valuesOf(documents, field), numDocuments)) };
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
  const fields = yield* surveyInPieces(documents());
  const common = [...fields].filter(([, { numValues }]) => numValues >= leastShare * numDocuments);
  const time = common.find(([name, { numTimes, numValues }]) => {
    return name !== labelField && numTimes >= 0.9 * numValues;
  });
  if (time !== undefined) {
    const groups = yield* timeGroups(valuesOf(documents(), time[0]), numDocuments);
    if (groups.names.length > 1) return { field: time[0], isTime: true, ...groups };
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
  for (const [field, found] of surveyFields(documents(), mostListedKinds)) {
    const { numValues, numTimes, kinds } = found;
    if (numValues < leastShare * numDocuments) continue;
    if (field !== labelField && numTimes >= 0.9 * numValues) {
      const groups = inOneGo(timeGroups(valuesOf(documents(), field), numDocuments));
      if (groups.names.length > 1) groupings.push({ field, isTime: true, ...groups });
    } else if (kinds.size >= 2 && kinds.size <= mostListedKinds && kinds.size < numValues) {
      groupings.push(inOneGo(kindGroups(field, documents(), numDocuments)));
    }
  }
  return groupings.sort((a, b) => Number(b.isTime) - Number(a.isTime));
}

interface Survey {
  numValues: number;
  numTimes: number;
  /** Distinct values, as long as they are few. */
  readonly kinds: Set<string>;
}

function surveyFields(documents: Iterable<DocumentEntry>, most = mostKinds): Map<string, Survey> {
  return inOneGo(surveyInPieces(documents, most));
}

/** A document is a piece. */
function* surveyInPieces(
  documents: Iterable<DocumentEntry>,
  most = mostKinds,
): InPieces<Map<string, Survey>> {
  const fields = new Map<string, Survey>([[labelField, emptySurvey()]]);
  for (const { label, metadata } of documents) {
    if (label !== undefined) survey(fields, { name: labelField, value: label, most });
    for (const [name, value] of Object.entries(metadata ?? {})) {
      const text = textOf(value);
      if (text !== undefined) survey(fields, { name, value: text, most });
    }
    yield;
  }
  return fields;
}

function emptySurvey(): Survey {
  return { numValues: 0, numTimes: 0, kinds: new Set() };
}

function survey(
  fields: Map<string, Survey>,
  { name, value, most }: { name: string; value: string; most: number },
): void {
  let field = fields.get(name);
  if (field === undefined) fields.set(name, (field = emptySurvey()));
  field.numValues++;
  if (isTime(name, value)) field.numTimes++;
  if (field.kinds.size <= most) field.kinds.add(value);
}

/** A bare number is a year only where the field is called so; a date is one anywhere. */
function isTime(name: string, value: string): boolean {
  if (/^[12]\d{3}-[01]\d(-[0-3]\d|$)/.test(value)) return true;
  return (
    /year|date|time|jahr|datum|ann[ée]e|fecha|año|anno/i.test(name) && /^[12]\d{3}\b/.test(value)
  );
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
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
