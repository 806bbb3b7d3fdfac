/**
 * How a worker is started, and what passes between it and the pool. The trainer gets such a
 * function, because threads are made differently everywhere: Node's threads are in
 * corpora/threads/, the workers of a web page in web-worker.ts, and inline-worker.ts runs one
 * worker in the caller's own thread.
 */
import type { FromWorker, ToWorker } from './messages.ts';

/** What a worker reports to the code that started it. */
export interface WorkerEvents {
  onMessage(message: FromWorker): void;
  /**
   * It will never answer again. May be called more than once, and after `end`.
   *
   * @param how as in "Worker 3 ...": "ended with exit code 7".
   */
  onDeath(how: string, cause?: unknown): void;
}

export interface StartedWorker {
  send(command: ToWorker): void;
  /** Ends it, whatever it is doing. */
  end(): Promise<void>;
}

/**
 * Starts a worker and returns at once: it loads while others prepare what it will be told to `open`.
 * Commands wait until it can take them.
 *
 * @param worker its number, for a name.
 */
export type StartWorker = (worker: number, events: WorkerEvents) => StartedWorker;
