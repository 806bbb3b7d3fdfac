import { expect } from 'chai';
import {
  orderByRelevance,
  relevance,
  wordProbability,
} from '../../../core/inspection/relevance.ts';

const smoothing = { topicTotal: 100, numTokens: 1000, numWords: 50, beta: 0.1 };

describe('the relevance of a word to a topic', () => {
  it('is the log of its probability at lambda 1', () => {
    const probability = (30 + 0.1) / (100 + 50 * 0.1);
    expect(wordProbability(30, smoothing)).to.be.closeTo(probability, 1e-15);
    const word = { count: 30, corpusCount: 60 };
    expect(relevance(word, 1, smoothing)).to.be.closeTo(Math.log(probability), 1e-12);
  });

  it('is the log of its lift at lambda 0', () => {
    // Fault once planted: lambda and 1 - lambda exchanged.
    const word = { count: 30, corpusCount: 60 };
    const lift = (30 + 0.1) / (100 + 50 * 0.1) / (60 / 1000);
    expect(relevance(word, 0, smoothing)).to.be.closeTo(Math.log(lift), 1e-12);
  });

  it('lies between the two on a straight line', () => {
    const word = { count: 7, corpusCount: 8 };
    const [at0, at1] = [relevance(word, 0, smoothing), relevance(word, 1, smoothing)];
    expect(relevance(word, 0.6, smoothing)).to.be.closeTo(0.6 * at1 + 0.4 * at0, 1e-12);
  });

  // Seen to fail: with the logarithm of 0.
  it('is a number for a seed word that no text has: as for a word with one token', () => {
    for (const lambda of [0, 0.3, 1]) {
      const [none, one] = [0, 1].map((corpusCount) =>
        relevance({ count: 20, corpusCount }, lambda, smoothing),
      );
      expect(none).to.equal(one);
      expect(Number.isFinite(none)).to.equal(true);
    }
  });

  it('puts frequent words first at lambda 1, and words of this topic alone at 0', () => {
    const counts = Uint32Array.of(40, 20, 5);
    const corpusCounts = Uint32Array.of(800, 25, 5);
    const order = (lambda: number) => [
      ...orderByRelevance(counts, corpusCounts, { lambda, smoothing, numSamples: 1 }),
    ];
    expect(order(1)).to.deep.equal([0, 1, 2]);
    expect(order(0)).to.deep.equal([2, 1, 0]);
    expect(order(0.6)[0]).to.equal(1);
  });

  it('has words with fewer than five tokens after all others, below the usual lambda only', () => {
    const smoothing = { topicTotal: 1000, numTokens: 100_000, numWords: 100, beta: 0.01 };
    const counts = Uint32Array.of(300, 40, 5, 4, 1);
    const corpusCounts = Uint32Array.of(3000, 50, 5, 4, 1);
    const order = (lambda: number): number[] => [
      ...orderByRelevance(counts, corpusCounts, { lambda, smoothing, numSamples: 1 }),
    ];
    // By lift: 5/5, 40/50, 300/3000; then 4/4 and 1/1, whose lifts differ by the smoothing alone.
    expect(order(0)).to.deep.equal([2, 1, 0, 4, 3]);
    expect(order(0.5).slice(3)).to.have.members([3, 4]);
    expect(order(1)).to.deep.equal([0, 1, 2, 3, 4]);
  });

  // Seen to fail: with sums over the samples compared with five.
  it('has them last by their mean, where counts are sums over samples', () => {
    const smoothing = { topicTotal: 10_000, numTokens: 100_000, numWords: 100, beta: 0.1 };
    const counts = Uint32Array.of(3000, 400, 50, 40, 10);
    const corpusCounts = Uint32Array.of(3000, 50, 5, 4, 1);
    const how = { lambda: 0, smoothing, numSamples: 10 };
    expect([...orderByRelevance(counts, corpusCounts, how)]).to.deep.equal([2, 1, 0, 4, 3]);
  });
});
