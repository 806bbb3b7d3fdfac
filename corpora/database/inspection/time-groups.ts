/** Documents by the time in their metadata. */
import type { InPieces } from '../../breaks.ts';
import type { CalendarDate } from '../../dates/calendar-date.ts';

/** More points in time than this do not fit beside a topic. */
const mostPeriods = 60;
/** Years per period, as people count them. */
const niceSteps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];

interface DatedDocument {
  readonly document: number;
  readonly date: CalendarDate;
}

/** Documents by period: years, or several years, or the months of a short time. */
export function* timeGroups(
  dated: Iterable<DatedDocument>,
  numDocuments: number,
): InPieces<{ names: string[]; groupOf: Int16Array }> {
  const months = new Int32Array(numDocuments).fill(-1);
  let hasMonths = true;
  let first = Infinity;
  let last = -Infinity;
  for (const { document, date } of dated) {
    hasMonths &&= date.month !== undefined;
    const time = date.year * 12 + (date.month ?? 1) - 1;
    months[document] = time;
    first = Math.min(first, time);
    last = Math.max(last, time);
    yield;
  }
  const groupOf = new Int16Array(numDocuments).fill(-1);
  if (first > last) return { names: [], groupOf };
  const step = periodLength(first, last, hasMonths);
  const start = Math.floor(first / step) * step;
  months.forEach((time, document) => {
    if (time >= 0) groupOf[document] = Math.floor((time - start) / step);
  });
  const numPeriods = Math.floor((last - start) / step) + 1;
  const names = Array.from({ length: numPeriods }, (_, period) =>
    periodName(start + period * step, step),
  );
  return { names, groupOf };
}

/** Months per period. */
function periodLength(first: number, last: number, hasMonths: boolean): number {
  if (hasMonths && last - first < mostPeriods) return 1;
  const numYears = Math.floor(last / 12) - Math.floor(first / 12) + 1;
  const years = niceSteps.find((step) => numYears / step < mostPeriods) ?? niceSteps.at(-1)!;
  return years * 12;
}

function periodName(month: number, step: number): string {
  const year = String(Math.floor(month / 12));
  return step === 1 ? `${year}-${String((month % 12) + 1).padStart(2, '0')}` : year;
}
