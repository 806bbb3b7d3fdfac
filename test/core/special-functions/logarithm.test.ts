import fdlibm from '@stdlib/math-base-special-ln';
import { expect } from 'chai';
import { ln } from '../../../core/special-functions/logarithm.ts';

describe('ln', () => {
  // Seen to fail: with the tenth digit of one constant changed.
  it('agrees with an independent implementation to one unit in the last place', () => {
    const near = (x: number) => {
      expect(Math.abs(ln(x) - fdlibm(x)), `ln(${x})`).to.be.at.most(2 ** -52 * Math.abs(fdlibm(x)));
    };
    for (let exponent = -300; exponent <= 300; exponent += 0.101) near(10 ** exponent);
    for (let x = 0.5; x <= 2; x += 0.001) near(x);
  });

  it('is exact where the logarithm is', () => {
    expect(ln(1)).to.equal(0);
    expect(ln(2)).to.equal(Math.LN2);
    expect(ln(0.5)).to.equal(-Math.LN2);
    expect(ln(2 ** -1022)).to.be.closeTo(-1022 * Math.LN2, 1e-12);
  });
});
