import oracle from '@stdlib/math-base-special-digamma';
import { expect } from 'chai';
import { digamma, digammaDifference } from '../../../core/special-functions/digamma.ts';

describe('digamma', () => {
  // Seen to fail: with 1/241 for 1/240.
  it('agrees with an independent implementation', () => {
    for (let exponent = -6; exponent <= 9; exponent += 0.0037) {
      const x = 10 ** exponent;
      const expected = oracle(x);
      expect(Math.abs(digamma(x) - expected), `psi(${x})`).to.be.below(
        3e-15 * Math.max(1, Math.abs(expected)),
      );
    }
  });

  it('has the values of the books', () => {
    const eulerMascheroni = 0.57721566490153286;
    expect(digamma(1)).to.be.closeTo(-eulerMascheroni, 1e-15);
    expect(digamma(0.5)).to.be.closeTo(-eulerMascheroni - 2 * Math.LN2, 1e-15);
    expect(digamma(2)).to.be.closeTo(1 - eulerMascheroni, 1e-15);
  });

  // Seen to fail: with the difference of two digammas at every n (8e-5 relative).
  it('gives differences that hold where both digammas are nearly the same', () => {
    for (const x of [0.01, 1, 37.5, 4e4, 2.5e7]) {
      for (const n of [0, 1, 2, 17, 500, 20_000]) {
        let expected = 0;
        for (let j = n - 1; j >= 0; j--) expected += 1 / (x + j);
        const error = Math.abs(digammaDifference(x, n) - expected);
        expect(error, `x ${x}, n ${n}`).to.be.at.most(1e-9 * expected);
      }
    }
  });
});
