import { expect } from 'chai';
import { RandomStream } from '../../../core/random/stream.ts';

const numDraws = 100_000;

describe('A random stream', () => {
  it('is the same for the same seed, sweep and unit', () => {
    const draw = () => drawAll({ seed: 5, sweep: 6, unit: 7 }, 10);
    expect(draw()).to.deep.equal(draw());
  });

  // Seen to fail: with the unit left out of the key.
  it('is another for another seed, sweep or unit', () => {
    const origins = [0, 1, 2].flatMap((seed) =>
      [0, 1, 2].flatMap((sweep) => [0, 1, 2].map((unit) => ({ seed, sweep, unit }))),
    );
    const firsts = origins.map((origin) => drawAll(origin, 2).join());
    expect(new Set(firsts).size).to.equal(27);
  });

  // 99.9% of chi-square with 255 degrees of freedom lie in 190 to 331.
  it('spreads evenly over [0, 1), in its high and in its low bits', () => {
    const random = new RandomStream({ seed: 1, sweep: 2, unit: 3 });
    const high = new Array<number>(256).fill(0);
    const low = new Array<number>(256).fill(0);
    for (let draw = 0; draw < numDraws; draw++) {
      const word = random.nextUint32();
      high[word >>> 24]++;
      low[word & 255]++;
    }
    expect(chiSquare(high)).to.be.within(190, 331);
    expect(chiSquare(low)).to.be.within(190, 331);
  });

  it('has first numbers that are even across units, as well as within one', () => {
    const bins = new Array<number>(256).fill(0);
    for (let unit = 0; unit < numDraws; unit++) {
      const random = new RandomStream({ seed: 9, sweep: 1, unit });
      bins[Math.floor(random.next() * 256)]++;
    }
    expect(chiSquare(bins)).to.be.within(190, 331);
  });

  it('does not correlate with the stream of the next unit', () => {
    const [a, b] = [0, 1].map((unit) => drawAll({ seed: 3, sweep: 4, unit }, numDraws));
    const covariance = a.reduce((sum, x, draw) => sum + (x - 0.5) * (b[draw] - 0.5), 0) / numDraws;
    expect(Math.abs(covariance * 12)).to.be.below(0.013); // four standard errors
  });
});

function drawAll(origin: { seed: number; sweep: number; unit: number }, count: number): number[] {
  const random = new RandomStream(origin);
  return Array.from({ length: count }, () => random.next());
}

function chiSquare(bins: readonly number[]): number {
  const expected = bins.reduce((sum, count) => sum + count, 0) / bins.length;
  return bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
