import { expect } from 'chai';
import { arraySource } from '../../fixtures/array-source.ts';
import { hashOf } from '../../fixtures/hash.ts';
import { plantedSource } from '../../fixtures/kernel-variants.ts';
import { OpenedSampler, type OpenedOptions } from '../../fixtures/opened-sampler.ts';

const kernel = { documents: 'sparse', wholeRows: false, expandedBytes: 2 ** 21 } as const;

describe('Drawing by the word', () => {
  // Seen to fail: with such documents drawn by the word, where counts have 15 bits.
  for (const tileBytes of [1, 2 ** 20]) {
    it(`takes documents of more than 32,767 tokens of one topic (tiles of ${tileBytes} bytes)`, () => {
      const lengths = [32_767, 32_768, 40_000, 3];
      const corpus = arraySource(
        lengths.map((length) => new Uint8Array(length)),
        1,
      );
      const model = { alpha: [1000, 1e-9], beta: 1 };
      const opened = new OpenedSampler(corpus, { ...model, kernel: { ...kernel, tileBytes } });
      for (let sweep = 0; sweep <= 2; sweep++) opened.sweep(sweep, 1);
      expectFresh(opened, corpus, model);
    });
  }

  // Seen to fail: with a list that is left as it is when a row has no room for another new topic; with rows
  // that are not left zero; with new topics at the end of the list.
  it('takes documents of which most tokens move in one unit', () => {
    const model = { alpha: new Float64Array(400).fill(50), beta: 50 }; // topics at random
    const opened = new OpenedSampler(plantedSource, { ...model, kernel });
    for (let sweep = 0; sweep <= 3; sweep++) opened.sweep(sweep, 1);
    expectFresh(opened, plantedSource, model);
  });

  // Recorded from the kernel that followed every change in the sorted lists. Seen to fail: with new
  // topics that are not sorted, or not drawn from; with a row that forgets its mass when it is full.
  it('draws from a document that has new topics as if its list had them in order', () => {
    const model = { alpha: new Float64Array(100).fill(0.1), beta: 5 }; // words decide little
    const opened = new OpenedSampler(plantedSource, { ...model, kernel, numBlocks: 2 });
    for (let sweep = 0; sweep <= 5; sweep++) opened.sweep(sweep, 42);
    expect(hashOf([opened.topics()]).slice(0, 16)).to.equal('8b90d8721e208839');
  });
});

/** All is as if it had been laid out with the topics that tokens have now. */
function expectFresh(
  opened: OpenedSampler,
  corpus: typeof plantedSource,
  model: Pick<OpenedOptions, 'alpha' | 'beta'>,
): void {
  const fresh = new OpenedSampler(corpus, { ...model, kernel, topics: opened.topics() });
  expect(opened.documentBytes()).to.deep.equal(fresh.documentBytes());
  expect(opened.counts()).to.deep.equal(fresh.counts());
  expect(opened.topicTotals).to.deep.equal(fresh.topicTotals);
}
