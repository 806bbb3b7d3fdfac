/** Live reading with covariates: what workers push is kept, and the weights end where they should. */
import { expect } from 'chai';
import { newtonStep } from '../../core/covariates/newton-step.ts';
import { type Weights, weightScale } from '../../core/covariates/weights.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import { referenceSamplerName } from '../../core/sampler/versions.ts';
import type { Trainer } from '../../core/training/trainer.ts';
import { countsOf, sumsOfCounts } from '../fixtures/gradient-sums.ts';
import { expectConserved } from '../fixtures/recount.ts';
import { allTopics, stateOf, withTrainer } from '../fixtures/train.ts';
import { covariates, features, source } from './covariates.ts';

const numTopics = 8;

/** The farthest that a weight is from the optimum for the topics that tokens have. */
async function distanceOf(trainer: Trainer): Promise<number> {
  const topics = await allTopics(trainer);
  const weights = trainer.priors.weights!;
  const counted = { features, numTopics, counts: countsOf(source, topics, numTopics) };
  const { numFeatures, groupOf } = features;
  let optimum: Weights = weights;
  for (let step = 0; step < 60; step++) {
    const sums = sumsOfCounts(counted, optimum, groupOf.keys());
    optimum = newtonStep(optimum, sums, { numFeatures, prior: { alpha: 0.1 } });
  }
  return weights.reduce(
    (most, weight, cell) => Math.max(most, Math.abs(weight - optimum[cell]) / weightScale),
    0,
  );
}

/** Topics move, and weights follow; they begin some 2 away from the optimum. */
const farthest = 0.8;

for (const sampler of new Set([bestSamplerName(), referenceSamplerName])) {
  describe(`Covariates in live reading with ${sampler}, in many sweeps`, () => {
    const settings = { sampler, numTopics, numBlocks: 4, covariates, optimize: 'all' } as const;
    const learning = { ...settings, optimizeEvery: 7, optimizeAfter: 2 };

    // Seen to fail: with steps that are not added to the weights; with sums added by plain additions.
    it('keep counts and sums at every boundary, and follow the optimum', async () => {
      for (const [staleness, numWorkers] of [
        [1, 4],
        [8, 3],
      ]) {
        const options = { source, features, numWorkers, settings: { ...learning, staleness } };
        await withTrainer(options, async (trainer) => {
          for (let sweep = 0; sweep <= 40; sweep += 4) {
            await trainer.sampleToSweep(sweep);
            await expectConserved(trainer, source);
            expect(await trainer.measureLogLikelihood()).to.be.below(0);
          }
          expect(await distanceOf(trainer)).to.be.below(farthest);
        });
      }
    }).timeout(20_000);

    it('go on from a run with other workers', async () => {
      const common = { source, features, settings: { ...learning, staleness: 2 } };
      const start = await withTrainer({ ...common, numWorkers: 3 }, async (trainer) => {
        await trainer.sampleToSweep(20);
        const { sweep, step, priors } = trainer;
        return stateOf(source, await allTopics(trainer), { sweep, step, priors });
      });
      await withTrainer({ ...common, numWorkers: 2, start }, async (trainer) => {
        expect([...trainer.priors.weights!]).to.deep.equal([...start.priors.weights!]);
        await trainer.sampleToSweep(30);
        await expectConserved(trainer, source);
        expect(await distanceOf(trainer)).to.be.below(farthest);
      });
    });
  });
}
