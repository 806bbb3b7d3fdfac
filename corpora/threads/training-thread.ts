/** The main program of a thread that trains. */
import { parentPort } from 'node:worker_threads';
import { assert } from '../../core/errors.ts';
import type { ToWorker } from '../../core/training/messages.ts';
import { WorkerService } from '../../core/training/worker-service.ts';

assert(parentPort !== null, 'a training thread is started by startTrainingThread');
const port = parentPort;
// In a thread, process.exit ends the thread alone.
const service = new WorkerService({ endThread: () => process.exit(7) });

port.on('message', (command: ToWorker) => {
  void service.answer(command).then((answer) => {
    port.postMessage(answer);
  });
});
