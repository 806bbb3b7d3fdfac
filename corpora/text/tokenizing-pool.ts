import { Worker } from 'node:worker_threads';
import { assert } from '../../core/errors.ts';
import type { TextBatch, TokenizedBatch, TokenizingSetup } from './tokenizing-messages.ts';

/** A batch that came back, and which thread numbered its words. */
export interface PoolAnswer {
  readonly thread: number;
  readonly tokenized: TokenizedBatch;
}

/** Tokenizing threads, each with its own numbering of words. */
export class TokenizingPool {
  readonly #threads: Thread[];

  constructor(setup: TokenizingSetup, numThreads: number) {
    this.#threads = Array.from({ length: numThreads }, () => new Thread(setup));
  }

  get numThreads(): number {
    return this.#threads.length;
  }

  /** Hands the batch to the thread that has least to do. */
  async tokenize(batch: TextBatch): Promise<PoolAnswer> {
    let thread = 0;
    this.#threads.forEach(({ numWaiting }, index) => {
      if (numWaiting < this.#threads[thread].numWaiting) thread = index;
    });
    return { thread, tokenized: await this.#threads[thread].tokenize(batch) };
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #waiting: PromiseWithResolver[] = [];
  #failure: Error | undefined;

  constructor(setup: TokenizingSetup) {
    this.#worker = new Worker(new URL('./tokenizing-thread.js', import.meta.url), {
      workerData: setup,
      resourceLimits: { maxYoungGenerationSizeMb: 16 }, // little lives longer than a batch
    });
    this.#worker.on('message', (tokenized: TokenizedBatch) => {
      const first = this.#waiting.shift(); // answers come in the order of the questions
      assert(first !== undefined, 'a tokenizing thread answered without being asked');
      first.resolve(tokenized);
    });
    this.#worker.on('error', (error: Error) => {
      this.#fail(error);
    });
    this.#worker.on('exit', () => {
      this.#fail(new Error('a tokenizing thread ended'));
    });
  }

  get numWaiting(): number {
    return this.#waiting.length;
  }

  tokenize(batch: TextBatch): Promise<TokenizedBatch> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
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

interface PromiseWithResolver {
  readonly resolve: (tokenized: TokenizedBatch) => void;
  readonly reject: (error: Error) => void;
}
