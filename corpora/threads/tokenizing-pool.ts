/** The tokenizing threads. */
import { Worker } from 'node:worker_threads';
import { assert } from '../../core/errors.ts';
import { TextTooSlow, type TextLimits, usualTextLimits } from '../text/text-limits.ts';
import type {
  TextBatch,
  TokenizedBatch,
  TokenizingSetup,
  TokenizingStart,
} from '../text/tokenizing-messages.ts';

/** A batch that came back, and which thread numbered its words. */
export interface PoolAnswer {
  readonly thread: number;
  readonly tokenized: TokenizedBatch;
}

const millisecondsBetweenLooks = 100;

/**
 * Tokenizing threads, each with its own numbering of words.
 *
 * A pattern of the user's own may backtrack forever, and nothing in a thread can stop it: so each
 * reports which text it is at, and the pool watches.
 */
export class TokenizingPool {
  readonly #threads: Thread[];
  readonly #watch: NodeJS.Timeout;

  constructor(setup: TokenizingSetup, numThreads: number, limits: TextLimits = usualTextLimits) {
    this.#threads = Array.from({ length: numThreads }, () => new Thread(setup, limits));
    this.#watch = setInterval(() => {
      for (const thread of this.#threads) thread.checkTime();
    }, millisecondsBetweenLooks);
  }

  get numThreads(): number {
    return this.#threads.length;
  }

  /**
   * Gives the batch to the least busy thread.
   *
   * @throws {TextTooSlow} when a text of it takes longer than it may.
   */
  async tokenize(batch: TextBatch): Promise<PoolAnswer> {
    let thread = 0;
    this.#threads.forEach(({ numWaiting }, index) => {
      if (numWaiting < this.#threads[thread].numWaiting) thread = index;
    });
    return { thread, tokenized: await this.#threads[thread].tokenize(batch) };
  }

  /** Rejects everything that is not answered yet, now and from now on. */
  fail(reason: Error): void {
    for (const thread of this.#threads) thread.fail(reason);
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #limits: TextLimits;
  readonly #waiting: Waiting[] = [];
  /** How many texts the thread has begun since it started. */
  readonly #begun = new Int32Array(new SharedArrayBuffer(4));
  #seen = { begun: 0, at: 0 };
  #numAnswered = 0; // texts
  #failure: Error | undefined;

  constructor(setup: TokenizingSetup, limits: TextLimits) {
    this.#limits = limits;
    this.#worker = new Worker(new URL('./tokenizing-thread.js', import.meta.url), {
      workerData: { setup, begun: this.#begun } satisfies TokenizingStart,
      resourceLimits: { maxYoungGenerationSizeMb: 16 }, // little lives longer than a batch
    });
    this.#worker.on('message', (tokenized: TokenizedBatch) => {
      if (this.#failure !== undefined) return; // to what was given up meanwhile
      const first = this.#waiting.shift(); // answers come in the order of the questions
      assert(first !== undefined, 'a tokenizing thread answered without being asked');
      this.#numAnswered += first.batch.texts.length;
      first.resolve(tokenized);
    });
    this.#worker.on('error', (error: Error) => {
      this.fail(error);
    });
    this.#worker.on('exit', () => {
      this.fail(new Error('a tokenizing thread ended'));
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
      this.#waiting.push({ batch, resolve, reject });
      this.#worker.postMessage(batch);
    });
  }

  /** The clock runs from the first look at a text; a late look only makes it longer. */
  checkTime(): void {
    const begun = Atomics.load(this.#begun, 0);
    if (begun !== this.#seen.begun || this.#waiting.length === 0) {
      this.#seen = { begun, at: performance.now() };
      return;
    }
    const text = begun - this.#numAnswered - 1; // in the batch that is being answered
    const content = this.#waiting[0].batch.texts[text];
    if (content === undefined) return; // done with, its answer on the way
    const { seconds, secondsPerMillion } = this.#limits;
    const most = seconds + (secondsPerMillion * content.length) / 1e6;
    if (performance.now() - this.#seen.at > most * 1000) this.fail(new TextTooSlow(text, most));
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  fail(error: Error): void {
    this.#failure ??= error;
    const [first, ...others] = this.#waiting.splice(0);
    first?.reject(this.#failure);
    for (const { reject } of others) reject(new Error('a tokenizing thread was stopped'));
  }
}

interface Waiting {
  readonly batch: TextBatch;
  readonly resolve: (tokenized: TokenizedBatch) => void;
  readonly reject: (error: Error) => void;
}
