import { expect } from 'chai';
import { DateColumn } from '../../../corpora/dates/date-column.ts';
import { dateParser } from '../../../corpora/dates/date-format.ts';
import { periodName, periodOf } from '../../../corpora/dates/periods.ts';
import { readDate } from '../../../corpora/dates/read-date.ts';

const third = { year: 2024, month: 2, day: 3 };
const february = { year: 2024, month: 2, day: undefined };

/** Spellings with one reading. */
const spellings: Readonly<Record<string, unknown>> = {
  '2024': { year: 2024, month: undefined, day: undefined },
  '2024-02': february,
  '02/2024': february,
  'Feb 2024': february,
  // Seen to fail: the year alone, as if the month before the comma were the day of a week.
  'February, 2024': february,
  'Sat, 3 Feb 2024': third,
  'mar, 3 feb 2024': third, // a Tuesday in Spanish, and a month
  '2024-02-03': third,
  '2024/2/3': third,
  '20240203': third,
  '3.2.2024': third,
  '03. 02. 2024': third,
  'Feb 3, 2024': third,
  'February 3rd, 2024': third,
  '3 February 2024': third,
  '3. Februar 2024': third,
  '3 février 2024': third,
  '3 de febrero de 2024': third,
  '3 февраля 2024': third,
  '03-Feb-2024': third,
  '2024-02-03T10:15:00Z': third,
  '2024-02-03 10:15:00.123 +0100': third,
  'Sat, 03 Feb 2024 10:15:00 +0100': third,
  '2024-W05-6': third,
  'Sat Feb 03 10:15:00 +0000 2024': third, // Twitter
  'Sat Feb  3 10:15:00 2024': third, // C
  'Sat Feb  3 10:15:00 CET 2024': third, // date
  'Saturday 3 February 2024': third,
  'Samstag, 3. Februar 2024, 10:15 Uhr': third,
  'samedi 3 février 2024': third,
  'sábado 3 de febrero de 2024': third,
  'sábado, 3 de fevereiro de 2024': third,
  '2024.0': { year: 2024, month: undefined, day: undefined }, // a column with gaps
  '20240203.0': third,
};

const noDates = [
  '2024-13-45',
  '2023-02-29',
  '31.4.2024',
  '45/45/2024',
  '3.2.24',
  'about 3 February 2024',
  'soon',
  '12',
  '',
];

describe('Dates', () => {
  // Seen to fail: with month and day of the year-first spelling exchanged.
  for (const [spelling, date] of Object.entries(spellings)) {
    it(`are read as people write them: ${spelling}`, () => {
      expect(readDate(spelling)).to.deep.equal({ date, order: undefined, isAmbiguous: false });
    });
  }

  for (const text of noDates) {
    it(`are none where the calendar has none: "${text}"`, () => {
      expect(readDate(text)).to.equal(undefined);
    });
  }

  for (const text of ['02/03/2024', '1/2/2024', '11-12-2024']) {
    it(`may be ambiguous, and a column of them is refused: ${text}`, () => {
      expect(readDate(text)?.isAmbiguous).to.equal(true);
      expect(() => columnOf(text).parser('sent')).to.throw(
        `"sent": ${text} may begin with the day`,
      );
    });
  }

  it('are told by the others of their column', () => {
    expect(columnOf('02/03/2024', '13/03/2024').parser('sent')('02/03/2024')).to.include({
      month: 3,
    });
    expect(columnOf('02/03/2024', '02/13/2024').parser('sent')('02/03/2024')).to.include({
      month: 2,
    });
    const mixed = columnOf('02/03/2024', '13/03/2024', '02/13/2024');
    expect(() => mixed.parser('sent')).to.throw('13/03/2024 begins with the day, and 02/13/2024');
  });

  it('are years alone only where the field is called so', () => {
    expect(columnOf('1846', '1912').isTime('pages')).to.equal(false);
    expect(columnOf('1846.0', '1912.0').isTime('pages')).to.equal(false);
    expect(columnOf('1846.0', '1912.0').isTime('year')).to.equal(true);
    expect(columnOf('1846', '1912').isTime('year')).to.equal(true);
    expect(columnOf('1846-05', '1912').isTime('issue')).to.equal(true);
  });
});

describe('Declared formats of dates', () => {
  // 45325 is what spreadsheets show for 2024-02-03 as a number; 1706918400 is its midnight, UTC.
  const declared: readonly (readonly [format: string, text: string])[] = [
    ['excel', '45325'],
    ['excel', '45325.427'],
    ['unix', '1706918400'],
    ['unix', '1706918400000'],
    ['DD/MM/YY', '03/02/24'],
    ['MM/DD/YYYY', '02/03/2024'],
    ['D MMMM YYYY', '3 February 2024'],
    ['YYYY.MM.DD', '2024.02.03 10:15'],
    ['month-first', '02/03/2024'],
    ['day-first', '03/02/2024'],
  ];
  for (const [format, text] of declared) {
    it(`are followed: ${text} as ${format}`, () => {
      expect(dateParser(format)(text)).to.deep.equal(third);
    });
  }

  it('read nothing else', () => {
    expect(dateParser('DD/MM/YYYY')('03-02-2024')).to.equal(undefined);
    expect(dateParser('month-first')('13/02/2024')).to.equal(undefined);
    expect(dateParser('excel')('60')).to.equal(undefined);
  });

  it('are refused where they are no format', () => {
    for (const format of ['tomorrow', 'DD/MM', 'DD/DD/YYYY', '']) {
      expect(() => dateParser(format)).to.throw(`Cannot read dates as "${format}"`);
    }
  });
});

describe('Periods', () => {
  it('are named as ISO 8601 names them', () => {
    const nameOf = (text: string, period: Parameters<typeof periodName>[1]): string =>
      periodName(periodOf(readDate(text)!.date, period)!, period);
    expect(nameOf('2024-02-03', 'decade')).to.equal('2020s');
    expect(nameOf('2024-02-03', 'year')).to.equal('2024');
    expect(nameOf('2024-12-03', 'quarter')).to.equal('2024-Q4');
    expect(nameOf('2024-02-03', 'month')).to.equal('2024-02');
    expect(nameOf('2024-02-03', 'day')).to.equal('2024-02-03');
    // From the table of ISO weeks: the first days of 2021 belong to the last week of 2020.
    expect(nameOf('2021-01-03', 'week')).to.equal('2020-W53');
    expect(nameOf('2021-01-04', 'week')).to.equal('2021-W01');
    expect(nameOf('1969-12-31', 'week')).to.equal('1970-W01');
    // Seen to fail: "Cannot destructure property 'year'" of a Thursday in a year that no date has.
    expect(nameOf('2999-12-31', 'week')).to.equal('3000-W01');
  });

  it('need dates that are exact enough', () => {
    expect(periodOf(readDate('2024')!.date, 'month')).to.equal(undefined);
    expect(periodOf(readDate('2024-02')!.date, 'week')).to.equal(undefined);
  });
});

function columnOf(...values: readonly string[]): DateColumn {
  const column = new DateColumn();
  for (const value of values) column.add(value);
  return column;
}
