/** Gamma variables, of which shares are made: the same for the same stream on every machine. */
import { decay } from '../special-functions/exponential.ts';
import { ln } from '../special-functions/logarithm.ts';
import type { RandomStream } from './stream.ts';

/**
 * A gamma variable with that shape and a scale of 1.
 *
 * Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).
 *
 * @param shape above 0; below 1 by the variable of shape + 1 times u^(1 / shape).
 */
export function gamma(shape: number, random: RandomStream): number {
  if (shape < 1) return gamma(shape + 1, random) * decay(-ln(uniform(random)) / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (ln(uniform(random)) < 0.5 * x * x + d - d * v + d * ln(v)) return d * v;
  }
}

/** A standard normal variable, by Marsaglia's polar method. */
function normal(random: RandomStream): number {
  for (;;) {
    const a = 2 * random.next() - 1;
    const b = 2 * random.next() - 1;
    const square = a * a + b * b;
    if (square >= 1 || square === 0) continue;
    return a * Math.sqrt((-2 * ln(square)) / square);
  }
}

/** Above 0. */
function uniform(random: RandomStream): number {
  return (random.nextUint32() + 0.5) / 2 ** 32;
}
