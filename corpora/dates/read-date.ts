/** Reads dates as people write them. */
import { type CalendarDate, calendarDate, dateOfDay } from './calendar-date.ts';
import { isWeekday, monthOf } from './month-names.ts';

/** What the first number of 02/03/2024 is. */
export type DateOrder = 'day-first' | 'month-first';

/** With a day of the week, the name of a month, a time of day and its zone. */
const longestDate = 100;

/** A date, and where its spelling leaves two readings, the order that gives this one. */
export interface ReadDate {
  readonly date: CalendarDate;
  /** Which order the spelling proves, or takes for granted: undefined where it has but one reading. */
  readonly order: DateOrder | undefined;
  /** Whether the other order would be a date as well. */
  readonly isAmbiguous: boolean;
}

/**
 * A date as a person wrote it: `2024`, `2024-02`, `2024-02-03`, `20240203`, `3.2.2024`, `02/03/2024`,
 * `02/2024`, `Feb 3, 2024`, `3. Februar 2024`, `Feb 2024`, `2024-W05`, each with or without a time
 * of day after it, or before the year as C and Twitter have it; `2024.0`. Undefined for all else, for
 * dates that the calendar does not have, and for years of two digits.
 *
 * @param order for spellings with two readings.
 */
export function readDate(text: string, order: DateOrder = 'day-first'): ReadDate | undefined {
  if (text.length > longestDate || !/\d{4}/u.test(text)) return undefined; // most texts, at once
  const written = withoutWeekday(withoutTime(text.trim())).replace(wholeNumber, '$1');
  const date = yearFirst(written) ?? dotted(written) ?? named(written);
  if (date !== undefined) return { date, order: undefined, isAmbiguous: false };
  return slashed(written, order);
}

/** A year or a day that was a number in a column with gaps, which programs then write as `2024.0`. */
const wholeNumber = /^(\d{4}|\d{8})\.0$/u;

/** `2024-02-03T10:15:00Z` and `Fri, 3 Feb 2024 10:15:00 +0100` without the time of day. */
function withoutTime(text: string): string {
  return text
    .replace(/\s\d{1,2}:\d{2}(?::\d{2})?(?:\s+(?:[+-]\d{4}|\p{Lu}{2,5}))?(?=\s+\d{4}$)/u, '')
    .replace(/(?:[T\s,]\s*)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?.*$/iu, '')
    .trim();
}

/** `Fri, 3 Feb 2024` without the day of the week; in `March, 2024` the word before the comma is the month. */
function withoutWeekday(text: string): string {
  const begins = /^([\p{L}-]{2,14})\.?(,?)\s+(?=.*\d)/u.exec(text);
  if (begins === null) return text;
  const [found, word, comma] = begins;
  if (comma === '' && !isWeekday(word)) return text;
  return named(text) === undefined ? text.slice(found.length) : text;
}

function yearFirst(text: string): CalendarDate | undefined {
  const whole = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/u.exec(text);
  if (whole !== null) return calendarDate(...numbers(whole[1], whole[3], whole[4]));
  const compact = /^([12]\d{3})(\d\d)(\d\d)$/u.exec(text);
  if (compact !== null) return calendarDate(...numbers(compact[1], compact[2], compact[3]));
  const week = /^(\d{4})-?W(\d\d)(?:-?([1-7]))?$/u.exec(text);
  return week === null
    ? undefined
    : dateOfWeek(Number(week[1]), Number(week[2]), Number(week[3] ?? 1));
}

/** With dots between, the day always comes first. */
function dotted(text: string): CalendarDate | undefined {
  const parts = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/u.exec(text);
  return parts === null ? undefined : calendarDate(...numbers(parts[3], parts[2], parts[1]));
}

/** With the name of a month, wherever the day and the year stand. */
function named(text: string): CalendarDate | undefined {
  const words = text.split(/[\s,/-]+|\.(?=\s|\p{L}|\d|$)/u).filter((word) => word !== '');
  const months = words.map(monthOf).filter((month) => month !== undefined);
  if (months.length !== 1) return undefined;
  const others = words.filter((word) => monthOf(word) === undefined && !isParticle(word));
  const year = others.find((word) => /^\d{4}$/u.test(word));
  const days = others.filter((word) => word !== year);
  if (year === undefined || days.length > 1) return undefined;
  if (days.length === 0) return calendarDate(Number(year), months[0]);
  const day = /^(\d{1,2})(?:st|nd|rd|th|er|º|ª)?$/iu.exec(days[0]);
  return day === null ? undefined : calendarDate(Number(year), months[0], Number(day[1]));
}

function isParticle(word: string): boolean {
  return /^(?:of|the|de|del|den|der|el|le|г|года)$/iu.test(word);
}

/** `02/03/2024` and `02-03-2024`, in which either number may be the day; `02/2024`. */
function slashed(text: string, order: DateOrder): ReadDate | undefined {
  const month = /^(\d{1,2})[/.-](\d{4})$/u.exec(text);
  if (month !== null) {
    const date = calendarDate(Number(month[2]), Number(month[1]));
    return date && { date, order: undefined, isAmbiguous: false };
  }
  const parts = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/u.exec(text);
  if (parts === null) return undefined;
  const [first, second, year] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
  const readings = {
    'day-first': calendarDate(year, second, first),
    'month-first': calendarDate(year, first, second),
  };
  const other = order === 'day-first' ? 'month-first' : 'day-first';
  const used = readings[order] === undefined ? other : order;
  const date = readings[used];
  if (date === undefined) return undefined;
  const isAmbiguous =
    readings[other] !== undefined && readings[order] !== undefined && first !== second;
  return { date, order: first === second ? undefined : used, isAmbiguous };
}

/** A day of an ISO 8601 week; week 1 is the one with January 4 in it. */
function dateOfWeek(year: number, week: number, day: number): CalendarDate | undefined {
  const fourth = Date.UTC(year, 0, 4) / 86_400_000;
  const monday = fourth - ((fourth + 3) % 7);
  const date = dateOfDay(monday + (week - 1) * 7 + day - 1);
  return week >= 1 && week <= 53 ? date : undefined;
}

function numbers(year: string, month?: string, day?: string): [number, number?, number?] {
  const optional = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : Number(text);
  return [Number(year), optional(month), optional(day)];
}
