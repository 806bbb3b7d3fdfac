import { expect } from 'chai';
import { largestFitting } from '../../../corpora/reports/fit.ts';

/** The largest number of entries that fit, and how many measurements it took. */
function fitted(most: number, budget: number, sizeOf: (entries: number) => number) {
  let numMeasured = 0;
  const entries = largestFitting(most, budget, (number) => {
    numMeasured++;
    return sizeOf(number);
  });
  return { entries, numMeasured };
}

describe('How many entries fit into a budget', () => {
  it('is all of them where they do, and none is enough to ask', () => {
    expect(fitted(500, 1000, (entries) => 2 * entries)).to.deep.equal({
      entries: 500,
      numMeasured: 1,
    });
    expect(fitted(500, 99, (entries) => 100 + entries).entries).to.equal(undefined);
    expect(fitted(500, 100, (entries) => 100 + entries).entries).to.be.within(0, 5);
    expect(fitted(0, 100, () => 100).entries).to.equal(0);
  });

  // Seen to fail: by halving alone, which takes nine measurements.
  it('is found to a hundredth by few measurements where sizes grow evenly', () => {
    for (const budget of [120, 1100, 5000, 9999]) {
      // 100 + entries stays within the budget for `budget - 100` of 10,000 entries.
      const { entries, numMeasured } = fitted(10_000, budget, (number) => 100 + number);
      expect(entries, String(budget)).to.be.within(budget - 200, budget - 100);
      expect(numMeasured, String(budget)).to.be.at.most(5);
    }
  });

  it('is found to a hundredth however sizes grow', () => {
    for (const power of [0.2, 0.5, 2, 8]) {
      const { entries, numMeasured } = fitted(1000, 0.4, (number) => (number / 1000) ** power);
      const exact = Math.floor(1000 * 0.4 ** (1 / power));
      expect(entries, String(power)).to.be.within(exact - 10, exact);
      expect(numMeasured, String(power)).to.be.at.most(13);
    }
  });
});
