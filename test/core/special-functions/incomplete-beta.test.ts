import { expect } from 'chai';
import { incompleteBeta } from '../../../core/special-functions/incomplete-beta.ts';

/** For whole a and b: the probability of at least a successes in a + b - 1 trials (DLMF 8.17.5). */
function byBinomials(x: number, a: number, b: number): number {
  const trials = a + b - 1;
  let sum = 0;
  let ways = 1;
  for (let successes = 0; successes <= trials; successes++) {
    if (successes >= a) sum += ways * x ** successes * (1 - x) ** (trials - successes);
    ways = (ways * (trials - successes)) / (successes + 1);
  }
  return sum;
}

describe('incompleteBeta', () => {
  // Seen to fail: with the coefficients of even and odd steps exchanged.
  it('is a sum of binomials where both parameters are whole', () => {
    for (const [a, b] of [
      [1, 1],
      [2, 3],
      [5, 1],
      [1, 7],
      [10, 30],
      [40, 3],
    ] as const) {
      for (const x of [0.001, 0.1, 0.25, 0.5, 0.77, 0.999]) {
        expect(incompleteBeta(x, a, b), `${x} ${a} ${b}`).to.be.closeTo(
          byBinomials(x, a, b),
          1e-12,
        );
      }
    }
  });

  it('is what is known in closed form for other parameters', () => {
    for (const x of [0.01, 0.3, 0.5, 0.9]) {
      expect(incompleteBeta(x, 0.5, 0.5)).to.be.closeTo(
        (2 / Math.PI) * Math.asin(Math.sqrt(x)),
        1e-12,
      );
      expect(incompleteBeta(x, 0.01, 1)).to.be.closeTo(x ** 0.01, 1e-12);
      expect(incompleteBeta(x, 1, 2500.5)).to.be.closeTo(1 - (1 - x) ** 2500.5, 1e-12);
    }
  });

  it('is 0 at 0 and 1 at 1', () => {
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).to.deep.equal([0, 1]);
  });
});
