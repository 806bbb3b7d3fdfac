import { expect } from 'chai';
import { describeSampler } from '../../../cli/training/describe-sampler.ts';
import { bestSamplerName, whyNotKernel } from '../../../core/sampler/open.ts';
import { referenceSamplerName } from '../../../core/sampler/versions.ts';

describe('Which sampler runs, and what is said of it', () => {
  before(function () {
    if (whyNotKernel(new Uint32Array()) !== undefined) this.skip(); // no SIMD here
  });

  it('is the fast one, without a word, up to the longest document that it counts right', () => {
    const lengths = Uint32Array.of(5, 4_194_303, 0);
    expect(bestSamplerName(lengths)).to.not.equal(referenceSamplerName);
    expect(describeSampler(lengths)).to.equal(undefined);
  });

  it('is the plain one beyond, which is said with the length', () => {
    const lengths = Uint32Array.of(5, 4_194_304, 0);
    expect(bestSamplerName(lengths)).to.equal(referenceSamplerName);
    expect(describeSampler(lengths)).to.contain('4,194,304 tokens').and.contain('TypeScript');
  });
});
