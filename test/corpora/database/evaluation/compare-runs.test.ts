import { expect } from 'chai';
import { UserError } from '../../../../core/errors.ts';
import {
  CommonWords,
  type ComparableTopics,
  distancesBetween,
  mostComparedTopics,
} from '../../../../corpora/database/evaluation/compare-runs.ts';

function emptyTopics(numTopics: number): ComparableTopics {
  const topics = Array.from({ length: numTopics }, () => ({
    words: new Uint32Array(0),
    counts: new Uint32Array(0),
  }));
  return { topics, topWords: topics.map(() => []), numTokens: topics.map(() => 0) };
}

describe('Topics of two runs', () => {
  // Seen to fail: without the limit, 20,000 topics took more than five minutes.
  it('are compared up to a number that takes seconds, and refused beyond', () => {
    const few = emptyTopics(3);
    expect(
      distancesBetween(emptyTopics(mostComparedTopics), few, new CommonWords()).numRows,
    ).to.equal(5000);
    for (const [a, b] of [
      [few, emptyTopics(5001)],
      [emptyTopics(5001), few],
    ]) {
      expect(() => distancesBetween(a, b, new CommonWords()))
        .to.throw(UserError, '5,001 of a run): at most 5,000 were expected')
        .with.property('code', 'topics-not-comparable');
    }
  });
});
