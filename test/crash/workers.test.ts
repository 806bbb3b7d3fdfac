import { expect } from 'chai';
import { Watchdog } from '../../core/training/watchdog.ts';
import type { WorkerTotals } from '../../core/training/statistics.ts';
import { WorkerError } from '../../core/training/worker-pool.ts';
import { plantedCorpus } from '../fixtures/planted-corpus.ts';
import { withTrainer } from '../fixtures/train.ts';

const source = plantedCorpus({
  numTopics: 4,
  wordsPerTopic: 20,
  numDocuments: 50,
  meanLength: 20,
  seed: 2,
});

describe('A run whose worker', () => {
  // Seen to fail (by waiting forever): without the watchdog.
  for (const staleness of [0, 1]) {
    it(`hangs ends within seconds, naming it (staleness ${staleness})`, async () => {
      const mishaps = [undefined, { kind: 'sleep', probability: 1, milliseconds: 30_000 }] as const;
      const options = { source, numWorkers: 2, mishaps, hangLimitSeconds: 0.5 };
      const error = await failureOf(
        withTrainer({ ...options, settings: { staleness } }, (trainer) => trainer.sampleToSweep(5)),
      );
      expect(error).to.be.instanceOf(WorkerError);
      expect(error.message).to.match(/^Worker 1 hangs: it has not completed clock \d+ in \d+ s/);
    });
  }

  // Seen to fail (by waiting forever): when a failing worker does not abort the clocks.
  for (const staleness of [0, 1]) {
    it(`fails ends with its cause, and the others with it (staleness ${staleness})`, async () => {
      const mishaps = [undefined, undefined, { kind: 'throw', probability: 0.1 }] as const;
      const error = await failureOf(
        withTrainer({ source, numWorkers: 3, mishaps, settings: { staleness } }, (trainer) =>
          trainer.sampleToSweep(50),
        ),
      );
      expect(error).to.be.instanceOf(WorkerError);
      expect(error.message).to.equal('Worker 2 failed: worker 2 was ordered to fail');
    });
  }
});

describe('The watchdog', () => {
  // Seen to fail: with the time since the last progress taken from the clock alone.
  it('does not take the sleep of the computer for a worker that hangs', async () => {
    const totals = await withTrainer({ source, numWorkers: 1 }, async (trainer) => {
      await trainer.sampleToSweep(1);
      return trainer.workerTotals();
    });
    const watchdog = new Watchdog({ limitSeconds: 600 }, 0);
    expect(watchdog.check(1, totals)).to.equal(undefined);
    expect(watchdog.check(30_000, totals)).to.equal(undefined); // Ctrl-Z, and fg in the morning
    for (let second = 1; second < 300; second++) {
      expect(watchdog.check(30_000 + second, totals)).to.equal(undefined);
    }
    expect(watchdog.check(30_300, totals)).to.match(/hangs/);
  });

  // Seen to fail: with every time counted in which nothing was done.
  it('of a host lets all workers wait for other hosts, and none stay at a step', async () => {
    const [waiting] = await withTrainer({ source, numWorkers: 1 }, async (trainer) => {
      await trainer.sampleToSweep(1);
      return trainer.workerTotals();
    });
    const atStep = { ...waiting, clockUnderWay: 9 };
    const watchdog = new Watchdog({ limitSeconds: 600, mayAllWait: true }, 0);
    let second = 0;
    const checkFor = (seconds: number, totals: readonly WorkerTotals[]) => {
      const end = second + seconds;
      for (; second < end; second++) expect(watchdog.check(second, totals)).to.equal(undefined);
    };
    checkFor(5000, [waiting, waiting]);
    checkFor(599, [waiting, atStep]);
    expect(watchdog.check(second, [waiting, atStep])).to.match(/^Worker 1 hangs: .* clock 9 /);
  });
});

async function failureOf(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not fail');
}
