import { expect } from 'chai';
import fc from 'fast-check';
import { histogramsOf } from '../../../core/priors/evidence.ts';
import { histogramOf } from '../../../core/priors/histogram.ts';
import { Tally } from '../../../core/sampler/tally.ts';

const numKinds = 3;
const entries = fc.array(fc.tuple(fc.nat(numKinds - 1), fc.integer({ min: 1, max: 9 })));

describe('Tallies of several workers', () => {
  // Seen to fail: with the large counts of one worker only, and with small ones from place 1 on.
  it('add up to the histogram of all that they counted, whoever counted it', () => {
    fc.assert(
      fc.property(entries, fc.nat(4), (all, split) => {
        const tallies = [new Tally(numKinds, 4), new Tally(numKinds, 4)];
        all.forEach(([kind, count], index) => {
          tallies[index % (split + 1) === 0 ? 0 : 1].add(kind, count);
        });
        const histograms = histogramsOf(tallies.map(({ data }) => data));
        for (let kind = 0; kind < numKinds; kind++) {
          const counts = all.filter(([of]) => of === kind).map(([, count]) => count);
          expect(histograms[kind]).to.deep.equal(histogramOf(counts));
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
