import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { arraySource } from '../../../../core/corpus/array-source.ts';
import { UsageError, UserError } from '../../../../core/errors.ts';
import type { Inspection } from '../../../../core/inspection/inspection.ts';
import { startInlineWorker } from '../../../../core/training/inline-worker.ts';
import { MemoryKeeper } from '../../../../core/training/session/memory-keeper.ts';
import type { SessionOptions } from '../../../../core/training/session/session-options.ts';
import { TrainingSession } from '../../../../core/training/session/session.ts';
import { Trainer } from '../../../../core/training/trainer.ts';
import { bestSamplerName } from '../../../../core/sampler/open.ts';
import { errorOf } from '../../../fixtures/failure-of.ts';
import { plantedCorpus } from '../../../fixtures/planted-corpus.ts';
import { plainSettings } from '../../../fixtures/train.ts';

const documents = Array.from({ length: 40 }, (_, document) =>
  [0, 1, 0, 1].map((word) => word + 2 * (document % 2)),
);
const source = arraySource(documents, 4);
const settings = { ...plainSettings, numTopics: 2 };
const run = { name: 'a', settings, numSweeps: 20 };

function openSession(options: Partial<SessionOptions> = {}): TrainingSession {
  return new TrainingSession({
    run,
    source,
    vocabulary: ['a', 'b', 'c', 'd'],
    keeper: new MemoryKeeper(source.documentLengths),
    numWorkers: 1,
    startWorker: startInlineWorker,
    checkpointEvery: {},
    warn: () => undefined,
    ...options,
  });
}

describe('A session that a program makes', () => {
  // Seen to fail: with each check left out. (A session that is made of such a number never ends, and lets
  // no timer run meanwhile.)
  it('refuses numbers with which it would never end', () => {
    const wrong: readonly [Partial<SessionOptions>, name: string][] = [
      ...[0, -1, 0.5, NaN, Infinity].flatMap((sweeps): [Partial<SessionOptions>, string][] => [
        [{ checkpointEvery: { sweeps } }, 'checkpointEvery.sweeps'],
        [{ numWorkers: sweeps }, 'numWorkers'],
        [{ run: { ...run, numSweeps: sweeps } }, 'numSweeps'],
        [{ run: { ...run, settings: { ...settings, measureEvery: sweeps } } }, 'measureEvery'],
      ]),
      ...[0, -1, NaN].map((seconds): [Partial<SessionOptions>, string] => [
        { checkpointEvery: { seconds } },
        'checkpointEvery.seconds',
      ]),
      [{ threads: { hangLimitSeconds: 0 } }, 'hangLimitSeconds'],
    ];
    for (const [options, name] of wrong) {
      expect(() => openSession(options), name)
        .to.throw(UsageError)
        .with.property('details')
        .which.includes({ setting: name });
    }
  });

  it('takes the least that it may have', async () => {
    const checkpointEvery = { sweeps: 1, seconds: 1 };
    expect(await openSession({ checkpointEvery }).run()).to.equal('done');
  });

  // Seen to fail: with a second training from the start, whose measurements were added to those of the first.
  it('runs once', async () => {
    const keeper = new MemoryKeeper(source.documentLengths);
    const session = openSession({ keeper });
    const running = session.run();
    expect(String(await errorOf(session.run()))).to.match(/runs once/);
    expect(await running).to.equal('done');
    expect(String(await errorOf(session.run()))).to.match(/runs once/);
    expect(keeper.measurements.map(({ sweep }) => sweep)).to.deep.equal([0, 10, 20]);
  });

  // Seen to fail (by waiting forever): with a wait for the next checkpoint after the last.
  it('lets topics be inspected while it is ended, when all is saved', async () => {
    const inspection = {} as Inspection;
    const found: unknown[] = [];
    const session = openSession({
      openInspection: () => inspection,
      prepareInspection: async () => {
        found.push(await session.inspect());
      },
    });
    expect(await session.run()).to.equal('done');
    expect(found).to.deep.equal([inspection]);
  });

  // Seen to fail (by waiting forever): with those who wait for a checkpoint told at checkpoints only.
  it('tells who wants to inspect it that there is nothing, when it is stopped while it grows', async () => {
    const nothing = new UserError('no-checkpoint', 'Cannot inspect the run: nothing was saved');
    const openInspection = (): never => {
      throw nothing;
    };
    const grown = plantedCorpus({
      numTopics: 8,
      wordsPerTopic: 30,
      numDocuments: 2600,
      meanLength: 40,
      seed: 3,
    });
    const settings = { ...plainSettings, sampler: bestSamplerName(grown.documentLengths) };
    const session = openSession({ source: grown, run: { ...run, settings }, openInspection });
    session.pause();
    const running = session.run();
    while (session.snapshot().state !== 'paused') await sleep(1);
    const inspecting = errorOf(session.inspect());
    session.stop('quit');
    expect(await running).to.equal('quit');
    expect(await inspecting).to.equal(nothing);
  });

  // Seen to fail: with the check left out (a trainer without workers never ends).
  it('has a trainer that refuses them as well', async () => {
    for (const numWorkers of [0, NaN]) {
      const options = { source, settings, numWorkers, startWorker: startInlineWorker };
      expect(await errorOf(Trainer.start(options))).to.be.instanceOf(UsageError);
    }
  });
});
