import { expect } from 'chai';
import fc from 'fast-check';
import { CoherenceCounter, npmi } from '../../../core/inspection/coherence.ts';
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
    // Word 0 in documents 0-3, word 1 in 2-5, word 2 in 6 and 7, of 10; word 3 is no top word.
    const counter = new CoherenceCounter([Uint32Array.of(0, 1, 2)], 4);
    const documents = [[0], [0, 0], [0, 1], [1, 3, 0], [1], [1], [2, 3, 2], [2], [3], [3], []];
    for (const words of documents) counter.addDocument(Uint32Array.from(words));
    const expected =
      (npmi({ both: 2, first: 4, second: 4, numDocuments: 10 }) +
        npmi({ both: 0, first: 4, second: 2, numDocuments: 10 }) +
        npmi({ both: 0, first: 4, second: 2, numDocuments: 10 })) /
      3;
    expect(counter.coherences()[0]).to.be.closeTo(expected, 1e-12);
  });

  it('counts pairs as nested loops would, for topics that share words', () => {
    // Faults once planted: not clearing a topic's words after a document; not counting single words.
    const numWords = 8;
    const document = fc.array(fc.nat(numWords - 1), { minLength: 1, maxLength: 12 });
    const topic = fc.uniqueArray(fc.nat(numWords - 1), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 1, maxLength: 20 }),
        fc.array(topic, { minLength: 1, maxLength: 4 }),
        (some, topics) => {
          // A top word occurs somewhere: one document has them all.
          const documents = [...some, Array.from({ length: numWords }, (_, word) => word)];
          const topWords = topics.map((words) => Uint32Array.from(words));
          const counter = new CoherenceCounter(topWords, numWords);
          for (const words of documents) counter.addDocument(Uint32Array.from(words));
          counter.coherences().forEach((coherence, index) => {
            expect(coherence).to.be.closeTo(coherenceByLoops(topics[index]!, documents), 1e-9);
          });
        },
      ),
    );
  });

  it('does not exist for a topic of one word', () => {
    const counter = new CoherenceCounter([Uint32Array.of(1)], 2);
    counter.addDocument(Uint32Array.of(1));
    expect(counter.coherences()).to.deep.equal([undefined]);
  });
});

function coherenceByLoops(words: number[], documents: number[][]): number {
  const numWith = (...all: number[]) =>
    documents.filter((document) => all.every((word) => document.includes(word))).length;
  const scores = words.flatMap((a, index) =>
    words.slice(index + 1).map((b) =>
      npmi({
        both: numWith(a, b),
        first: numWith(a),
        second: numWith(b),
        numDocuments: documents.length,
      }),
    ),
  );
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

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
