import { expect } from 'chai';
import { weightScale } from '../../core/covariates/weights.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import { withTrainer } from '../fixtures/train.ts';
import { covariates, describeBytes, features, source } from './covariates.ts';

describeBytes({ name: 'dense rows', sampler: bestSamplerName(), numTopics: 8, numBlocks: 4 });

describe('Priors by what is known of documents', () => {
  const settings = { sampler: bestSamplerName(), numTopics: 8, numBlocks: 4, covariates };
  const common = { source, features, settings, numWorkers: 2 };

  it('begin as if nothing were known, and move after the first sweep', async () => {
    await withTrainer(common, async (trainer) => {
      await trainer.sampleToSweep(0);
      const first = [...trainer.priors.weights!];
      expect(first.slice(8)).to.deep.equal(new Array(16).fill(0));
      for (const weight of first.slice(0, 8)) {
        expect(weight / weightScale).to.be.closeTo(Math.log(0.1), 1e-6);
      }
      await trainer.sampleToSweep(1);
      expect([...trainer.priors.weights!]).not.to.deep.equal(first);
    });
  });

  it('are the mean over the documents where one is shown for all', async () => {
    await withTrainer(common, async (trainer) => {
      await trainer.sampleToSweep(5);
      const { alpha, weights } = trainer.priors;
      const mean = new Float64Array(8);
      for (const group of features.groupOf) {
        for (let topic = 0; topic < 8; topic++) {
          const x = [0, 1, 2].map((f) => features.rows[group * 3 + f] * weights![f * 8 + topic]);
          mean[topic] += Math.exp((x[0] + x[1] + x[2]) / weightScale) / 150;
        }
      }
      mean.forEach((value, topic) => {
        expect(alpha[topic]).to.be.closeTo(value, 1e-6 * value);
      });
    });
  });

  it('rest when the samples begin', async () => {
    await withTrainer({ ...common, priorsRestAfter: 3 }, async (trainer) => {
      await trainer.sampleToSweep(3);
      const { weights } = trainer.priors;
      await trainer.sampleToSweep(6);
      expect([...trainer.priors.weights!]).to.deep.equal([...weights!]);
    });
  });
});
