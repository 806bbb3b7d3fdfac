import { expect } from 'chai';
import { type GroupedDocument, groupShares } from '../../../core/inspection/group-shares.ts';

const options = { numTopics: 2, topics: [0, 1], numResamples: 2000, level: 0.9, seed: 7 };

describe('Shares of groups', () => {
  it('are the tokens of a topic, of all tokens of the group', () => {
    const documents = [
      { group: 0, work: 0, topics: [0, 0, 1] },
      { group: 1, work: 1, topics: [1] },
      { group: 0, work: 2, topics: [0] },
      { group: -1, work: 3, topics: [0] },
      { group: 1, work: 4, topics: [] },
    ];
    const found = groupShares(() => documents, { ...options, numGroups: 2 });
    expect([...found.numDocuments]).to.deep.equal([2, 1]);
    expect([...found.numTokens]).to.deep.equal([4, 1]);
    expect(found.shares.map((of) => of.map(({ share }) => share))).to.deep.equal([
      [0.75, 0],
      [0.25, 1],
    ]);
    expect(found.shares[0][1].interval).to.equal(undefined); // one work tells nothing
  });

  // For n works of one token each, the share is a mean: its standard error is sqrt(p (1 - p) / n),
  // and 90% of a normal distribution lie within 1.645 of them.
  it('have intervals as wide as the standard error says', () => {
    const [low, high] = intervalOf(coins(400, 1));
    expect(high - low).to.be.closeTo(2 * 1.645 * Math.sqrt((0.25 * 0.75) / 400), 0.006);
    expect((low + high) / 2).to.be.closeTo(0.25, 0.005);
  });

  // Seen to fail: with the number of each document as its work.
  it('draw the pieces of a work together', () => {
    const [low, high] = intervalOf(coins(400, 4));
    expect(high - low).to.be.closeTo(2 * 1.645 * Math.sqrt((0.25 * 0.75) / 100), 0.012);
  });

  it('have the same intervals whatever else is asked for', () => {
    const all = intervalOf(coins(100, 1));
    const one = groupShares(() => coins(100, 1), { ...options, numGroups: 1, topics: [0] });
    expect(one.shares[0][0].interval).to.deep.equal(all);
  });
});

/** Documents of one token, every fourth work with topic 0. */
function coins(numDocuments: number, piecesPerWork: number): GroupedDocument[] {
  return Array.from({ length: numDocuments }, (_, document) => {
    const work = Math.floor(document / piecesPerWork);
    return { group: 0, work: work * piecesPerWork, topics: [work % 4 === 0 ? 0 : 1] };
  });
}

function intervalOf(documents: GroupedDocument[]): readonly [number, number] {
  return groupShares(() => documents, { ...options, numGroups: 1 }).shares[0][0].interval!;
}
