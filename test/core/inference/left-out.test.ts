import { expect } from 'chai';
import { type FrozenModel, freezeModel } from '../../../core/inference/frozen-model.ts';
import { withoutDocument } from '../../../core/inference/left-out.ts';

/** Sums over two samples: of five words in two topics. Word 4 stands in one document only. */
const sums = [
  [6, 3, 0, 4, 1],
  [0, 5, 3, 8, 1],
];

const model = freezeModel(
  { numTopics: 2, numWords: 5, alpha: Float64Array.of(0.5, 0.5), beta: 0.2 },
  (topic) => {
    const words = Uint32Array.from([0, 1, 2, 3, 4].filter((word) => sums[topic][word] > 0));
    return { words, counts: words.map((word) => sums[topic][word]) };
  },
);

function countsOf({ starts, topics, counts }: FrozenModel, word: number): number[] {
  const row = [0, 0];
  for (let entry = starts[word]; entry < starts[word + 1]; entry++)
    row[topics[entry]] = counts[entry];
  return row;
}

describe('A model without one of its documents', () => {
  // The words 1, 4, 1, 2; their topics in the first sample, then in the second one.
  const document = {
    words: Uint32Array.of(1, 4, 1, 2),
    sampled: Uint16Array.of(0, 0, 1, 1, 1, 1, 1, 1),
  };

  // Seen to fail: with the topics of the first sample alone; with totals of all documents.
  it('has the counts of the others, of all samples', () => {
    const { model: without, words } = withoutDocument(model, document);
    expect([...words]).to.deep.equal([0, 0, 1]); // 1, 1 and 2: nobody else has word 4
    expect(countsOf(without, 0)).to.deep.equal([3 - 1, 5 - 3]);
    expect(countsOf(without, 1)).to.deep.equal([0, 3 - 2]);
    expect([...without.totals]).to.deep.equal([14 - 2, 17 - 6]);
    expect(without.numWords).to.equal(5);
    expect([...model.totals]).to.deep.equal([14, 17]);
  });
});
