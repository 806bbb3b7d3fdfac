import { expect } from 'chai';
import { bestSamplerName } from '../../core/sampler/open.ts';
import { referenceSamplerName } from '../../core/sampler/versions.ts';
import { OpenedSampler } from '../fixtures/opened-sampler.ts';
import { describeLearning, learningSource } from './learning.ts';

const kernel = bestSamplerName();

const shapes = [
  { name: 'dense rows', sampler: kernel, numTopics: 8, numBlocks: 4 },
  { name: 'dense rows, one block', sampler: kernel, numTopics: 20, numBlocks: 1 },
  { name: 'lists', sampler: kernel, numTopics: 400, numBlocks: 4 },
  { name: 'the reference', sampler: referenceSamplerName, numTopics: 8, numBlocks: 4 },
];

for (const shape of shapes) describeLearning(shape);

describe('A stored document that was missed when priors moved', () => {
  it('is noticed when they are learnt next', () => {
    const alpha = Float64Array.from({ length: 8 }, () => 0.1);
    const moved = { alpha: alpha.map((value) => 3 * value), beta: 0.02 };
    const kernelStorage = { documents: 'dense' } as const;
    const options = { alpha, beta: 0.01, kernel: kernelStorage, numBlocks: 3 };
    const ignore = { add: () => undefined } as unknown as Parameters<
      OpenedSampler['sampler']['tallyDocuments']
    >[1];
    for (const missed of [undefined, 1]) {
      const opened = new OpenedSampler(learningSource, options);
      opened.sweep(0, 1);
      opened.usePriors(moved, missed);
      const tally = () => {
        opened.sampler.tallyDocuments(1, ignore);
      };
      if (missed === undefined) expect(tally).not.to.throw();
      else expect(tally).to.throw('which is no count with a prior of');
    }
  });
});
