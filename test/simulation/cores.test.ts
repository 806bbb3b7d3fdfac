import { expect } from 'chai';
import { type UnitTimes, secondsPerSweep } from '../benchmark/cores/simulate.ts';

/** Every unit takes a second, and nothing else takes any time. */
function evenUnits(numBlocks: number, given: Partial<UnitTimes> = {}): UnitTimes {
  const alone = new Float64Array(numBlocks * numBlocks).fill(1);
  return { numBlocks, alone, pairShare: 1, unitsAtOnce: 1, perUnit: 0, toWake: 0, ...given };
}

// What is expected follows by hand: a sweep is B x B units of a second each.
describe('The simulation of other cores', () => {
  it('divides even units among workers without a loss', () => {
    for (const numWorkers of [1, 2, 4, 8, 16]) {
      expect(secondsPerSweep(evenUnits(16), numWorkers)).to.equal(256 / numWorkers);
    }
    expect(secondsPerSweep(evenUnits(8), 16)).to.equal(8); // no more than blocks
  });

  it('counts what a unit takes besides, and what two gain side by side', () => {
    expect(secondsPerSweep(evenUnits(8, { perUnit: 0.5 }), 2)).to.equal(48);
    expect(secondsPerSweep(evenUnits(8, { pairShare: 0.75, unitsAtOnce: 2 }), 2)).to.equal(24);
    // With a worker for each block there is no second unit. Seen to fail: with workers that help
    // others with two units at once (11.9).
    expect(secondsPerSweep(evenUnits(8, { pairShare: 0.75, unitsAtOnce: 2 }), 8)).to.equal(8);
  });

  it('waits for a slow block only as the clocks demand', () => {
    const times = evenUnits(8);
    times.alone.fill(3, 0, 8); // block 0 takes three times as long: 24 seconds a sweep
    expect(secondsPerSweep(times, 8)).to.be.closeTo(24, 0.5);
    expect(secondsPerSweep(times, 1)).to.equal(80);
    expect(secondsPerSweep(times, 2)).to.be.within(40, 41);
  });
});
