import { expect } from 'chai';
import { distinctiveness } from '../../../core/inspection/distinctiveness.ts';

describe('the distinctiveness of a topic', () => {
  it('is 0 for the corpus itself', () => {
    const [counts, corpusCounts] = [Uint32Array.of(10, 30), Uint32Array.of(100, 300)];
    expect(distinctiveness(counts, corpusCounts, { topicTotal: 40, numTokens: 400 })).to.equal(0);
  });

  it('is the log of one over the share for a topic with words of its own', () => {
    const own = Uint32Array.of(10, 30);
    const measured = distinctiveness(own, own, { topicTotal: 40, numTokens: 400 });
    expect(measured).to.be.closeTo(Math.log(10), 1e-12);
  });
});
