import { expect } from 'chai';
import { dateLines } from '../../../cli/importing/date-lines.ts';
import { findDates } from '../../../corpora/dates/find-dates.ts';

const rows = Array.from({ length: 10 }, (_, row) => ({
  year: 1900 + row,
  pages: String(1200 + row),
  sent: `0${row === 0 ? 2 : row}/05/1840`,
  paid: row === 9 ? '14/05/1840' : '02/03/1841',
  due: row === 9 ? '02/13/1842' : '02/03/1841',
  mixed: ['13/03/2024', '02/13/2024'][row % 2],
  odd: row === 3 ? '2024-13-45' : '3.2.2024',
  date: row < 2 ? '2024-05-01' : 'soon',
  timeout: null,
  author: 'Polk',
}));

describe('Fields with dates', () => {
  // Seen to fail: with only the first documents looked at.
  it('are found, with what tells the day from the month, or why nothing does', () => {
    const found = findDates(rows).map(({ field, dates, isTime, reading, examples, others }) => [
      field, dates, isTime, reading, ...examples, ...others,
    ]); // prettier-ignore
    expect(found).to.deep.equal([
      ['year', 10, true, 'any'],
      ['sent', 10, true, 'untold', '02/05/1840'],
      ['paid', 10, true, 'day-first', '14/05/1840'],
      ['due', 10, true, 'month-first', '02/13/1842'],
      ['mixed', 10, true, 'mixed', '13/03/2024', '02/13/2024'],
      ['odd', 9, true, 'any', '2024-13-45'],
      ['date', 2, false, 'any', 'soon'],
    ]);
  });

  it('are looked at to the end, all others only at the beginning', () => {
    let number = 0;
    const many = function* () {
      for (; number < 5000; number++) yield { year: 1000 + (number % 1900), author: 'Polk' };
    };
    expect(findDates(many())).to.have.length(1);
    expect(number).to.equal(5000);
    number = 0;
    const none = function* () {
      for (; number < 5000; number++) yield { author: 'Polk' };
    };
    expect(findDates(none())).to.deep.equal([]);
    expect(number).to.be.below(2000);
  });

  it('are told in sentences', () => {
    const lines = dateLines(findDates(rows)).slice(2);
    expect(lines).to.deep.equal([
      '  year: 10 of 10 values, 1900 to 1909',
      '  sent: 10 of 10 values, 1840; AMBIGUOUS: 02/05/1840 may begin with the day or with the month ' +
        '(trends --date-format day-first, or month-first)',
      '  paid: 10 of 10 values, 1840 to 1841; the day first, as 14/05/1840 shows',
      '  due: 10 of 10 values, 1841 to 1842; the month first, as 02/13/1842 shows',
      '  mixed: 10 of 10 values, 2024; AMBIGUOUS: 13/03/2024 begins with the day, 02/13/2024 with the ' +
        'month (trends --date-format)',
      '  odd: 9 of 10 values, 2024; not dates: "2024-13-45"',
      '  date: only 2 dates among 10 values, not "soon" (other formats: trends --date-format)',
    ]);
    expect(dateLines([])).to.deep.equal([]);
  });
});
