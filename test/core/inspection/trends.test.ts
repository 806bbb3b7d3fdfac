import { expect } from 'chai';
import { Trends } from '../../../core/inspection/trends.ts';

describe('trends', () => {
  it('are shares of the tokens of each group, and 0 where a group has none', () => {
    const groups = ['1790', '1800', '1810'].map((name) => ({ name, numDocuments: 1, filter: '' }));
    // Tokens of two topics: 3 and 1, none, 1 and 4.
    const trends = new Trends(
      { field: 'year', isTime: true },
      groups,
      Uint32Array.of(3, 1, 0, 0, 1, 4),
    );
    expect(trends.groups.map(({ numTokens }) => numTokens)).to.deep.equal([4, 0, 5]);
    expect(trends.shares(0)).to.deep.equal([3 / 4, 0, 1 / 5]);
    expect(trends.shares(1)).to.deep.equal([1 / 4, 0, 4 / 5]);
  });
});
