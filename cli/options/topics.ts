/** Reads numbers of topics from the command line. */
import { InvalidArgumentError } from 'commander';
import { wholeNumber } from './numbers.ts';

export const topicNumber = wholeNumber({ least: 0, most: 2 ** 31 });

/** Several, with commas between. */
export function topicNumbers(text: string): number[] {
  const numbers = text.split(',').map((part) => part.trim());
  if (numbers.every((part) => /^\d+$/u.test(part))) return numbers.map(topicNumber);
  throw new InvalidArgumentError(
    'Expected numbers of topics with commas between, such as 7,12,31.',
  );
}
