/** Log-gamma, the same to the last bit on every machine. */
import { ln } from './logarithm.ts';

/**
 * ln Gamma(x) for x > 0, to about 1e-14 relative, and the same to the last bit everywhere (see
 * logarithm.ts).
 *
 * The Stirling series for the logarithm of the gamma function (Abramowitz and Stegun, "Handbook of
 * Mathematical Functions", 6.1.41) after moving x to 10 or above by Gamma(x) = Gamma(x + 1) / x.
 */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted++;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 -
      square *
        (1 / 360 -
          square *
            (1 / 1260 -
              square *
                (1 / 1680 - square * (1 / 1188 - square * (691 / 360_360 - square * (1 / 156)))))));
  return (shifted - 0.5) * ln(shifted) - shifted + halfLogTwoPi + series - ln(product);
}

const halfLogTwoPi = 0.91893853320467274178;
