/** Finds the fields of the metadata that hold dates, and what speaks against the others. */
import { DateColumn, type DateReading, soundsLikeTime } from './date-column.ts';

/** What a field with dates in it, or one whose name promises them, was taken for. */
export interface FoundDates {
  readonly field: string;
  /** Documents with a value. */
  readonly values: number;
  /** How many of the values are dates; all of them together are a time only where nearly all are. */
  readonly dates: number;
  readonly isTime: boolean;
  readonly firstYear?: number | undefined;
  readonly lastYear?: number | undefined;
  /** What the first number of dates such as 02/03/2024 is, and whether that is known. */
  readonly reading: DateReading;
  /** Values that tell the reading, or that could be read in two ways. */
  readonly examples: readonly string[];
  /** The first values that are not dates. */
  readonly others: readonly string[];
}

/** Documents after which a field without dates is looked at no more. */
const numSampled = 1000;

/** @param documents the metadata of all, once. */
export function findDates(
  documents: Iterable<Readonly<Record<string, unknown>>>,
): readonly FoundDates[] {
  const columns = new Map<string, DateColumn>();
  let number = 0;
  for (const metadata of documents) {
    const isSampled = number++ < numSampled;
    if (!isSampled && number === numSampled + 1) forgetOthers(columns);
    if (!isSampled && columns.size === 0) break;
    for (const [field, value] of Object.entries(metadata)) {
      const text = textOf(value);
      if (text === undefined) continue;
      if (isSampled && !columns.has(field)) columns.set(field, new DateColumn());
      columns.get(field)?.add(text);
    }
  }
  forgetOthers(columns);
  return Array.from(columns, ([field, column]) => foundIn(field, column));
}

function forgetOthers(columns: Map<string, DateColumn>): void {
  for (const [field, column] of columns) {
    if (!column.isTime(field) && !soundsLikeTime(field)) columns.delete(field);
  }
}

function foundIn(field: string, column: DateColumn): FoundDates {
  const { ambiguous, proof } = column;
  const told = [proof['day-first'], proof['month-first']].filter((value) => value !== undefined);
  const reading = column.reading();
  return {
    field,
    values: column.numValues,
    dates: column.numDates,
    isTime: column.isTime(field),
    ...(column.numDates > 0 && { firstYear: column.firstYear, lastYear: column.lastYear }),
    reading,
    examples: reading === 'untold' ? [ambiguous!] : told,
    others: column.others,
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
