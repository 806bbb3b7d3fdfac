/** The threads that sample new documents. */
import { Worker } from 'node:worker_threads';
import { assert } from '../../core/errors.ts';
import type {
  DocumentBatch,
  InferenceSetup,
  InferredBatch,
} from '../../core/inference/messages.ts';

/** Each batch goes to the least busy thread; which one samples it does not matter. */
export class InferringPool {
  readonly #threads: Thread[];

  constructor(setup: InferenceSetup, numThreads: number) {
    this.#threads = Array.from({ length: numThreads }, () => new Thread(setup));
  }

  infer(batch: DocumentBatch): Promise<InferredBatch> {
    const thread = this.#threads.reduce((least, other) =>
      other.numWaiting < least.numWaiting ? other : least,
    );
    return thread.infer(batch);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: Error | undefined;

  constructor(setup: InferenceSetup) {
    this.#worker = new Worker(new URL('./inferring-thread.js', import.meta.url), {
      workerData: setup,
      resourceLimits: { maxYoungGenerationSizeMb: 4 }, // little lives longer than a batch
    });
    this.#worker.on('message', (answer: InferredBatch) => {
      const first = this.#waiting.shift(); // answers come in the order of the questions
      assert(first !== undefined, 'an inferring thread answered without being asked');
      first.resolve(answer);
    });
    this.#worker.on('error', (error: Error) => {
      this.#fail(error);
    });
    this.#worker.on('exit', () => {
      this.#fail(new Error('an inferring thread ended'));
    });
  }

  get numWaiting(): number {
    return this.#waiting.length;
  }

  infer(batch: DocumentBatch): Promise<InferredBatch> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(batch);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

interface Waiting {
  readonly resolve: (answer: InferredBatch) => void;
  readonly reject: (error: Error) => void;
}
