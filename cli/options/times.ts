/** Reads times from the command line: "90s", "5m" and "2h". */
import { InvalidArgumentError } from 'commander';

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** @returns seconds; undefined when it is no time above 0. */
export function parseSeconds(text: string): number | undefined {
  const [, amount, unit] = /^(\d+)([smh])$/.exec(text) ?? [];
  const seconds = Number(amount) * secondsPerUnit[unit];
  return seconds >= 1 && Number.isSafeInteger(seconds) ? seconds : undefined;
}

/** An option parser. */
export function seconds(text: string): number {
  const found = parseSeconds(text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError('Expected a time (90s, 5m, 2h).');
}

/** "10 minutes", "90 seconds". */
export function inWords(seconds: number): string {
  const [unit, name] = [
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ].find(([size]) => seconds % Number(size) === 0) as [number, string];
  const amount = seconds / unit;
  return `${amount} ${name}${amount === 1 ? '' : 's'}`;
}
