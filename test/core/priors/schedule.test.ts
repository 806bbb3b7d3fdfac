import { expect } from 'chai';
import { choiceOf, nextUpdate, optimizations } from '../../../core/priors/schedule.ts';

const schedule = { optimize: 'all', optimizeEvery: 20, optimizeAfter: 50 } as const;

describe('When priors are learnt', () => {
  it('is first at the end of the burn-in, then at regular distances', () => {
    const sweeps = [-1, 0, 49, 50, 51, 69, 70, 990].map((sweep) => nextUpdate(schedule, sweep));
    expect(sweeps).to.deep.equal([50, 50, 50, 70, 70, 70, 90, 1010]);
    expect(nextUpdate({ ...schedule, optimizeAfter: 0 }, -1)).to.equal(0);
  });

  it('is never where nothing is asked for, as in runs from before priors were learnt', () => {
    expect(nextUpdate({ ...schedule, optimize: 'none' }, 0)).to.equal(Infinity);
    expect(nextUpdate({}, 0)).to.equal(Infinity);
  });

  it('is something for every choice but none', () => {
    const choices = optimizations.map((optimize) => choiceOf({ optimize }));
    expect(choices.map((choice) => choice?.alpha)).to.deep.equal([
      'each',
      'each',
      'shared',
      'fixed',
      undefined,
    ]);
    expect(choices.map((choice) => choice?.beta)).to.deep.equal([
      'shared',
      'fixed',
      'fixed',
      'shared',
      undefined,
    ]);
  });
});
