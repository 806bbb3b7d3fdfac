/** Digamma, the same to the last bit on every machine. */
import { ln } from './logarithm.ts';

/**
 * The digamma function psi(x), the derivative of ln Gamma(x), for x > 0. The same to the last bit
 * everywhere (see logarithm.ts); error below 1e-15 of max(1, |psi(x)|).
 *
 * The asymptotic series (Abramowitz and Stegun, "Handbook of Mathematical Functions", 6.3.18)
 * after moving x to 10 or above by psi(x) = psi(x + 1) - 1/x.
 */
export function digamma(x: number): number {
  let shifted = x;
  let moved = 0;
  while (shifted < 10) {
    moved += 1 / shifted;
    shifted++;
  }
  const inverse = 1 / shifted;
  const f = inverse * inverse;
  const series =
    f *
    (1 / 12 -
      f *
        (1 / 120 -
          f * (1 / 252 - f * (1 / 240 - f * (1 / 132 - f * (691 / 32_760 - f * (1 / 12)))))));
  return ln(shifted) - inverse / 2 - series - moved;
}

/**
 * psi(x + n) - psi(x) for a whole n >= 0: by the sum of 1/x ... 1/(x + n - 1) where n is small
 * beside x, where the two digammas nearly cancel. Error below 1e-9 relative.
 */
export function digammaDifference(x: number, n: number): number {
  if (n * 1000 >= x) return digamma(x + n) - digamma(x);
  let sum = 0;
  for (let j = 0; j < n; j++) sum += 1 / (x + j);
  return sum;
}
