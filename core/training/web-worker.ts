/** Workers of a web page: the page's half and the worker's half of one conversation. */
import type { FromWorker, ToWorker } from './messages.ts';
import type { StartWorker } from './worker-host.ts';
import { WorkerService } from './worker-service.ts';

/** What is read of the events of a page: they have far more, so their handlers are declared to take `never`. */
interface MessageArrived {
  readonly data: unknown;
}

interface ErrorArrived {
  /** Absent where the script could not be loaded. */
  readonly message?: string | undefined;
}

/** The part of a page's `Worker` that is needed. */
export interface WebWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** The part of a worker's global scope that is needed. */
export interface WebWorkerScope {
  postMessage(message: unknown): void;
  onmessage: ((event: never) => void) | null;
}

/**
 * A `StartWorker` for a page. The page must be cross-origin isolated, as its memory is shared.
 *
 * @param open makes a worker whose script calls `serveWebWorker(self)`.
 */
export function webWorkers(open: () => WebWorker): StartWorker {
  return (_worker, events) => {
    const worker = open();
    worker.onmessage = ({ data }: MessageArrived) => {
      events.onMessage(data as FromWorker);
    };
    worker.onerror = ({ message }: ErrorArrived) => {
      events.onDeath(message === undefined ? 'could not load its script' : `failed: ${message}`);
    };
    return {
      send: (command) => {
        worker.postMessage(command);
      },
      end: () => {
        worker.terminate();
        return Promise.resolve();
      },
    };
  };
}

/** The worker's half: a command in, an answer out. */
export function serveWebWorker(scope: WebWorkerScope): void {
  const service = new WorkerService({
    endThread: () => {
      throw new Error('a web worker is ended from outside');
    },
  });
  scope.onmessage = ({ data }: MessageArrived) => {
    void service.answer(data as ToWorker).then((answer) => {
      scope.postMessage(answer);
    });
  };
}
