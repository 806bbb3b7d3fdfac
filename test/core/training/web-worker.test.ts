import { expect } from 'chai';
import { arraySource } from '../../../core/corpus/array-source.ts';
import { Trainer } from '../../../core/training/trainer.ts';
import { type WebWorker, webWorkers } from '../../../core/training/web-worker.ts';
import { WorkerError } from '../../../core/training/worker-pool.ts';
import { errorOf } from '../../fixtures/failure-of.ts';
import { plainSettings } from '../../fixtures/train.ts';

const source = arraySource(
  Array.from({ length: 40 }, (_, document) => [document % 4, 4 + (document % 3)]),
  8,
);

/** A worker of a page, as far as it does anything. */
function workerThat(does: (worker: WebWorker) => void): WebWorker {
  const worker: WebWorker = {
    onmessage: null,
    onerror: null,
    postMessage: () => {
      does(worker);
    },
    terminate: () => undefined,
  };
  return worker;
}

describe('Workers of a web page', () => {
  // Seen to fail: "Worker 0 failed: undefined", which is what the event says in a browser.
  it('say that their script is missing, where it cannot be loaded', async () => {
    const error = await failureWith((worker) => {
      const event = {} as never; // it has no message
      queueMicrotask(() => worker.onerror?.(event));
    });
    expect(error.message).to.equal('Worker 0 could not load its script');
  });

  // Seen to fail: with a promise left behind, whose rejection nobody handled when the workers were ended.
  it('end the training where the page may not share memory with them, and leave nothing behind', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): unknown => unhandled.push(reason);
    process.prependListener('unhandledRejection', note);
    const error = await failureWith(() => {
      throw new Error('SharedArrayBuffer transfer requires self.crossOriginIsolated.');
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', note);
    expect(error.message).to.match(/^Worker 0 could not be given .*crossOriginIsolated/);
    expect(unhandled).to.deep.equal([]);
  });

  async function failureWith(does: (worker: WebWorker) => void): Promise<WorkerError> {
    const startWorker = webWorkers(() => workerThat(does));
    const settings = { ...plainSettings, numTopics: 2 };
    const error = await errorOf(Trainer.start({ source, settings, numWorkers: 1, startWorker }));
    expect(error).to.be.instanceOf(WorkerError);
    return error as WorkerError;
  }
});
