import { expect } from 'chai';
import fc from 'fast-check';
import { npmi, topicCoherence } from '../../../core/inspection/coherence.ts';
import { distinctiveness } from '../../../core/inspection/distinctiveness.ts';

describe('the coherence of a topic', () => {
  const pair = (both: number, first: number, second: number) =>
    npmi({ both, first, second, numDocuments: 100 });

  it('is 1 for two words that only occur together', () => {
    expect(pair(10, 10, 10)).to.be.closeTo(1, 1e-9);
    expect(pair(100, 100, 100)).to.equal(1);
  });

  it('is 0 for two words that occur regardless of each other', () => {
    expect(pair(6, 20, 30)).to.be.closeTo(0, 1e-9);
  });

  it('is below 0 for two words that avoid each other, and finite for ever', () => {
    expect(pair(1, 50, 50)).to.be.below(0);
    // ln(1e-12 / (0.5 * 0.5)) / -ln(1e-12)
    expect(pair(0, 50, 50)).to.be.closeTo((Math.log(1e-12) - Math.log(0.25)) / 27.631021, 1e-6);
  });

  it('is the mean over all pairs, with documents as windows', () => {
    // Word 0 in documents 0-3, word 1 in 2-5, word 2 in 6 and 7, of 10.
    const postings = [
      [0, 1, 2, 3],
      [2, 3, 4, 5],
      [6, 7],
    ].map((list) => Uint32Array.from(list));
    const scratch = new Uint32Array(10);
    const expected =
      (npmi({ both: 2, first: 4, second: 4, numDocuments: 10 }) +
        npmi({ both: 0, first: 4, second: 2, numDocuments: 10 }) +
        npmi({ both: 0, first: 4, second: 2, numDocuments: 10 })) /
      3;
    expect(topicCoherence(postings, 10, scratch)).to.be.closeTo(expected, 1e-12);
    expect([...scratch]).to.deep.equal(new Array(10).fill(0));
  });

  it('counts pairs as two nested loops would', () => {
    // Fault once planted: not clearing a document's words after its pairs were counted.
    const documents = fc.uniqueArray(fc.nat(19), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(documents, { minLength: 2, maxLength: 6 }), (lists) => {
        const postings = lists.map((list) => Uint32Array.from(list).sort());
        let sum = 0;
        let numPairs = 0;
        postings.forEach((a, index) => {
          for (const b of postings.slice(index + 1)) {
            const both = a.filter((document) => b.includes(document)).length;
            sum += npmi({ both, first: a.length, second: b.length, numDocuments: 20 });
            numPairs++;
          }
        });
        const scratch = new Uint32Array(20);
        expect(topicCoherence(postings, 20, scratch)).to.be.closeTo(sum / numPairs, 1e-9);
      }),
    );
  });

  it('does not exist for a topic of one word', () => {
    expect(topicCoherence([Uint32Array.of(1)], 10, new Uint32Array(10))).to.equal(undefined);
  });
});

describe('the distinctiveness of a topic', () => {
  it('is 0 for the corpus over again', () => {
    const [counts, corpusCounts] = [Uint32Array.of(10, 30), Uint32Array.of(100, 300)];
    expect(distinctiveness(counts, corpusCounts, { topicTotal: 40, numTokens: 400 })).to.equal(0);
  });

  it('is the log of one over the share for a topic with words of its own', () => {
    const own = Uint32Array.of(10, 30);
    const measured = distinctiveness(own, own, { topicTotal: 40, numTokens: 400 });
    expect(measured).to.be.closeTo(Math.log(10), 1e-12);
  });
});
