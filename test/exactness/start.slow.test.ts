import { expect } from 'chai';
import type { Storage } from '../../core/sampler/kernel/storage.ts';
import { arraySource } from '../fixtures/array-source.ts';
import { OpenedSampler } from '../fixtures/opened-sampler.ts';
import { type TinyModel, indexOf, sequentialStart, totalVariation } from './enumeration.ts';
import { variants } from './posterior.test.ts';

const model: TinyModel = {
  source: arraySource(
    [
      [0, 0, 1],
      [1, 0],
    ],
    2,
  ),
  alpha: [0.6, 0.3, 1.1],
  beta: 0.4,
};
/** The kernel goes word by word inside a tile, the frequent one first; the reference by document. */
const wordByWord = [0, 1, 4, 2, 3];
const tileByTile = [0, 1, 2, 4, 3];
const documentByDocument = [0, 1, 2, 3, 4];

const numStarts = 100_000;

describe('The first topics of a run', () => {
  // Seen to fail: with the counts of the token's document left out, and with a start that draws as
  // if the token were there already.
  for (const { name, ...kept } of variants) {
    const { kernel } = kept;
    if (kernel?.giantLength !== undefined) continue; // its tiles are in an order of their own
    it(`come from the conditional given the tokens so far (${name})`, () => {
      const order = orderOf(kernel);
      const expected = sequentialStart(model, order);
      const opened = new OpenedSampler(model.source, { ...model, ...kept });
      const empty = new Uint8Array(opened.memory.buffer).slice();
      const seen = new Float64Array(expected.length);
      for (let seed = 1; seed <= numStarts; seed++) {
        new Uint8Array(opened.memory.buffer).set(empty);
        opened.sweep(0, seed);
        seen[indexOf(opened.topics(), model.alpha.length)] += 1 / numStarts;
      }
      expect(totalVariation(seen, expected)).to.be.below(0.03);
    }).timeout(120_000);
  }
});

function orderOf(kernel: Partial<Storage> | undefined): number[] {
  if (kernel === undefined) return documentByDocument;
  return kernel.tileBytes === undefined ? wordByWord : tileByTile;
}
