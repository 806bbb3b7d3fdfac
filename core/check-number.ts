/** Numbers that a caller gives: what each may be. One that is not would make some loop endless, or write wild. */
import { UsageError } from './errors.ts';
import { grouped } from './numbers.ts';

/** Numbers from `least` to `most`: whole ones only, or Infinity as well. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  readonly mayBeInfinite?: boolean;
}

export function isInRange(value: number, range: NumberRange): boolean {
  const { least, most, isWhole, mayBeInfinite } = range;
  if (typeof value !== 'number') return false; // programs without types
  if (value === Infinity) return mayBeInfinite === true;
  return value >= least && value <= most && (!isWhole || Number.isInteger(value));
}

/** "a whole number from 1 to 65,536". */
export function describeRange({ least, most, isWhole, mayBeInfinite }: NumberRange): string {
  const kind = isWhole ? 'a whole number' : 'a number above 0:';
  const infinity = mayBeInfinite ? ', or infinity' : '';
  return `${kind} from ${grouped(least, 6)} to ${grouped(most, 6)}${infinity}`;
}

/** @throws {UsageError} when the value of this name is not in its range. */
export function checkNumber(name: string, value: number, range: NumberRange): void {
  if (isInRange(value, range)) return;
  const found: unknown = value; // of programs without types, anything
  throw new UsageError(
    'number-out-of-range',
    `Cannot use ${typeof found === 'string' ? `"${found}"` : value} as ${name}: ${describeRange(range)} was expected`,
    { details: { setting: name, found: value } },
  );
}
