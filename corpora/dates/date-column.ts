/** Decides what the dates of a column mean, from all of them. */
import { UserError } from '../../core/errors.ts';
import { dateParser, type DateParser } from './date-format.ts';
import { type DateOrder, readDate } from './read-date.ts';

/**
 * What the dates of a column prove: an order; `any` where none can be read in two ways; `untold` where
 * some can, and no other proves an order; `mixed` where both orders are proved.
 */
export type DateReading = DateOrder | 'any' | 'untold' | 'mixed';

/** Where nobody can be asked for the order. */
const writeOtherwise = 'Give the documents dates such as 2024-02-03.';

/** Whether the name of a field promises a time. */
export function soundsLikeTime(field: string): boolean {
  return /year|date|time|jahr|datum|ann[ée]e|fecha|año|anno|(?:created|published)(?!.?by)/iu.test(
    field,
  );
}

/** What the values of a column are, taken together. */
export class DateColumn {
  numValues = 0;
  numDates = 0;
  /** Years alone: numbers that may as well be something else. */
  numBareYears = 0;
  firstYear = Infinity;
  lastYear = -Infinity;
  /** The first values that are no dates. */
  readonly others: string[] = [];
  /** The first value that could be read in two ways. */
  ambiguous: string | undefined;
  /** A value that proves an order. */
  readonly proof: Partial<Record<DateOrder, string>> = {};

  add(value: string): void {
    this.numValues++;
    const read = readDate(value);
    if (read === undefined) {
      if (this.others.length < 3 && !this.others.includes(value)) this.others.push(value);
      return;
    }
    this.numDates++;
    this.firstYear = Math.min(this.firstYear, read.date.year);
    this.lastYear = Math.max(this.lastYear, read.date.year);
    if (/^\d{4}(?:\.0)?$/u.test(value.trim())) this.numBareYears++;
    if (read.isAmbiguous) this.ambiguous ??= value;
    else if (read.order !== undefined) this.proof[read.order] ??= value;
  }

  /** Whether nearly all are dates; a bare number is a year only where the field is called so. */
  isTime(field: string): boolean {
    if (this.numDates === 0 || this.numDates < 0.9 * this.numValues) return false;
    return soundsLikeTime(field) || this.numBareYears < this.numDates;
  }

  /** What is known of the order of days and months. */
  reading(): DateReading {
    const { 'day-first': dayFirst, 'month-first': monthFirst } = this.proof;
    if (dayFirst !== undefined && monthFirst !== undefined) return 'mixed';
    if (dayFirst !== undefined) return 'day-first';
    if (monthFirst !== undefined) return 'month-first';
    return this.ambiguous === undefined ? 'any' : 'untold';
  }

  /**
   * How to read the column: the order is told by the dates that can be read in one way only.
   *
   * @param use.mayDeclare whether the order can be said instead.
   * @throws {UserError} when none tells, or they tell both.
   */
  parser(field: string, { mayDeclare } = { mayDeclare: true }): DateParser {
    const reading = this.reading();
    if (reading === 'mixed') throw this.#mixed(field, mayDeclare);
    if (reading !== 'untold') return dateParser(reading === 'any' ? 'day-first' : reading);
    throw new UserError(
      'date-ambiguous',
      `Cannot read the dates of "${field}": ${this.ambiguous} may begin with the day or with the month, and no other date tells which`,
      mayDeclare
        ? { hint: 'Say which comes first.', details: { field } }
        : { hint: writeOtherwise, details: { field, order: 'unsaid' } },
    );
  }

  /** Where nobody can be asked for the order: years alone, which either order gives, unless it is told. */
  parserOrYears(field: string): DateParser {
    const reading = this.reading();
    if (reading !== 'untold' && reading !== 'mixed') return this.parser(field);
    return (text) => {
      const read = readDate(text);
      return read && { year: read.date.year, month: undefined, day: undefined };
    };
  }

  #mixed(field: string, mayDeclare: boolean): UserError {
    const { 'day-first': dayFirst, 'month-first': monthFirst } = this.proof;
    return new UserError(
      'date-ambiguous',
      `Cannot read the dates of "${field}": ${dayFirst} begins with the day, and ${monthFirst} with the month`,
      mayDeclare
        ? {
            hint: 'Say which comes first; dates of the other kind are left out then.',
            details: { field },
          }
        : { hint: writeOtherwise, details: { field, order: 'unsaid' } },
    );
  }
}
