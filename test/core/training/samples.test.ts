import { expect } from 'chai';
import { priorsRestAfter, sampleSweeps } from '../../../core/training/samples.ts';

describe('The samples of a run', () => {
  const usual = { numSamples: 10, sampleEvery: 10 };

  // Seen to fail: with samples counted from the beginning of the last part.
  it('are ten, ten sweeps apart, and the last is the end', () => {
    const sweeps = [910, 920, 930, 940, 950, 960, 970, 980, 990, 1000];
    expect(sampleSweeps(usual, 1000)).to.deep.equal(sweeps);
  });

  it('come from the last fifth, so that a short run has fewer', () => {
    expect(sampleSweeps(usual, 200)).to.deep.equal([170, 180, 190, 200]);
    expect(sampleSweeps(usual, 20)).to.deep.equal([20]);
    expect(sampleSweeps(usual, 1)).to.deep.equal([1]);
  });

  it('are none in a run from before there were samples', () => {
    expect(sampleSweeps({}, 1000)).to.deep.equal([]);
    expect(priorsRestAfter({}, 1000)).to.equal(Infinity);
  });

  it('have the same priors: none is learnt after the first', () => {
    expect(priorsRestAfter(usual, 1000)).to.equal(910);
    expect(priorsRestAfter({ ...usual, numSamples: 1 }, 1000)).to.equal(Infinity);
  });
});
