/** The part of a report that says which fields hold dates. */
import type { FoundDates } from '../../corpora/dates/find-dates.ts';
import { grouped } from '../components/numbers.ts';

/** A line for each field; none where there are none. */
export function dateLines(fields: readonly FoundDates[] | undefined): string[] {
  if (fields === undefined || fields.length === 0) return [];
  return ['', 'Dates:', ...fields.map((found) => `  ${found.field}: ${describe(found)}`)];
}

function describe(found: FoundDates): string {
  const { values, dates, isTime, firstYear, lastYear, others } = found;
  const quoted = others.map((value) => `"${value}"`).join(', ');
  if (!isTime) {
    const number = dates === 0 ? 'no' : `only ${grouped(dates)}`;
    return `${number} dates among ${grouped(values)} values, not ${quoted} (other formats: trends --date-format)`;
  }
  const years = firstYear === lastYear ? String(firstYear) : `${firstYear} to ${lastYear}`;
  const rest = others.length === 0 ? '' : `; not dates: ${quoted}`;
  return `${grouped(dates)} of ${grouped(values)} values, ${years}${readingOf(found)}${rest}`;
}

function readingOf({ reading, examples }: FoundDates): string {
  switch (reading) {
    case 'any':
      return '';
    case 'untold':
      return `; AMBIGUOUS: ${examples[0]} may begin with the day or with the month (trends --date-format day-first, or month-first)`;
    case 'mixed':
      return `; AMBIGUOUS: ${examples[0]} begins with the day, ${examples[1]} with the month (trends --date-format)`;
    default:
      return `; the ${reading === 'day-first' ? 'day' : 'month'} first, as ${examples[0]} shows`;
  }
}
