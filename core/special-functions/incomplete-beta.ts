/** The distribution function of a beta distribution. */
import { logGamma } from './log-gamma.ts';

/** The fraction is exact to the last digits long before; this ends it for parameters beyond all use. */
const mostSteps = 10_000;
const smallest = 1e-300;

/**
 * The regularized incomplete beta function I_x(a, b) for a, b > 0: the probability that a beta
 * variable is at most x, to about 1e-12.
 *
 * Source: the continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions, worked
 * out by Lentz's method (Applied Optics 15, 1976); beyond the mean by I_x(a, b) = 1 - I_{1-x}(b, a).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logFront =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return Math.exp(logFront) / a / fraction(x, a, b);
}

/** 1 + d_1 / (1 + d_2 / (1 + ...)), with the d of 8.17.23. */
function fraction(x: number, a: number, b: number): number {
  let value = 1;
  let numerator = 1;
  let denominator = 0;
  for (let step = 1; step < mostSteps; step++) {
    const coefficient = coefficientOf(step, x, a, b);
    denominator = 1 / awayFromZero(1 + coefficient * denominator);
    numerator = awayFromZero(1 + coefficient / numerator);
    const change = numerator * denominator;
    value *= change;
    if (Math.abs(change - 1) < 1e-14) break;
  }
  return value;
}

function coefficientOf(step: number, x: number, a: number, b: number): number {
  const half = step >> 1;
  const at = a + step;
  if (step % 2 === 0) return (half * (b - half) * x) / ((at - 1) * at);
  return (-(a + half) * (a + b + half) * x) / ((at - 1) * at);
}

function awayFromZero(value: number): number {
  return Math.abs(value) < smallest ? smallest : value;
}
