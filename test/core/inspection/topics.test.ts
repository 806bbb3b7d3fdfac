import { expect } from 'chai';
import fc from 'fast-check';
import { TopicCorrelations } from '../../../core/inspection/related-topics.ts';
import { TopDocuments } from '../../../core/inspection/top-documents.ts';
import { TopicWordCounter } from '../../../core/inspection/topic-words.ts';

describe('the words of topics', () => {
  it('equal a recount of the tokens, by falling count and rising word', () => {
    // Fault once planted: sorting by count alone.
    const token = fc.record({ word: fc.nat(7), topic: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(token), fc.nat(20), (tokens, cut) => {
        const wordTokenCounts = new Uint32Array(8);
        for (const { word } of tokens) wordTokenCounts[word]!++;
        const counter = new TopicWordCounter(wordTokenCounts, 5);
        for (const part of [tokens.slice(0, cut), tokens.slice(cut)]) {
          counter.add(
            Uint32Array.from(part, ({ word }) => word),
            Uint16Array.from(part, ({ topic }) => topic),
          );
        }
        const lists = counter.lists();
        for (let topic = 0; topic < 5; topic++) {
          const tally = new Map<number, number>();
          for (const { word } of tokens.filter((each) => each.topic === topic)) {
            tally.set(word, (tally.get(word) ?? 0) + 1);
          }
          const expected = [...tally].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
          const counts = lists.countsOf(topic);
          const found = Array.from(lists.wordsOf(topic), (word, at) => [word, counts[at]!]);
          expect(found).to.deep.equal(expected);
        }
      }),
    );
  });

  // Seen to fail: with the counts of earlier samples forgotten, and with those of the last alone.
  it('are added up over several samples of the same tokens', () => {
    const token = fc.record({ word: fc.nat(7), topics: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)) });
    fc.assert(
      fc.property(fc.array(token), (tokens) => {
        const wordTokenCounts = new Uint32Array(8);
        for (const { word } of tokens) wordTokenCounts[word]!++;
        const words = Uint32Array.from(tokens, ({ word }) => word);
        const counter = new TopicWordCounter(wordTokenCounts, 5);
        for (const sample of [0, 1, 2]) {
          if (sample > 0) counter.nextSample();
          counter.add(
            words,
            Uint16Array.from(tokens, ({ topics }) => topics[sample]!),
          );
        }
        const once = new TopicWordCounter(
          wordTokenCounts.map((count) => 3 * count),
          5,
        );
        for (const sample of [0, 1, 2]) {
          once.add(
            words,
            Uint16Array.from(tokens, ({ topics }) => topics[sample]!),
          );
        }
        expect(counter.lists()).to.deep.equal(once.lists());
      }),
    );
  });
});

describe('the best documents of a topic', () => {
  it('are those that sorting all of them finds', () => {
    // Fault once planted: comparing only with the left child in the heap.
    const shares = fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 60 });
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 8 }), (tenths, limit) => {
        const best = new TopDocuments(1, limit);
        const all = tenths.map((tenth, document) => ({
          document,
          count: tenth,
          share: tenth / 10,
        }));
        for (const document of all) best.offer(0, document);
        const expected = [...all].sort((a, b) => b.share - a.share || a.document - b.document);
        expect(best.ranked(0)).to.deep.equal(expected.slice(0, limit));
      }),
    );
  });
});

describe('related topics', () => {
  function correlationsOf(rows: number[][]): TopicCorrelations {
    const correlations = new TopicCorrelations(rows[0]!.length);
    for (const row of rows) {
      const present = [...row.keys()].filter((topic) => row[topic]! > 0);
      correlations.add(
        present,
        present.map((topic) => row[topic]!),
      );
    }
    return correlations;
  }

  it('are found by Pearson’s correlation of their shares, worked out by hand', () => {
    const rows = [
      [0.5, 0.5, 0],
      [0.5, 0.25, 0.25],
      [0, 0, 1],
      [1, 0, 0],
    ];
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const column = (topic: number) => rows.map((row) => row[topic]!);
    const covariance = (a: number[], b: number[]) =>
      mean(a.map((value, index) => value * b[index]!)) - mean(a) * mean(b);
    const correlations = correlationsOf(rows);
    for (const [a, b] of [
      [0, 1],
      [1, 0],
      [0, 2],
      [1, 2],
    ] as const) {
      const [x, y] = [column(a), column(b)];
      const expected = covariance(x, y) / Math.sqrt(covariance(x, x) * covariance(y, y));
      expect(correlations.correlation(a, b)).to.be.closeTo(expected, 1e-12);
    }
  });

  it('do not hold a topic that is the same everywhere, nor one that avoids it', () => {
    const correlations = correlationsOf([
      [0.5, 0.4, 0.1],
      [0.5, 0.2, 0.3],
    ]);
    expect(correlations.correlation(0, 1)).to.equal(0);
    expect(correlations.closest(1, 5)).to.deep.equal([]);
  });
});
