/** Training in Node's threads: one for each worker. */
import { Worker } from 'node:worker_threads';
import type { FromWorker } from '../../core/training/messages.ts';
import type { StartWorker } from '../../core/training/worker-host.ts';

export const startTrainingThread: StartWorker = (worker, events) => {
  const thread = new Worker(new URL('./training-thread.js', import.meta.url), {
    name: `gibbon worker ${worker}`,
  });
  thread.on('message', (message: FromWorker) => {
    events.onMessage(message);
  });
  thread.on('error', (cause: unknown) => {
    events.onDeath(`failed: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  });
  thread.on('exit', (code) => {
    events.onDeath(`ended with exit code ${code}`);
  });
  return {
    send: (command) => {
      thread.postMessage(command);
    },
    end: async () => {
      await thread.terminate();
    },
  };
};
