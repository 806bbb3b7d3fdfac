/** Ranges of years, months and days in fields whose dates are written in any way. */
import {
  type DocumentFilter,
  fieldOf,
  type FilteredDocument,
} from '../../core/inspection/document-filter.ts';
import type { CalendarDate } from '../dates/calendar-date.ts';
import { DateColumn } from '../dates/date-column.ts';

/**
 * The filter `date: 2024-02..2024-03` for dates such as 02/13/2024, read as the groups of the field are:
 * the order of day and month follows from all of its dates. Any other filter as it is.
 *
 * @param documents all of them; read where the ends of the range are dates.
 */
export function readingDates(
  filter: DocumentFilter,
  documents: () => Iterable<FilteredDocument>,
): DocumentFilter {
  const { field, range } = filter;
  if (range === undefined || !isDate(range.from) || !isDate(range.to)) return filter;
  const column = new DateColumn();
  for (const document of documents()) {
    const value = fieldOf(document, field);
    if (value !== undefined && value.trim() !== '') column.add(value);
  }
  if (!column.isTime(field)) return filter;
  const parse = column.parserOrYears(field);
  return {
    ...filter,
    isWanted: (value) => {
      const date = parse(value);
      return date !== undefined && isWithin(written(date), range);
    },
  };
}

function isDate(text: string): boolean {
  return /^[12]\d{3}(?:-\d\d(?:-\d\d)?)?$/u.test(text);
}

/** 2024, 2024-02 or 2024-02-13. */
function written({ year, month, day }: CalendarDate): string {
  const parts = [month, day].filter((part) => part !== undefined);
  return [year, ...parts.map((part) => String(part).padStart(2, '0'))].join('-');
}

function isWithin(date: string, { from, to }: NonNullable<DocumentFilter['range']>): boolean {
  return date.slice(0, from.length) >= from && date.slice(0, to.length) <= to;
}
