import oracle from '@stdlib/math-base-special-gammaln';
import { expect } from 'chai';
import { logGamma } from '../../../core/special-functions/log-gamma.ts';

describe('logGamma', () => {
  // Seen to fail: with the sign of one term of the series turned.
  it('agrees with an independent implementation to 1e-13 relative', () => {
    for (let exponent = -6; exponent <= 9; exponent += 0.01) {
      const x = 10 ** exponent;
      const expected = oracle(x);
      expect(Math.abs(logGamma(x) - expected)).to.be.below(1e-13 * Math.max(1, Math.abs(expected)));
    }
  });
});
