import { expect } from 'chai';
import {
  documentsOfStages,
  evenGrowth,
  growthByTopics,
  growthStages,
  numBlocksOfStage,
  seedOfStage,
} from '../../../core/corpus/growth.ts';
import { sampleOf } from '../../../core/corpus/document-sample.ts';
import { plantedCorpus } from '../../fixtures/planted-corpus.ts';

const source = plantedCorpus({
  numTopics: 5,
  wordsPerTopic: 10,
  numDocuments: 400,
  meanLength: 30,
  seed: 9,
});

describe('A growing corpus', () => {
  // By hand from the rule: at least 4,000 tokens a topic in all, 25,000 and 300 a topic in the first
  // sample, 1/64 at the least. Seen to fail: with > for >= in each of the three.
  it('begins with the share that its tokens and topics allow', () => {
    const firstShares = [
      [79_999, 20, undefined],
      [80_000, 20, 2],
      [99_999, 20, 2],
      [100_000, 20, 4],
      [436_000, 20, 16],
      [436_000, 100, 8],
      [1_260_000, 20, 32],
      [3_590_000, 100, 64],
      [20_000_000, 1000, 64],
      [4_000_000, 1000, 8],
      [3_999_999, 1000, undefined],
      [1_000_000_000, 20, 64],
      [1_000_000_000, 65_536, undefined],
    ] as const;
    for (const [numTokens, numTopics, first] of firstShares) {
      const documentLengths = new Uint32Array(1000).fill(numTokens / 1000);
      const stages = growthStages({ numTokens, documentLengths }, numTopics, evenGrowth);
      const shares = stages.map(({ halvings }) => 2 ** halvings);
      const expected = [64, 32, 16, 8, 4, 2].filter((share) => share <= (first ?? 0));
      expect(shares, `${numTokens} tokens, ${numTopics} topics`).to.deep.equal(expected);
      for (const { halvings, numSweeps } of stages) {
        expect(numSweeps / 2 ** halvings).to.equal(6); // sweeps of the whole corpus
      }
    }
  });

  // By hand from the rule of the newest samplers. Seen to fail: with > for >= in either of both.
  it('has fewer sweeps of small samples where topics are many, and needs fewer tokens of each', () => {
    const sweepsOf = (numTokens: number, numTopics: number) => {
      const documentLengths = new Uint32Array(10_000).fill(numTokens / 10_000);
      const stages = growthStages({ numTokens, documentLengths }, numTopics, growthByTopics);
      return stages.map(({ halvings, numSweeps }) => numSweeps / 2 ** halvings);
    };
    expect(sweepsOf(79_999, 20)).to.deep.equal([]);
    expect(sweepsOf(400_000, 20)).to.deep.equal([6, 6, 6, 6]);
    expect(sweepsOf(1_279_999, 320)).to.deep.equal([]);
    expect(sweepsOf(1_280_000, 320)).to.deep.equal([6, 6, 6]);
    expect(sweepsOf(962_999, 321)).to.deep.equal([]);
    expect(sweepsOf(963_000, 321)).to.deep.equal([2, 6, 6]);
    expect(sweepsOf(3_000_000, 1000)).to.deep.equal([2, 6, 6]);
    expect(sweepsOf(20_000_000, 1000)).to.deep.equal([2, 2, 2, 2, 6, 6]);
  });

  it('has a larger beta in its last three parts, which falls as it grows', () => {
    const documentLengths = new Uint32Array(1000).fill(1260);
    const factors = growthStages({ numTokens: 1_260_000, documentLengths }, 20, growthByTopics);
    expect(factors.map(({ betaFactor }) => betaFactor)).to.deep.equal([1, 1, 3, 2, 1.5]);
  });

  // Seen to fail: with samples that take whatever document comes (384 sweeps of the long one).
  it('never has a document that is much of a sample', () => {
    // Half of all is one document; the rest has 62 of 8,000 tokens each, 496,000.
    const documentLengths = Uint32Array.from({ length: 63 }, (_, d) => (d === 20 ? 496_000 : 8000));
    const corpus = { numTokens: 992_000, documentLengths };
    const stages = growthStages(corpus, 20, growthByTopics);
    expect(stages.map(({ halvings }) => halvings)).to.deep.equal([3, 2, 1]); // 1/16: 62,000 / 8 < 8,000
    for (const documents of documentsOfStages(corpus, stages, 7)) {
      expect([...documents]).to.not.include(20);
    }
    const one = { numTokens: 992_000, documentLengths: Uint32Array.of(992_000) };
    expect(growthStages(one, 20, growthByTopics)).to.deep.equal([]);
  });

  it('has in each part the documents of the part before, and the share of the tokens', () => {
    const stages = [4, 3, 2, 1].map((halvings) => ({ halvings }));
    const parts = documentsOfStages(source, stages, 7);
    parts.forEach((documents, index) => {
      const tokens = documents.reduce((sum, document) => sum + source.documentLengths[document], 0);
      expect(tokens / source.numTokens).to.be.within(2 ** (index - 4), 2 ** (index - 4) + 0.01);
      expect([...documents]).to.deep.equal([...new Set(documents)].sort((a, b) => a - b));
      const before = parts[index - 1] ?? [];
      expect([...documents]).to.include.members([...before]);
    });
    expect(documentsOfStages(source, stages, 8)).to.not.deep.equal(parts);
  });

  // A corpus is often sorted: 400 documents in four quarters, 200 chosen. Seen to fail: with the
  // documents in the order of their numbers.
  it('takes documents from everywhere', () => {
    const [documents] = documentsOfStages(source, [{ halvings: 1 }], 7);
    for (let quarter = 0; quarter < 4; quarter++) {
      const inQuarter = documents.filter((document) => Math.floor(document / 100) === quarter);
      expect(inQuarter.length).to.be.within(30, 70); // four standard deviations of 50
    }
  });

  it('has another seed for each part, and for none that of the run', () => {
    const seeds = [1, 2, 3, 4, 5, 6].map((halvings) => seedOfStage(7, { halvings }));
    expect(new Set([7, ...seeds]).size).to.equal(7);
    for (const seed of seeds) expect(seed).to.equal(seed >>> 0);
  });

  // Seen to fail: with more blocks than the whole has.
  it('is cut into blocks that fit its size, no more than the whole', () => {
    const sizes = [1, 25_000, 159_999, 160_000, 640_000, 10_239_999, 10_240_000];
    const numBlocksOf = (most: number) => sizes.map((size) => numBlocksOfStage(size, most));
    expect(numBlocksOf(64)).to.deep.equal([2, 2, 2, 4, 8, 16, 32]);
    expect(numBlocksOf(8)).to.deep.equal([2, 2, 2, 4, 8, 8, 8]);
  });
});

describe('A sample of documents', () => {
  it('has the words of its documents, and so has a part of it', async () => {
    const sample = await sampleOf(source, Uint32Array.of(3, 17, 18, 399), () => Promise.resolve());
    const part = sample.part(Uint32Array.of(17, 399));
    expect([...part.readWords(0, 2)]).to.deep.equal([
      ...source.readWords(17, 18),
      ...source.readWords(399, 400),
    ]);
    expect([...sample.readWords(1, 3)]).to.deep.equal([...source.readWords(17, 19)]);
    const counts = new Uint32Array(source.numWords);
    for (const word of part.readWords(0, 2)) counts[word]++;
    expect(part.wordTokenCounts).to.deep.equal(counts);
    expect(part.numTokens).to.equal(source.documentLengths[17] + source.documentLengths[399]);
  });
});
