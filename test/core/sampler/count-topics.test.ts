import { expect } from 'chai';
import { noTopic } from '../../../core/sampler/layout.ts';
import {
  kernelVariants,
  numPlantedTopics,
  plantedPriors as priors,
  plantedSource as source,
} from '../../fixtures/kernel-variants.ts';
import type { MostOf } from '../../fixtures/laid-rows.ts';
import { OpenedSampler, type OpenedOptions } from '../../fixtures/opened-sampler.ts';

/** As while a corpus grows: some tokens have no topic yet. */
const topics = Uint16Array.from({ length: source.numTokens }, (_, token) =>
  token % 5 === 0 ? noTopic : (7 * token) % numPlantedTopics,
);
const allWidths: MostOf = (_, word) => [255, 65_535, 65_536][word % 3];

const samplers: Record<string, Partial<OpenedOptions>> = { 'the reference sampler': {} };
for (const { name, kernel } of kernelVariants) {
  samplers[name] = { kernel };
  if (kernel.wholeRows === false) samplers[`${name}, narrow rows`] = { kernel, mostOf: allWidths };
}

describe('Topics that tokens are laid out with', () => {
  // Seen to fail: with tokens counted that have none; with totals left out; with only the first run of a tile
  // counted, or all blocks but one; with a count of 8 bits that reaches into the next, with half of one of 16.
  for (const [name, options] of Object.entries(samplers)) {
    it(`are counted in rows and totals (${name})`, () => {
      const opened = new OpenedSampler(source, { ...priors, ...options, numBlocks: 3, topics });
      const { counts, totals } = countsByHand(opened);
      expect(opened.counts()).to.deep.equal(counts);
      expect([...opened.topicTotals]).to.deep.equal(totals);
    });
  }

  // Seen to fail: with a group of topics that is not marked as occupied.
  for (const [name, options] of Object.entries(samplers)) {
    it(`are all there for the draws that follow (${name})`, () => {
      const given = topics.map((topic, token) => (topic === noTopic ? token % 3 : topic));
      const model = { ...priors, ...options, numBlocks: 3 };
      const opened = new OpenedSampler(source, { ...model, topics: given });
      const likelihood = opened.logLikelihood();
      const reference = new OpenedSampler(source, { ...priors, numBlocks: 3, topics: given });
      expect(likelihood).to.be.closeTo(reference.logLikelihood(), 1e-6);
      opened.sweep(1, 9);
      const { counts, totals } = countsByHand(opened);
      expect(opened.counts()).to.deep.equal(counts);
      expect([...opened.topicTotals]).to.deep.equal(totals);
    });
  }
});

/** Of the topics that tokens have now. */
function countsByHand(opened: OpenedSampler): { counts: number[]; totals: number[] } {
  const { grid, stride } = opened;
  const counts = new Array<number>(stride * source.numWords).fill(0);
  const totals = new Array<number>(stride).fill(0);
  const now = opened.topics();
  source.readWords(0, source.numDocuments).forEach((word, token) => {
    if (now[token] === noTopic) return;
    counts[grid.rowOfWord[word] * stride + now[token]]++;
    totals[now[token]]++;
  });
  return { counts, totals };
}
