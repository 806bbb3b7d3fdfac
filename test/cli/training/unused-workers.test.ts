import { expect } from 'chai';
import { describeUnusedWorkers } from '../../../cli/training/unused-workers.ts';

const inLockstep = { staleness: 0, numBlocks: 8 };

describe('Workers that would have nothing to do', () => {
  it('are named, with what would give them work', () => {
    const message = describeUnusedWorkers(inLockstep, { numTokens: 2e7, numWorkers: 16 });
    expect(message).to.match(/^8 of 16 workers .* --blocks 16 /);
  });

  it('are not mentioned where there are none', () => {
    const corpus = { numTokens: 2e7, numWorkers: 8 };
    expect(describeUnusedWorkers(inLockstep, corpus)).to.equal(undefined);
    const live = { ...inLockstep, staleness: 1 };
    expect(describeUnusedWorkers(live, { ...corpus, numWorkers: 16 })).to.equal(undefined);
  });

  it('are not mentioned where more blocks would not help', () => {
    const corpus = { numTokens: 400_000, numWorkers: 16 };
    expect(describeUnusedWorkers(inLockstep, corpus)).to.equal(undefined);
  });
});
