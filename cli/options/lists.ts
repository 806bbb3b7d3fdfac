/** Reads names from the command line. */
import { wholeNumber } from './numbers.ts';

/** Names with commas between. */
export function nameList(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

const positive = wholeNumber({ least: 1, most: 2 ** 31 });

export function numberOrAll(text: string): number | 'all' {
  return text === 'all' ? 'all' : positive(text);
}
