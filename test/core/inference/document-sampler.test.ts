import { expect } from 'chai';
import {
  DocumentSampler,
  meanShares,
  spreadOfShares,
} from '../../../core/inference/document-sampler.ts';
import { type FrozenModel, freezeModel } from '../../../core/inference/frozen-model.ts';

/** Three topics over four words; word 3 occurs in no topic. */
const wordCounts = [
  [8, 1, 0, 0],
  [1, 6, 2, 0],
  [0, 2, 9, 0],
];
const alpha = Float64Array.of(0.7, 0.2, 0.4);
const beta = 0.3;
const model = freezeModel({ numTopics: 3, numWords: 4, alpha, beta }, (topic) => {
  const words = Uint32Array.from([3, 2, 1, 0].filter((word) => wordCounts[topic]![word]! > 0));
  return { words, counts: words.map((word) => wordCounts[topic]![word]!) };
});

/** phi_kw by its definition. */
const phi = wordCounts.map((row) => {
  const total = row.reduce((sum, count) => sum + count, 0);
  return row.map((count) => (count + beta) / (total + 4 * beta));
});

/**
 * The posterior mean and variance of the shares, by going through all 3^n ways to give n tokens their
 * topics: p(z) ~ prod_k Gamma(n_k + alpha_k) prod_i phi_(z_i)(w_i).
 */
function enumerated(words: readonly number[]) {
  const alphaSum = alpha.reduce((sum, value) => sum + value, 0);
  const mean = [0, 0, 0];
  const square = [0, 0, 0];
  let mass = 0;
  for (let way = 0; way < 3 ** words.length; way++) {
    const counts = [0, 0, 0];
    let weight = 1;
    words.forEach((word, token) => {
      const topic = Math.floor(way / 3 ** token) % 3;
      weight *= (counts[topic]! + alpha[topic]!) * phi[topic]![word]!;
      counts[topic]!++;
    });
    mass += weight;
    counts.forEach((count, topic) => {
      const share = (count + alpha[topic]!) / (words.length + alphaSum);
      mean[topic]! += weight * share;
      square[topic]! += weight * share * share;
    });
  }
  return mean.map((sum, topic) => {
    const average = sum / mass;
    return { mean: average, spread: Math.sqrt(square[topic]! / mass - average ** 2) };
  });
}

describe('A document sampled with frozen counts', () => {
  const numSamples = 40_000;
  const settings = { seed: 5, burnIn: 100, numSamples };

  // Seen to fail: with the token's own topic left in the counts, with alpha left out of the running
  // sums, and with the token's weight n_dk taken for 1.
  for (const words of [
    [0, 1, 1, 2],
    [2, 2, 2, 0, 3],
    [3, 3],
    [0, 0, 0, 1, 2, 2, 1],
  ])
    it(`has the shares and spreads of the exact posterior: words ${words.join()}`, () => {
      const found = new DocumentSampler(model, settings).infer(Uint32Array.from(words), 0);
      const shares = meanShares(found, { alpha, numSamples });
      const spreads = spreadOfShares(found, { alpha, numSamples });
      enumerated(words).forEach(({ mean, spread }, topic) => {
        expect(shares[topic]).to.be.closeTo(mean, 0.01);
        const place = found.topics.indexOf(topic);
        expect(place < 0 ? 0 : spreads[place]).to.be.closeTo(spread, 0.01);
      });
    });

  it('fits as well as its words are probable under its shares', () => {
    const words = [0, 1, 1, 2];
    const found = new DocumentSampler(model, settings).infer(Uint32Array.from(words), 0);
    const shares = meanShares(found, { alpha, numSamples });
    const sum = words
      .map((word) =>
        Math.log(phi.reduce((all, row, topic) => all + shares[topic]! * row[word]!, 0)),
      )
      .reduce((all, log) => all + log, 0);
    expect(found.logLikelihood).to.be.closeTo(sum / 4, 1e-12);
  });

  it('has the prior where no word is known', () => {
    const found = new DocumentSampler(model, settings).infer(new Uint32Array(0), 3);
    expect(found.numTokens).to.equal(0);
    expect(found.topics).to.deep.equal(new Uint16Array(0));
    expect(found.logLikelihood).to.be.NaN;
    const shares = meanShares(found, { alpha, numSamples });
    expect([...shares]).to.deep.equal([...alpha].map((value) => value / (0.7 + 0.2 + 0.4)));
  });

  it('depends on the seed and on its number, and on nothing that was sampled before', () => {
    const few = { seed: 9, burnIn: 2, numSamples: 5 };
    const words = Uint32Array.of(0, 1, 2, 1, 0, 2, 2, 1);
    const first = new DocumentSampler(model, few).infer(words, 7);
    const sampler = new DocumentSampler(model, few);
    for (let document = 0; document < 7; document++) sampler.infer(words, document);
    expect(sampler.infer(words, 7)).to.deep.equal(first);
    expect(sampler.infer(words, 8).sums).not.to.deep.equal(first.sums);
    const other = new DocumentSampler(model, { ...few, seed: 10 });
    expect(other.infer(words, 7).sums).not.to.deep.equal(first.sums);
  });

  it('may have more different words than rows are kept', () => {
    const numTopics = 3000;
    const numWords = 2000;
    const wide: FrozenModel = freezeModel(
      { numTopics, numWords, alpha: new Float64Array(numTopics).fill(0.01), beta: 0.01 },
      (topic) => ({ words: Uint32Array.of(topic % numWords), counts: Uint32Array.of(50) }),
    );
    const words = Uint32Array.from({ length: numWords }, (_, word) => word);
    const sampler = new DocumentSampler(wide, { seed: 1, burnIn: 1, numSamples: 1 });
    const found = sampler.infer(words, 0);
    expect(found.sums.reduce((sum, count) => sum + count, 0)).to.equal(numWords);
  });
});
