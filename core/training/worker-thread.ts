/** The thread that runs a TrainingWorker: does what it is told and says when it is done. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../errors.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './messages.ts';
import { TrainingWorker } from './worker.ts';

assert(parentPort !== null, 'a worker thread is started by a WorkerPool');
const port = parentPort;
const worker = new TrainingWorker(workerData as WorkerSetup, () => process.exit(7));

port.on('message', (message: ToWorker) => {
  try {
    port.postMessage(answer(message));
  } catch (error) {
    const { message: text, stack } = error instanceof Error ? error : new Error(String(error));
    port.postMessage({ type: 'failed', message: text, stack } satisfies FromWorker);
  }
});
port.postMessage({ type: 'ready' } satisfies FromWorker);

function answer(message: ToWorker): FromWorker {
  switch (message.type) {
    case 'sample':
      worker.sampleToGoal(message.clock);
      return { type: 'sampled' };
    case 'measure':
      worker.measure();
      return { type: 'measured' };
  }
}
