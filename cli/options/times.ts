/** Reads times from the command line: "90s", "5m" and "2h". */
import { InvalidArgumentError } from 'commander';
import { count } from '../components/numbers.ts';

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** What timers can count: 24 days. */
const mostSeconds = 24 * 24 * 3600;

/** @returns seconds; undefined when it is no time from a second to 24 days. */
export function parseSeconds(text: string): number | undefined {
  const [, amount, unit] = /^(\d+)([smh])$/.exec(text) ?? [];
  const seconds = Number(amount) * secondsPerUnit[unit];
  return seconds >= 1 && seconds <= mostSeconds ? seconds : undefined;
}

/** An option parser. */
export function seconds(text: string): number {
  const found = parseSeconds(text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError('Expected a time (90s, 5m, 2h), up to 576h.');
}

/** "10 minutes", "90 seconds". */
export function inWords(seconds: number): string {
  const { size, name } = largestUnit(seconds);
  return count(seconds / size, name);
}

/** As it is typed: "10m", "90s". */
export function inShort(seconds: number): string {
  const { size, name } = largestUnit(seconds);
  return `${seconds / size}${name[0]}`;
}

/** The largest in which it is a whole number. */
function largestUnit(seconds: number): { readonly size: number; readonly name: string } {
  if (seconds % 3600 === 0) return { size: 3600, name: 'hour' };
  return seconds % 60 === 0 ? { size: 60, name: 'minute' } : { size: 1, name: 'second' };
}
