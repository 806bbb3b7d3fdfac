import { expect } from 'chai';
import { arraySource } from '../../../../core/corpus/array-source.ts';
import { UsageError } from '../../../../core/errors.ts';
import { startInlineWorker } from '../../../../core/training/inline-worker.ts';
import { MemoryKeeper } from '../../../../core/training/session/memory-keeper.ts';
import type { SessionOptions } from '../../../../core/training/session/session-options.ts';
import { TrainingSession } from '../../../../core/training/session/session.ts';
import { Trainer } from '../../../../core/training/trainer.ts';
import { errorOf } from '../../../fixtures/failure-of.ts';
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

  // Seen to fail: with the check left out (a trainer without workers never ends).
  it('has a trainer that refuses them as well', async () => {
    for (const numWorkers of [0, NaN]) {
      const options = { source, settings, numWorkers, startWorker: startInlineWorker };
      expect(await errorOf(Trainer.start(options))).to.be.instanceOf(UsageError);
    }
  });
});
