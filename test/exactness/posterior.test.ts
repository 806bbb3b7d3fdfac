import { expect } from 'chai';
import type { Storage } from '../../core/sampler/kernel/storage.ts';
import { arraySource } from '../fixtures/array-source.ts';
import type { MostOf } from '../fixtures/laid-rows.ts';
import { OpenedSampler } from '../fixtures/opened-sampler.ts';
import {
  type TinyModel,
  exactPosterior,
  indexOf,
  marginals,
  totalVariation,
} from './enumeration.ts';

/** Every way in which the kernel keeps counts. */
export const variants: readonly {
  name: string;
  kernel: Partial<Storage> | undefined;
  /** The most that the counts of a word can add up to, where rows are narrow. */
  mostOf?: MostOf;
  isListed?: boolean;
}[] = [
  { name: 'reference', kernel: undefined },
  { name: 'dense', kernel: { documents: 'dense' } },
  { name: 'dense, one document per tile', kernel: { documents: 'dense', tileBytes: 1 } },
  { name: 'sparse, whole rows', kernel: { documents: 'sparse' } },
  { name: 'sparse, rows by occupancy', kernel: { documents: 'sparse', wholeRows: false } },
  {
    name: 'sparse with giant documents, narrow rows',
    kernel: { documents: 'sparse', wholeRows: false, giantLength: 3 },
    mostOf: (_, word) => (word === 0 ? 65_535 : 255),
  },
  {
    name: 'by the word',
    kernel: { documents: 'sparse', wholeRows: false, expandedBytes: 2 ** 21 },
  },
  {
    name: 'by the word with giant documents, one document per tile, narrow rows',
    mostOf: (_, word) => (word === 0 ? 255 : 65_535),
    kernel: {
      documents: 'sparse',
      wholeRows: false,
      giantLength: 3,
      tileBytes: 1,
      expandedBytes: 2 ** 21,
    },
  },
  {
    name: 'sparse, listed rows',
    kernel: { documents: 'sparse', wholeRows: false },
    mostOf: mostWithSeeds,
    isListed: true,
  },
  {
    name: 'by the word, listed rows',
    kernel: { documents: 'sparse', wholeRows: false, expandedBytes: 2 ** 21 },
    mostOf: mostWithSeeds,
    isListed: true,
  },
];

/** No word has more than three seed tokens. */
function mostWithSeeds(numTokens: number): number {
  return numTokens + 3;
}

/** Words repeat inside documents and across them; the priors are large enough to mix quickly. */
const models: readonly { name: string; model: TinyModel; numSweeps: number }[] = [
  {
    name: 'K = 3, different alphas',
    model: {
      source: arraySource(
        [
          [0, 0, 1],
          [1, 2],
          [0, 2],
        ],
        3,
      ),
      alpha: [0.6, 0.3, 1.1],
      beta: 0.4,
    },
    numSweeps: 300_000,
  },
  {
    name: 'K = 16, which fills its group',
    model: {
      source: arraySource([[0, 1, 1], [0]], 2),
      alpha: Array.from({ length: 16 }, (_, topic) => 0.1 + 0.02 * topic),
      beta: 0.3,
    },
    numSweeps: 300_000,
  },
  {
    name: 'K = 17, one beyond a group',
    model: {
      source: arraySource(
        [
          [0, 1],
          [0, 0],
        ],
        2,
      ),
      alpha: Array.from({ length: 17 }, (_, topic) => (topic === 16 ? 1.5 : 0.1)),
      beta: 0.3,
    },
    numSweeps: 300_000,
  },
  {
    name: 'K = 1',
    model: { source: arraySource([[0, 1, 1]], 2), alpha: [0.5], beta: 0.1 },
    numSweeps: 10,
  },
];

/**
 * Largest difference allowed in any probability. The chain's own error here is about 0.002
 * (binomial at 300,000 sweeps, times the correlation of neighbours).
 *
 * Seen to fail on these faults in the kernel, each in at least two of the variants below: the token
 * left in its own counts (no excess; own place not compared); the excess cut out of the wrong lane;
 * a divisor that still holds the token, or is not renewed; the words' or the smoothing part without
 * the token's delta, or not followed when a topic changes; phi not put back after a word; zeros
 * behind a list taken for topic 0; the order of a draw off by one vector; a list that keeps its
 * length or its entries in another order. By the word: the own weight, the growth of inverses or the
 * priors left out; every topic from elsewhere accepted; the own token left in the document; a
 * document's mass or counts, a word's shares or new topics that do not follow.
 */
const tolerance = 0.008;

describe('The exact posterior of a tiny corpus', () => {
  for (const { name, model, numSweeps } of models) {
    const numTopics = model.alpha.length;
    const { numTokens } = model.source;
    const expected = exactPosterior(model);
    for (const variant of variants) {
      it(`is what the ${variant.name} sampler converges to (${name})`, () => {
        const opened = new OpenedSampler(model.source, { ...model, ...variant });
        opened.sweep(0, 1);
        const seen = new Float64Array(expected.length);
        for (let sweep = 1; sweep <= numSweeps; sweep++) {
          opened.sweep(sweep, 1);
          seen[indexOf(opened.topics(), numTopics)] += 1 / numSweeps;
        }
        const found = marginals(seen, numTopics, numTokens);
        const wanted = marginals(expected, numTopics, numTokens);
        const worst = found.reduce((max, p, i) => Math.max(max, Math.abs(p - wanted[i])), 0);
        expect(worst).to.be.below(tolerance);
        if (expected.length < 3000) {
          expect(totalVariation(seen, expected)).to.be.below(0.04);
        }
      }).timeout(120_000);
    }
  }

  // Seen to fail: with the occupancy of the kernel not told of seed tokens (by occupancy).
  for (const { name, ...kept } of variants) {
    it(`is that of a model with seed words (${name})`, () => {
      const { source, alpha, beta } = models[0].model;
      const seedWords = [
        { topic: 0, word: 2, tokens: 2 },
        { topic: 2, word: 0, tokens: 1 },
        { topic: 2, word: 2, tokens: 1 },
      ];
      const numSweeps = 100_000;
      const opened = new OpenedSampler(source, { alpha, beta, ...kept, seedWords });
      const expected = exactPosterior({ source, alpha, beta, seedWords });
      const seen = new Float64Array(expected.length);
      for (let sweep = 0; sweep <= numSweeps; sweep++) {
        opened.sweep(sweep, 1);
        if (sweep > 0) seen[indexOf(opened.topics(), 3)] += 1 / numSweeps;
      }
      const found = marginals(seen, 3, source.numTokens);
      const wanted = marginals(expected, 3, source.numTokens);
      const worst = found.reduce((max, p, i) => Math.max(max, Math.abs(p - wanted[i])), 0);
      expect(worst).to.be.below(2 * tolerance); // a third of the sweeps
    }).timeout(120_000);
  }

  // Seen to fail: with the documents of the dense kernel not moved, with the kernel not told of beta.
  for (const { name, ...kept } of variants) {
    it(`is that of the priors as they are after they have moved (${name})`, () => {
      const { source, alpha, beta } = models[0].model;
      const numSweeps = 300_000;
      const model = { source, alpha, beta };
      const opened = new OpenedSampler(source, {
        alpha: [2, 0.05, 0.4],
        beta: 0.05,
        ...kept,
      });
      opened.sweep(0, 1);
      for (let sweep = 1; sweep <= 20; sweep++) opened.sweep(sweep, 1);
      opened.usePriors({ alpha: Float64Array.from(alpha), beta });
      const expected = exactPosterior(model);
      const seen = new Float64Array(expected.length);
      for (let sweep = 21; sweep <= 20 + numSweeps; sweep++) {
        opened.sweep(sweep, 1);
        seen[indexOf(opened.topics(), 3)] += 1 / numSweeps;
      }
      const found = marginals(seen, 3, source.numTokens);
      const wanted = marginals(expected, 3, source.numTokens);
      const worst = found.reduce((max, p, i) => Math.max(max, Math.abs(p - wanted[i])), 0);
      expect(worst).to.be.below(tolerance);
    }).timeout(120_000);
  }

  // Seen to fail: with the first document's priors for all; with the priors before taken for those now.
  for (const { name, ...kept } of variants) {
    it(`is that of priors by document, before and after they have moved (${name})`, () => {
      const { source, alpha, beta } = models[0].model;
      const documentAlphas = [
        [0.6, 0.3, 1.1],
        [1.5, 0.2, 0.4],
        [0.3, 0.9, 0.5],
      ];
      const numSweeps = 100_000;
      const first = [...documentAlphas].reverse();
      const opened = new OpenedSampler(source, {
        alpha,
        beta,
        ...kept,
        documentAlphas: first,
      });
      opened.sweep(0, 1);
      for (let sweep = 1; sweep <= 20; sweep++) opened.sweep(sweep, 1);
      opened.useDocumentAlphas(first.map((alphas) => alphas.map((alpha) => alpha + 2.7)));
      opened.useDocumentAlphas(documentAlphas);
      const expected = exactPosterior({ source, alpha, beta, documentAlphas });
      const seen = new Float64Array(expected.length);
      for (let sweep = 21; sweep <= 20 + numSweeps; sweep++) {
        opened.sweep(sweep, 1);
        seen[indexOf(opened.topics(), 3)] += 1 / numSweeps;
      }
      const found = marginals(seen, 3, source.numTokens);
      const wanted = marginals(expected, 3, source.numTokens);
      const worst = found.reduce((max, p, i) => Math.max(max, Math.abs(p - wanted[i])), 0);
      expect(worst).to.be.below(2 * tolerance); // a third of the sweeps
    }).timeout(120_000);
  }
});
