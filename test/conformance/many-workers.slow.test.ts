import { expect } from 'chai';
import { kernelSamplerName } from '../../core/sampler/versions.ts';
import { hashOf } from '../fixtures/hash.ts';
import { plantedCorpus } from '../fixtures/planted-corpus.ts';
import { allTopics, withTrainer } from '../fixtures/train.ts';

/** 100,000 tokens and 8 topics: the run grows from a quarter. */
const source = plantedCorpus({
  numTopics: 8,
  wordsPerTopic: 30,
  numDocuments: 2600,
  meanLength: 40,
  seed: 3,
});

describe('Many workers on few cores', () => {
  it('give the same bytes as one', async () => {
    const settings = { sampler: kernelSamplerName, numBlocks: 16 };
    const outcomes = new Set<string>();
    for (const numWorkers of [1, 3, 16]) {
      await withTrainer({ source, numWorkers, settings }, async (trainer) => {
        expect(trainer.numWorkers).to.equal(numWorkers);
        await trainer.sampleToSweep(10);
        outcomes.add(
          `${hashOf([await allTopics(trainer)])} ${await trainer.measureLogLikelihood()}`,
        );
      });
    }
    expect(outcomes.size).to.equal(1);
  }).timeout(120_000);
});
