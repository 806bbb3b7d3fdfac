/** Dates in a format that a person declares. */
import { UserError } from '../../core/errors.ts';
import { type CalendarDate, calendarDate, dateOfDay } from './calendar-date.ts';
import { monthOf } from './month-names.ts';
import { readDate } from './read-date.ts';

/** A value as a date; undefined when it is none. */
export type DateParser = (text: string) => CalendarDate | undefined;

const parts: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<short>\\d{2})',
  MMMM: '(?<name>\\p{L}+)\\.?',
  MMM: '(?<name>\\p{L}+)\\.?',
  MM: '(?<month>\\d{1,2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
  D: '(?<day>\\d{1,2})',
};

/**
 * The parser for a declared format: `day-first` and `month-first` for the usual spellings, `excel`
 * for the serial numbers of spreadsheets, `unix` for seconds since 1970, or a pattern of YYYY, YY,
 * MMMM (a name), MM, M, DD and D, such as `DD/MM/YY`. What follows after white space, such as a
 * time of day, is not looked at.
 *
 * @throws {UserError} when the format is none of these, or names no year.
 */
export function dateParser(format: string): DateParser {
  if (format === 'day-first' || format === 'month-first') {
    return (text) => {
      const read = readDate(text, format);
      return read?.order !== undefined && read.order !== format ? undefined : read?.date;
    };
  }
  if (format === 'excel') return (text) => dateOfSerial(Number(text));
  if (format === 'unix') return (text) => dateOfSeconds(text);
  const isPattern = /Y/u.test(format) && !/[a-z]/u.test(format.replace(/[YMD]+/gu, ''));
  if (isPattern) return patternParser(format);
  throw new UserError(
    'date-format-invalid',
    `Cannot read dates as "${format}": day-first, month-first, excel, unix or a pattern such as DD/MM/YYYY was expected`,
    {
      hint: 'A pattern is made of YYYY or YY, MM, M or MMMM (a name), DD or D, and what separates them.',
    },
  );
}

function patternParser(format: string): DateParser {
  const source = format.replace(/Y{4}|Y{2}|M{1,4}|D{1,2}|[^YMD]+|./gu, (part) => {
    return parts[part] ?? part.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
  });
  const seen = new Set(source.match(/\?<\w+>/gu));
  if (seen.size !== (source.match(/\?<\w+>/gu)?.length ?? 0)) throw twice(format);
  const pattern = new RegExp(`^${source}(?:\\s.*)?$`, 'u');
  return (text) => {
    const found = pattern.exec(text.trim())?.groups;
    if (found === undefined) return undefined;
    const { year, short, month, name, day } = found;
    const inYear = year === undefined ? century(Number(short)) : Number(year);
    const inMonth = name === undefined ? month && Number(month) : monthOf(name);
    if (name !== undefined && inMonth === undefined) return undefined;
    if (inMonth === undefined || inMonth === '') return calendarDate(inYear);
    return calendarDate(inYear, inMonth, day === undefined ? undefined : Number(day));
  };
}

function twice(format: string): UserError {
  return new UserError(
    'date-format-invalid',
    `Cannot read dates as "${format}": a part of it occurs twice; one year, one month and one day were expected`,
  );
}

/** Years of two digits, as POSIX reads them: 69 to 99 are of the last century. */
function century(short: number): number {
  return short + (short >= 69 ? 1900 : 2000);
}

/**
 * Days since 1899-12-30: spreadsheets count from 1 on 1900-01-01 and have a 1900-02-29, which never
 * was; so numbers below 61 would be a day off and are refused.
 */
function dateOfSerial(serial: number): CalendarDate | undefined {
  if (!(serial >= 61 && serial < 2_958_466)) return undefined;
  return dateOfDay(Math.floor(serial) - 25_569);
}

/** Thirteen digits are milliseconds. */
function dateOfSeconds(text: string): CalendarDate | undefined {
  if (!/^-?\d{1,13}(?:\.\d+)?$/u.test(text)) return undefined;
  const value = Number(text);
  return dateOfDay(Math.floor((Math.abs(value) >= 1e11 ? value / 1000 : value) / 86_400));
}
