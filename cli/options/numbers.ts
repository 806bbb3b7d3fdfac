/** Reads numbers from the command line, exactly: "1e3x", "", "NaN" and "0x10" are refused. */
import { InvalidArgumentError } from 'commander';
import { grouped } from '../../core/numbers.ts';

interface Limits {
  readonly least: number;
  readonly most: number;
}

/** An option parser for whole numbers from `least` to `most`. */
export function wholeNumber({ least, most }: Limits): (text: string) => number {
  return (text) => {
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(
      `Expected a whole number from ${grouped(least, 6)} to ${grouped(most, 6)}.`,
    );
  };
}

/** An option parser for numbers from `least`, which is above 0, to `most`. */
export function positiveNumber({ least, most }: Limits): (text: string) => number {
  return (text) => {
    const value = /^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(
      `Expected a number above 0: from ${grouped(least, 6)} to ${grouped(most, 6)}.`,
    );
  };
}

/** An option parser for numbers from 0 to 1. */
export function fraction(text: string): number {
  const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Expected a number from 0 to 1.');
}
