import { expect } from 'chai';
import {
  type TrainedModel,
  completeDocument,
  leftToRight,
  perplexityOf,
} from '../../../core/evaluation/held-out.ts';
import { RandomStream } from '../../../core/random/stream.ts';
import { exactLogProbability, productOfMeans } from '../../fixtures/document-probability.ts';

const numWords = 8;

/** Three topics over eight words, each with words of its own, and a document prior that leans. */
const phi = [
  [30, 20, 10, 5, 1, 1, 1, 1],
  [1, 1, 5, 10, 30, 20, 2, 1],
  [2, 1, 1, 1, 2, 5, 25, 30],
].map((row) => row.map((weight) => weight / row.reduce((sum, other) => sum + other, 0)));
const model: TrainedModel = {
  numTopics: 3,
  alpha: [0.5, 0.2, 0.1],
  fillWordRow: (word, row) => {
    row.set(phi.map((topic) => topic[word]));
  },
};

/** Twenty documents of 6 to 12 tokens, which mix topics. */
const documents = Array.from({ length: 20 }, (_, document) => {
  const random = new RandomStream({ seed: 20, sweep: 0, unit: document });
  return Uint32Array.from({ length: 6 + (document % 7) }, () =>
    Math.floor(random.next() * numWords),
  );
});
const exact = documents.map((words) => exactLogProbability(model, words));

/** How far estimates of p(words) are from the exact one, in standard errors of their mean. */
function errorOf(
  estimate: (words: Uint32Array, random: RandomStream) => number,
  numTries = 400,
): number {
  const ratios = documents.flatMap((words, document) =>
    Array.from({ length: numTries }, (_, unit) => {
      const random = new RandomStream({ seed: 5, sweep: document, unit });
      return Math.exp(estimate(words, random) - exact[document]);
    }),
  );
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / ratios.length;
  return (mean - 1) / Math.sqrt(variance / ratios.length);
}

describe('The probability of a document, from left to right', () => {
  it('sums to one over all documents of a length, as the oracle has it', () => {
    let sum = 0;
    for (let a = 0; a < numWords; a++) {
      for (let b = 0; b < numWords; b++) {
        for (let c = 0; c < numWords; c++) {
          sum += Math.exp(exactLogProbability(model, Uint32Array.of(a, b, c)));
        }
      }
    }
    expect(sum).to.be.closeTo(1, 1e-12);
  });

  // Seen to fail: without drawing particles by weight (6 standard errors with 4 particles), without
  // resampling topics either (26), with alpha's sum without the tokens read.
  for (const numParticles of [1, 4]) {
    it(`is estimated without bias by ${numParticles} particles`, () => {
      const error = errorOf((words, random) => leftToRight(model, words, { numParticles, random }));
      expect(Math.abs(error)).to.be.below(4);
    });
  }

  it('comes near the exact one with many particles', () => {
    const estimates = documents.map((words, unit) =>
      leftToRight(model, words, {
        numParticles: 500,
        random: new RandomStream({ seed: 6, sweep: 0, unit }),
      }),
    );
    const total = estimates.reduce((sum, value) => sum + value, 0);
    expect(total).to.be.closeTo(
      exact.reduce((sum, value) => sum + value, 0),
      0.25,
    );
  });

  it('is too high by the product of means over particles that nothing draws again', () => {
    const error = errorOf(
      (words, random) => productOfMeans(model, words, { numParticles: 50, random }),
      100,
    );
    expect(error).to.be.above(8);
  });
});

describe('Document completion', () => {
  // Seen to fail: with the scored token observed, too (1.63).
  it('scores the odd token by the exact prediction from the even ones', () => {
    // p(scored | observed) is a ratio of two exact probabilities. One token is scored: the mean of
    // the logarithms of several would be lower than that of the exact prediction.
    for (const words of documents.map((all) => all.subarray(0, 3)).slice(0, 6)) {
      const [first, scored, second] = words;
      const observed = exactLogProbability(model, Uint32Array.of(first, second));
      const all = exactLogProbability(model, Uint32Array.of(first, second, scored));
      const numTries = 200;
      let mean = 0;
      for (let seed = 0; seed < numTries; seed++) {
        const random = new RandomStream({ seed, sweep: 0, unit: 0 });
        mean += Math.exp(completeDocument(model, words, random).logProbability) / numTries;
      }
      expect(mean / Math.exp(all - observed)).to.be.closeTo(1, 0.05);
    }
  });

  it('makes a perplexity of V where every word is as probable as any other', () => {
    const flat = {
      ...model,
      fillWordRow: (_: number, row: Float64Array) => row.fill(1 / numWords),
    };
    const scores = documents.map((words, unit) =>
      completeDocument(flat, words, new RandomStream({ seed: 1, sweep: 0, unit })),
    );
    expect(perplexityOf(scores)).to.be.closeTo(numWords, 1e-9);
  });

  // Seen to fail: with the mean over no tokens (NaN).
  it('has no perplexity where no token was scored', () => {
    expect(perplexityOf([{ logProbability: 0, numTokens: 0 }])).to.equal(undefined);
  });

  it('takes documents of no token and of one', () => {
    const random = new RandomStream({ seed: 1, sweep: 0, unit: 0 });
    for (const words of [Uint32Array.of(), Uint32Array.of(3)]) {
      expect(completeDocument(model, words, random)).to.deep.equal({
        logProbability: 0,
        numTokens: 0,
      });
    }
  });
});
