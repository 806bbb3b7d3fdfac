/**
 * One worker in the thread of the caller: for a page that cannot start workers, and where threads
 * are not worth the time to start them. It works for a moment, then lets other code run (timers,
 * keys, a request to stop), and so on.
 */
import { UsageError } from '../errors.ts';
import type { StartedWorker, WorkerEvents } from './worker-host.ts';
import { WorkerService } from './worker-service.ts';

/**
 * How long no other code gets to run: a response within a quarter of a second still feels prompt.
 */
const millisecondsOfWork = 50;

/**
 * A `StartWorker` for a run with one worker: two would wait for each other.
 *
 * @throws {UsageError} when it is asked for a second one.
 */
export function startInlineWorker(worker: number, events: WorkerEvents): StartedWorker {
  if (worker > 0) {
    throw new UsageError(
      'number-out-of-range',
      `Cannot start worker ${worker} in the thread of the caller: one worker was expected`,
      { hint: 'Use one worker, or start them in threads of their own.' },
    );
  }
  let hasEnded = false;
  const service = new WorkerService({
    endThread: () => {
      throw new Error('a worker without a thread of its own cannot end it');
    },
    betweenUnits: breathingSpace(millisecondsOfWork, () => {
      if (hasEnded) throw new Error('the worker was ended');
    }),
  });
  const tell: WorkerEvents['onMessage'] = (message) => {
    if (!hasEnded) events.onMessage(message);
  };
  return {
    send: (command) => void service.answer(command).then(tell),
    end: () => {
      hasEnded = true;
      return Promise.resolve();
    },
  };
}

/** @param check called whenever other code has run. */
function breathingSpace(milliseconds: number, check: () => void): () => Promise<void> | undefined {
  let workingSince = performance.now();
  return () => {
    if (performance.now() - workingSince < milliseconds) return undefined;
    return new Promise<void>((resolve) => {
      setTimeout(resolve, 0);
    }).then(() => {
      workingSince = performance.now();
      check();
    });
  };
}
