/** Periods of time: which one a date falls into, and what it is called. */
import { type CalendarDate, dateOfDay, dayNumber, yearOfDay } from './calendar-date.ts';

export const periods = ['decade', 'year', 'quarter', 'month', 'week', 'day'] as const;
export type Period = (typeof periods)[number];

/** Where a date falls: periods are numbered through, so that their differences are distances. */
export function periodOf({ year, month, day }: CalendarDate, period: Period): number | undefined {
  if (period === 'decade') return Math.floor(year / 10);
  if (period === 'year') return year;
  if (month === undefined) return undefined;
  if (period === 'quarter') return year * 4 + Math.floor((month - 1) / 3);
  if (period === 'month') return year * 12 + month - 1;
  if (day === undefined) return undefined;
  const days = dayNumber({ year, month, day });
  return period === 'day' ? days : Math.floor((days + 3) / 7); // weeks begin on Mondays
}

/** `1990s`, `1994`, `1994-Q2`, `1994-05`, `1994-W18` (ISO 8601), `1994-05-03`. */
export function periodName(number: number, period: Period): string {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  switch (period) {
    case 'decade':
      return `${number * 10}s`;
    case 'year':
      return String(number);
    case 'quarter':
      return `${Math.floor(number / 4)}-Q${(number % 4) + 1}`;
    case 'month':
      return `${Math.floor(number / 12)}-${twoDigits((number % 12) + 1)}`;
    case 'week':
      return weekName(number);
    case 'day': {
      const { year, month, day } = dateOfDay(number)!;
      return `${year}-${twoDigits(month!)}-${twoDigits(day!)}`;
    }
  }
}

/** A week belongs to the year that its Thursday is in. */
function weekName(number: number): string {
  const thursday = number * 7;
  const year = yearOfDay(thursday);
  const week = Math.floor((thursday - dayNumber({ year, month: 1, day: 1 })) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
