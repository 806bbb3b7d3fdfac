/** Decides what the dates of a column mean, from all of them. */
import { UserError } from '../../core/errors.ts';
import { dateParser, type DateParser } from './date-format.ts';
import { type DateOrder, readDate } from './read-date.ts';

/** What the values of a column are, taken together. */
export class DateColumn {
  numValues = 0;
  numDates = 0;
  /** Years alone: numbers that may as well be something else. */
  numBareYears = 0;
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
      if (this.others.length < 3) this.others.push(value);
      return;
    }
    this.numDates++;
    if (/^\d{4}$/u.test(value.trim())) this.numBareYears++;
    if (read.isAmbiguous) this.ambiguous ??= value;
    else if (read.order !== undefined) this.proof[read.order] ??= value;
  }

  /** Whether nearly all are dates; a bare number is a year only where the field is called so. */
  isTime(field: string): boolean {
    if (this.numDates === 0 || this.numDates < 0.9 * this.numValues) return false;
    const isNamed = /year|date|time|jahr|datum|ann[ée]e|fecha|año|anno|created|published/iu.test(
      field,
    );
    return isNamed || this.numBareYears < this.numDates;
  }

  /**
   * How to read the column: the order is told by the dates that can be read in one way only.
   *
   * @throws {UserError} when none tells, or they tell both.
   */
  parser(field: string): DateParser {
    const dayFirst = this.proof['day-first'];
    const monthFirst = this.proof['month-first'];
    const isMixed = dayFirst !== undefined && monthFirst !== undefined;
    if (this.ambiguous === undefined || (dayFirst === undefined) !== (monthFirst === undefined)) {
      if (isMixed) throw this.#mixed(field, dayFirst, monthFirst);
      return dateParser(monthFirst === undefined ? 'day-first' : 'month-first');
    }
    if (isMixed) throw this.#mixed(field, dayFirst, monthFirst);
    throw new UserError(
      'date-ambiguous',
      `Cannot read the dates of "${field}": ${this.ambiguous} may begin with the day or with the month, and no other date tells which`,
      { hint: 'Say which comes first.', details: { field } },
    );
  }

  #mixed(field: string, dayFirst: string, monthFirst: string): UserError {
    return new UserError(
      'date-ambiguous',
      `Cannot read the dates of "${field}": ${dayFirst} begins with the day, and ${monthFirst} with the month`,
      {
        hint: 'Say which comes first; dates of the other kind are left out then.',
        details: { field },
      },
    );
  }
}
