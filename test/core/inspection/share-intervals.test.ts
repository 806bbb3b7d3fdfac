import { expect } from 'chai';
import { ShareIntervals } from '../../../core/inspection/share-intervals.ts';
import { RandomStream } from '../../../core/random/stream.ts';

const alpha = Float64Array.of(1, 1, 2);

describe('ShareIntervals', () => {
  it('are the quantiles of a beta distribution for a single state', () => {
    // Beta(1 + 0, 3): 1 - (1 - x)^3 is 0.05 and 0.95.
    const [low, high] = new ShareIntervals(alpha).of(0, 0, new Uint16Array(0));
    expect(low).to.be.closeTo(1 - 0.95 ** (1 / 3), 1e-5);
    expect(high).to.be.closeTo(1 - 0.05 ** (1 / 3), 1e-5);
  });

  // Seen to fail: with the counts of all samples taken for those of one.
  it('are those of the mixture over samples, as draws from it have them', () => {
    const length = 6;
    const sampled = Uint16Array.of(0, 0, 0, 0, 1, 2, 0, 1, 1, 1, 1, 1);
    const [low, high] = new ShareIntervals(alpha).of(0, length, sampled);
    const random = new RandomStream({ seed: 3, sweep: 0, unit: 0 });
    const draws = Array.from({ length: 40_000 }, (_, draw) =>
      beta(random, draw % 2 === 0 ? 5 : 2, draw % 2 === 0 ? 5 : 8),
    ).sort((a, b) => a - b);
    expect(low).to.be.closeTo(draws[2000], 0.006);
    expect(high).to.be.closeTo(draws[38_000], 0.006);
  });

  // Seen to fail: with a beta distribution whose second parameter is 0 (0.80 to 0.80).
  it('are 1 for the only topic, and for a group of all topics', () => {
    for (const alpha of [Float64Array.of(0.3), Float64Array.of(0, 0.9, 0)]) {
      const topic = alpha.length === 1 ? 0 : 1;
      const sampled = new Uint16Array(8).fill(topic);
      expect(new ShareIntervals(alpha).of(topic, 4, sampled)).to.deep.equal([1, 1]);
    }
  });

  it('are wider for a shorter document of the same shares', () => {
    const wide = new ShareIntervals(alpha).of(0, 4, Uint16Array.of(0, 0, 1, 2));
    const long = Uint16Array.from({ length: 400 }, (_, token) => [0, 0, 1, 2][token % 4]);
    const narrow = new ShareIntervals(alpha).of(0, 400, long);
    expect(narrow[1] - narrow[0]).to.be.below((wide[1] - wide[0]) / 4);
  });
});

/** For whole parameters: the a-th smallest of a + b - 1 uniform draws. */
function beta(random: RandomStream, a: number, b: number): number {
  const draws = Array.from({ length: a + b - 1 }, () => random.next());
  return draws.sort((one, other) => one - other)[a - 1];
}
