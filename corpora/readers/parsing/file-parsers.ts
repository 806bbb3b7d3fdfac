/** Parses files in a separate thread, within limits of time and memory. */
import { Worker } from 'node:worker_threads';
import { UserError } from '../../../core/errors.ts';
import type { ParsedKind, ParsedText, ParsingAnswer, ParsingOrder } from './messages.ts';

/**
 * What parsing one file may cost: a base for any file, and more for each million characters or
 * bytes.
 */
export interface ParsingLimits {
  readonly seconds: number;
  readonly secondsPerMillion: number;
  /** On top of what the process has when it begins. */
  readonly megabytes: number;
  readonly megabytesPerMillion: number;
}

/** Ordinary files take a tenth of it. */
const usualLimits: ParsingLimits = {
  seconds: 20,
  secondsPerMillion: 10,
  megabytes: 256,
  megabytesPerMillion: 40,
};

/** Parsers recurse, and tags that are never closed nest: some thousands deep in old pages. */
const stackMegabytes = 256;
const millisecondsBetweenLooks = 50;

/**
 * Parses HTML, PDF and XML files in a separate thread: whether a parser throws, runs forever or
 * fills the memory, the result is an error that names the file.
 */
export class FileParsers {
  readonly #limits: ParsingLimits;
  readonly #signal: AbortSignal | undefined;
  #thread: ParsingThread | undefined;

  /** @param signal stops the parsing. */
  constructor({ limits = usualLimits, signal }: FileParsersOptions = {}) {
    this.#limits = limits;
    this.#signal = signal;
  }

  /**
   * The text of a file, or of all documents in it; one file at a time.
   *
   * @param order the decoded text of the file, or its bytes, which are gone afterwards.
   * @throws {UserError} when its parser fails, or takes too much time or memory.
   */
  async parse(path: string, order: ParsingOrder): Promise<readonly ParsedText[]> {
    this.#thread ??= new ParsingThread();
    const watch = setInterval(this.#watchman(path, order), millisecondsBetweenLooks);
    try {
      const answer = await this.#thread.ask(order);
      if ('texts' in answer) return answer.texts;
      throw parserFailed(path, order.kind, answer.fault);
    } catch (error) {
      throw isOutOfMemory(error) ? tooLarge(path) : error;
    } finally {
      clearInterval(watch);
    }
  }

  async close(): Promise<void> {
    await this.#stop(new Error('the import has ended'));
  }

  /** Stops the thread when a limit is passed, or the whole import is to end. */
  #watchman(path: string, { content }: ParsingOrder): () => void {
    const { seconds, secondsPerMillion, megabytes, megabytesPerMillion } = this.#limits;
    const millions = content.length / 1e6;
    const mostSeconds = seconds + secondsPerMillion * millions;
    const mostBytes =
      process.memoryUsage.rss() + (megabytes + megabytesPerMillion * millions) * 1e6;
    const end = performance.now() + mostSeconds * 1000;
    return () => {
      if (this.#signal?.aborted === true) void this.#stop(this.#signal.reason as Error);
      else if (performance.now() > end) void this.#stop(tooSlow(path, mostSeconds));
      else if (process.memoryUsage.rss() > mostBytes) void this.#stop(tooLarge(path));
    };
  }

  async #stop(reason: Error): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined; // the next file gets another
    await thread?.stop(reason);
  }
}

interface FileParsersOptions {
  readonly limits?: ParsingLimits;
  readonly signal?: AbortSignal | undefined;
}

class ParsingThread {
  readonly #worker: Worker;
  #settle: { resolve: (answer: ParsingAnswer) => void; reject: (error: Error) => void } | undefined;

  constructor() {
    this.#worker = new Worker(new URL('./parsing-thread.js', import.meta.url), {
      resourceLimits: { stackSizeMb: stackMegabytes },
      stdout: true, // messages of a parser must not reach the terminal
      stderr: true,
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.on('message', (answer: ParsingAnswer) => this.#settle?.resolve(answer));
    this.#worker.on('error', (error: Error) => this.#settle?.reject(error));
    this.#worker.on('exit', () => this.#settle?.reject(new Error('a parsing thread ended')));
  }

  /** Keeps the process alive only while it is asked. */
  async ask(order: ParsingOrder): Promise<ParsingAnswer> {
    const { content } = order;
    this.#worker.ref();
    try {
      return await new Promise((resolve, reject) => {
        this.#settle = { resolve, reject };
        const moved = typeof content === 'string' ? [] : [content.buffer as ArrayBuffer];
        this.#worker.postMessage(order, moved);
      });
    } finally {
      this.#worker.unref();
    }
  }

  async stop(reason: Error): Promise<void> {
    this.#settle?.reject(reason);
    await this.#worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

const saveAsText = 'If it can be opened elsewhere, save its text as .txt; otherwise leave it out.';

function parserFailed(path: string, kind: ParsedKind, fault: string): UserError {
  const found =
    kind === 'pdf'
      ? `it is not a PDF file, or it is damaged (${fault})`
      : `its ${kind.toUpperCase()} cannot be parsed (${fault})`;
  return new UserError(
    kind === 'pdf' ? 'pdf-damaged' : 'parser-failed',
    `Cannot read ${path}: ${found}`,
    { hint: saveAsText },
  );
}

function tooSlow(path: string, seconds: number): UserError {
  return new UserError(
    'parser-too-slow',
    `Cannot read ${path}: parsing it took longer than ${Math.round(seconds)} seconds`,
    { hint: saveAsText },
  );
}

function tooLarge(path: string): UserError {
  return new UserError(
    'parser-too-large',
    `Cannot read ${path}: parsing it takes far more memory than a file of its size should`,
    { hint: saveAsText },
  );
}
