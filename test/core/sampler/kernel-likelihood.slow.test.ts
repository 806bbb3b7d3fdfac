import { expect } from 'chai';
import { RandomStream } from '../../../core/random/stream.ts';
import {
  kernelVariants,
  numPlantedTopics,
  plantedPriors,
  plantedSource,
} from '../../fixtures/kernel-variants.ts';
import { OpenedSampler, type OpenedOptions } from '../../fixtures/opened-sampler.ts';

describe('The kernel, from a random start', () => {
  it('reaches the likelihood of the reference sampler after as many sweeps', () => {
    const expected = meanLogLikelihood(plantedPriors);
    for (const { kernel } of kernelVariants) {
      const found = meanLogLikelihood({ ...plantedPriors, kernel });
      expect(found).to.be.closeTo(expected, 0.05);
    }
  }).timeout(60_000);
});

function meanLogLikelihood(options: OpenedOptions): number {
  const numChains = 40;
  let mean = 0;
  for (let seed = 1; seed <= numChains; seed++) {
    const random = new RandomStream({ seed, sweep: 0, unit: 0 });
    const topics = Uint16Array.from({ length: plantedSource.numTokens }, () =>
      Math.floor(random.next() * numPlantedTopics),
    );
    const opened = new OpenedSampler(plantedSource, { ...options, topics });
    for (let sweep = 1; sweep <= 30; sweep++) opened.sweep(sweep, seed);
    mean += opened.logLikelihood() / numChains;
  }
  return mean;
}
