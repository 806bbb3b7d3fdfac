import { expect } from 'chai';
import { cutCorpus } from '../../core/corpus/grid.ts';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { RandomStream } from '../../core/random/stream.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import { plantedCorpus } from '../fixtures/planted-corpus.ts';
import { expectConserved } from '../fixtures/recount.ts';
import { allTopics, plainSettings, stateOf, withTrainer } from '../fixtures/train.ts';

const source = plantedCorpus({
  numTopics: 8,
  wordsPerTopic: 30,
  numDocuments: 150,
  meanLength: 40,
  seed: 3,
});

describe('Lockstep training', () => {
  // Seen to fail: with totals read at the unit's start instead of the step's (version 0 only).
  it('equals a plain rotation in one thread, token for token', async () => {
    const expected = plainRotation(source, plainSettings, 5);
    await withTrainer({ source, numWorkers: 2 }, async (trainer) => {
      await trainer.sampleToSweep(5);
      expect(allTopics(trainer)).to.deep.equal(expected);
    });
  });

  it('gives the same bytes on 1, 2, 3 and 5 workers', async () => {
    const models = [];
    for (const numWorkers of [1, 2, 3, 5]) {
      models.push(
        await withTrainer({ source, numWorkers, settings: { numBlocks: 8 } }, async (trainer) => {
          await trainer.sampleToSweep(10);
          const likelihood = await trainer.measureLogLikelihood();
          return { topics: allTopics(trainer), likelihood };
        }),
      );
    }
    for (const model of models) expect(model).to.deep.equal(models[0]);
  });

  it('gives the same bytes in one go and resumed at any step', async () => {
    const whole = await withTrainer({ source, numWorkers: 1 }, async (trainer) => {
      await trainer.sampleToSweep(12);
      return allTopics(trainer);
    });
    const half = await withTrainer({ source, numWorkers: 2 }, async (trainer) => {
      const sampling = trainer.sampleToSweep(12);
      trainer.stopSoon(); // somewhere, perhaps in the middle of a sweep
      await sampling;
      if (trainer.sweep < 0) await trainer.sampleToSweep(0);
      const { sweep, step, priors } = trainer;
      return stateOf(source, allTopics(trainer), { sweep, step, priors });
    });
    await withTrainer({ source, numWorkers: 3, start: half }, async (trainer) => {
      expectConserved(trainer, source);
      await trainer.sampleToSweep(12);
      expect(allTopics(trainer)).to.deep.equal(whole);
    });
  });

  it('conserves every count at every boundary', async () => {
    await withTrainer({ source, numWorkers: 3 }, async (trainer) => {
      for (let sweep = 0; sweep <= 5; sweep++) {
        const sampling = trainer.sampleToSweep(sweep + 1);
        if (sweep % 2 === 1) trainer.stopSoon();
        await sampling;
        if (trainer.sweep >= 0) expectConserved(trainer, source);
      }
    });
  });
});

/** The schedule written down again, with nothing but arrays: no server, no clocks, no threads. */
function plainRotation(corpus: TokenSource, settings: RunSettings, numSweeps: number): Uint16Array {
  const { numTopics, numBlocks, alpha, beta, seed } = settings;
  const grid = cutCorpus(corpus, numBlocks, numBlocks);
  const words = corpus.readWords(0, corpus.numDocuments);
  const documentOf = [...corpus.documentLengths].flatMap((length, document) =>
    new Array<number>(length).fill(document),
  );
  const rangeOf = (word: number) =>
    grid.rangeStarts.findIndex((start) => start > grid.rowOfWord[word]) - 1;
  const blockOf = (document: number) => grid.blockStarts.findIndex((start) => start > document) - 1;
  const unitOf = [...words].map((word, token) => [blockOf(documentOf[token]), rangeOf(word)]);
  const z = new Uint16Array(words.length);
  const wordTopics = Array.from({ length: corpus.numWords }, () => new Int32Array(numTopics));
  const documentTopics = Array.from(corpus.documentLengths, () => new Int32Array(numTopics));
  let totals = new Int32Array(numTopics);
  for (let clock = 0; clock < (numSweeps + 1) * numBlocks; clock++) {
    const sweep = Math.floor(clock / numBlocks);
    const changed = totals.slice();
    for (let block = 0; block < numBlocks; block++) {
      const range = (block + clock) % numBlocks;
      const random = new RandomStream({ seed, sweep, unit: block * numBlocks + range });
      const own = totals.slice();
      words.forEach((word, token) => {
        if (unitOf[token][0] !== block || unitOf[token][1] !== range) return;
        const [w, d] = [wordTopics[word], documentTopics[documentOf[token]]];
        const move = (topic: number, delta: number) => {
          for (const tally of [w, d, own, changed]) tally[topic] += delta;
        };
        if (sweep > 0) move(z[token], -1);
        const masses = Array.from(
          w,
          (n, k) => ((n + beta) / (own[k] + beta * corpus.numWords)) * (d[k] + alpha),
        );
        const target = random.next() * masses.reduce((sum, mass) => sum + mass, 0);
        let sum = 0;
        z[token] = masses.findIndex((mass) => (sum += mass) > target);
        move(z[token], +1);
      });
    }
    totals = changed;
  }
  return z;
}
