import { expect } from 'chai';
import { plantedCorpus } from '../../fixtures/planted-corpus.ts';
import { errorOf } from '../../fixtures/failure-of.ts';
import { expectConserved } from '../../fixtures/recount.ts';
import { withTrainer } from '../../fixtures/train.ts';

const source = plantedCorpus({
  ...{ numTopics: 8, wordsPerTopic: 15, numDocuments: 100 },
  ...{ meanLength: 40, seed: 2 },
});

describe('A trainer', () => {
  // Seen to fail (by waiting forever): with what waits for the workers left alone when they are ended.
  it('that is closed while it samples says so to who waits, and to whoever asks later', async () => {
    await withTrainer({ source, numWorkers: 2 }, async (trainer) => {
      const sampling = errorOf(trainer.sampleToSweep(1_000_000));
      while (trainer.sweepUnderWay < 1) await new Promise((resolve) => setTimeout(resolve, 1));
      await trainer.close();
      expect(String(await sampling)).to.match(/have been ended/);
      expect(String(await errorOf(trainer.sampleToSweep(1_000_000)))).to.match(/have been ended/);
      expect(String(await errorOf(trainer.measureLogLikelihood()))).to.match(/have been ended/);
    });
  });

  // Seen to fail (by never ending, with 5.5).
  it('refuses a goal that is no sweep', async () => {
    await withTrainer({ source, numWorkers: 1 }, async (trainer) => {
      for (const sweep of [NaN, Infinity, 5.5, 1e9, -1]) {
        const error = await errorOf(trainer.sampleToSweep(sweep));
        expect(error).to.include({ code: 'number-out-of-range' });
      }
      await trainer.sampleToSweep(0);
      expect(trainer.sweep).to.equal(0);
    });
  });

  // Seen to fail: with clocks that are put back under workers that go by them.
  it('samples to one goal at a time, and does nothing else meanwhile', async () => {
    await withTrainer({ source, numWorkers: 2 }, async (trainer) => {
      const sampling = trainer.sampleToSweep(20);
      expect(String(await errorOf(trainer.sampleToSweep(5)))).to.match(/one goal at a time/);
      expect(String(await errorOf(trainer.measureLogLikelihood()))).to.match(
        /workers do one thing/,
      );
      await sampling;
      expect(trainer.sweep).to.equal(20);
      await expectConserved(trainer, source);
    });
  });
});
