/** The thread that runs a TrainingWorker: does what it is told and says when it is done. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../errors.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './messages.ts';
import { TrainingWorker } from './worker.ts';

assert(parentPort !== null, 'a worker thread is started by a WorkerPool');
const port = parentPort;
const worker = new TrainingWorker(workerData as WorkerSetup, () => process.exit(7));

port.on('message', (message: ToWorker) => {
  answer(message).then(tell, (error: unknown) => {
    const { message: text, stack } = error instanceof Error ? error : new Error(String(error));
    tell({ type: 'failed', message: text, stack });
  });
});
tell({ type: 'ready' });

function tell(message: FromWorker): void {
  port.postMessage(message);
}

async function answer(message: ToWorker): Promise<FromWorker> {
  switch (message.type) {
    case 'sample':
      await worker.sampleToGoal(message.clock);
      return { type: 'sampled' };
    case 'measure':
      worker.measure();
      return { type: 'measured' };
  }
}
