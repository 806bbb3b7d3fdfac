/** A date of the calendar, as exact as it was written. */

/** A year, a month or a day. A day has its month. */
export interface CalendarDate {
  /** 1000 to 2999. */
  readonly year: number;
  /** 1 to 12; undefined where only the year is known. */
  readonly month: number | undefined;
  /** 1 to 31; undefined where only the month is known. */
  readonly day: number | undefined;
}

/** The date, or undefined where the calendar has none: 2024-13-45, 2023-02-29. */
export function calendarDate(year: number, month?: number, day?: number): CalendarDate | undefined {
  if (!(year >= 1000 && year <= 2999)) return undefined;
  if (month !== undefined && !(month >= 1 && month <= 12)) return undefined;
  if (day !== undefined && !(day >= 1 && day <= daysIn(year, month!))) return undefined;
  return { year, month, day };
}

/** Days since 1970-01-01 of a date, the first day of it where it is a month or a year. */
export function dayNumber({ year, month = 1, day = 1 }: CalendarDate): number {
  return Date.UTC(year, month - 1, day) / millisecondsPerDay;
}

/** @param number days since 1970-01-01, whole or not. */
export function dateOfDay(number: number): CalendarDate | undefined {
  const date = new Date(number * millisecondsPerDay);
  return calendarDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/** Also of a day that is no date here: a week at the end of 2999 may belong to the year after. */
export function yearOfDay(number: number): number {
  return new Date(number * millisecondsPerDay).getUTCFullYear();
}

const millisecondsPerDay = 86_400_000;

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
