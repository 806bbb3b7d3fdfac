import { expect } from 'chai';
import { nullCovered, recoveredSlope } from '../../benchmark/covariates/recovery.ts';

describe('Planted weights', () => {
  for (const seed of [1, 2, 3]) {
    it(`are recovered with a slope of 1 (seed ${seed})`, async () => {
      expect(await recoveredSlope(2000, seed)).to.be.within(0.95, 1.05);
    }).timeout(120_000);
  }

  // All 50 corpora: node dist/test/benchmark/covariates/recovery.js (docs/covariates.md has the figure).
  it('of 0 have an effect whose interval covers 0 about as often as it says', async () => {
    const covered = [...(await nullCovered(600, 1)), ...(await nullCovered(600, 2))];
    expect(covered.filter(Boolean).length).to.be.within(17, 20); // 19 of 20
  }).timeout(120_000);
});
