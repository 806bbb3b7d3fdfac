/**
 * The workers of a run. A worker that fails, dies or hangs ends the run with its cause:
 * every promise of the pool is then rejected with it.
 */
import { assert } from '../errors.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './messages.ts';
import type { StartWorker, StartedWorker } from './worker-host.ts';

/** A worker failed: the run cannot continue; its last checkpoint is whole. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
  /** It died or hangs, which says nothing about other machines; otherwise it reported what is wrong. */
  readonly isAccident: boolean;

  constructor(message: string, options: ErrorOptions & { readonly isAccident?: boolean } = {}) {
    super(message, options);
    this.isAccident = options.isAccident ?? false;
  }
}

export interface PoolOptions {
  readonly numWorkers: number;
  readonly startWorker: StartWorker;
  /** Called once, when the first worker fails: it should wake the others. */
  readonly onFailure: () => void;
}

export class WorkerPool {
  readonly #workers: StartedWorker[];
  readonly #onFailure: () => void;
  #failure: Error | undefined;
  #isClosing = false;
  /** The answer that each worker still owes. */
  readonly #waiting = new Map<number, Waiting>();

  /** Starts the workers; they load meanwhile, and take what is sent when they can. */
  constructor({ numWorkers, startWorker, onFailure }: PoolOptions) {
    this.#onFailure = onFailure;
    this.#workers = Array.from({ length: numWorkers }, (_, worker) =>
      startWorker(worker, {
        onMessage: (message) => {
          this.#receive(worker, message);
        },
        onDeath: (how, cause) => {
          this.fail(new WorkerError(`Worker ${worker} ${how}`, { cause, isAccident: true }));
        },
      }),
    );
  }

  /** Sends a command to all workers and waits until all have done it. @returns their answers. */
  async all<Type extends FromWorker['type']>(
    command: ToWorker,
    answer: Type,
  ): Promise<Answer<Type>[]> {
    return Promise.all(this.#workers.map((_, worker) => this.one(worker, command, answer)));
  }

  /** Sends a command to a worker, which must be idle, and waits until it has done it. */
  async one<Type extends FromWorker['type']>(
    worker: number,
    command: ToWorker,
    answer: Type,
  ): Promise<Answer<Type>> {
    if (this.#failure) throw this.#failure;
    if (this.#isClosing) throw ended();
    assert(!this.#waiting.has(worker), 'a worker does one thing at a time');
    const done = new Promise<FromWorker>((resolve, reject) => {
      this.#waiting.set(worker, { type: answer, resolve, reject });
    });
    this.#send(worker, command);
    return (await done) as Answer<Type>;
  }

  /** What cannot be sent ends the run, such as shared memory from a page that may not share any. */
  #send(worker: number, command: ToWorker): void {
    try {
      this.#workers[worker].send(command);
    } catch (cause) {
      const reason = `could not be given its work: ${(cause as Error).message}`;
      this.fail(new WorkerError(`Worker ${worker} ${reason}`, { cause }));
    }
  }

  /** Before anything is changed that workers under way go by. */
  assertIdle(): void {
    assert(this.#waiting.size === 0, 'workers do one thing at a time');
  }

  /** Gives each worker something to train. */
  async open(setups: readonly WorkerSetup[]): Promise<void> {
    await Promise.all(
      setups.map((setup, worker) => this.one(worker, { type: 'open', setup }, 'opened')),
    );
  }

  /** Ends the run for a reason that no worker could report, such as a hanging one. */
  fail(error: Error): void {
    if (this.#failure || this.#isClosing) return;
    this.#failure = error;
    this.#onFailure();
    this.#rejectAll(error);
  }

  /** Ends the workers, whatever they are doing; who waits for one is told. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#rejectAll(ended());
    await Promise.all(this.#workers.map((worker) => worker.end()));
  }

  #rejectAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #receive(worker: number, message: FromWorker): void {
    if (message.type === 'failed') {
      const cause = new Error(message.message);
      if (message.stack !== undefined) cause.stack = message.stack;
      this.fail(new WorkerError(`Worker ${worker} failed: ${message.message}`, { cause }));
      return;
    }
    const waiting = this.#waiting.get(worker);
    if (waiting?.type !== message.type) return;
    this.#waiting.delete(worker);
    waiting.resolve(message);
  }
}

function ended(): Error {
  return new Error('the workers of this training have been ended');
}

type Answer<Type extends FromWorker['type']> = Extract<FromWorker, { type: Type }>;

interface Waiting {
  readonly type: FromWorker['type'];
  readonly resolve: (answer: FromWorker) => void;
  readonly reject: (error: Error) => void;
}
