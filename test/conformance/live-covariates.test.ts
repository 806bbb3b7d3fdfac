/** Live reading with covariates: what workers push is kept. How well it learns: the slow tests. */
import { expect } from 'chai';
import { bestSamplerName } from '../../core/sampler/open.ts';
import { stepPart } from '../../core/training/weight-layout.ts';
import type { Trainer } from '../../core/training/trainer.ts';
import { hashOf } from '../fixtures/hash.ts';
import { expectConserved } from '../fixtures/recount.ts';
import { allTopics, stateOf, withTrainer } from '../fixtures/train.ts';
import { covariates, features, source } from './covariates.ts';

describe('Covariates in live reading', () => {
  const numTopics = 8;
  const sampler = bestSamplerName();
  const settings = { sampler, numTopics, numBlocks: 4, covariates, optimize: 'all' } as const;
  const learning = { ...settings, optimizeEvery: 7, optimizeAfter: 2 };

  // That sums are those that blocks pushed last, and that no document was missed when priors moved, is
  // asserted by the trainer. Seen to fail: with sums that a block does not remember, with
  // documents that are not moved, after a step or when all stop.
  it('keep counts and sums at every boundary', async () => {
    const options = { source, features, numWorkers: 2, settings: { ...learning, staleness: 1 } };
    await withTrainer(options, async (trainer) => {
      for (const sweep of [1, 2, 4, 7, 8]) {
        await trainer.sampleToSweep(sweep);
        await expectConserved(trainer, source);
      }
    });
  });

  it('with one worker are repeatable, resumed at any sweep too', async () => {
    const common = { source, features, numWorkers: 1, settings: { ...learning, staleness: 4 } };
    const endOf = async (trainer: Trainer) => {
      await trainer.sampleToSweep(9);
      return [hashOf([await allTopics(trainer)]), ...trainer.priors.weights!];
    };
    const whole = await withTrainer(common, endOf);
    for (const sweep of [1, 6]) {
      const start = await withTrainer(common, async (trainer) => {
        await trainer.sampleToSweep(sweep);
        const { step, priors } = trainer;
        return stateOf(source, await allTopics(trainer), { sweep, step, priors });
      });
      expect(await withTrainer({ ...common, start }, endOf)).to.deep.equal(whole);
    }
  });
});

describe('The part of a step that is made in live reading', () => {
  it('is below what theory allows for the delay that there may be', () => {
    for (const numWorkers of [1, 2, 8])
      for (const staleness of [1, 8, 100]) {
        const part = stepPart({ numWorkers, numRanges: 8, staleness });
        const delay = Math.ceil(2 * (numWorkers - 1) * (1 + staleness / 8));
        expect(part).to.be.at.most(2 * Math.sin(Math.PI / (2 * (2 * delay + 1))));
        expect(part).to.equal(1 / (delay + 1));
      }
  });
});
