/** What becomes of files that cannot be read, and which they were. */
import { UserError } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/error-codes.ts';

/** What becomes of files that cannot be read. */
export type OnBadFiles = 'fail' | 'skip';

export interface BadFile {
  readonly file: string;
  /** What is wrong with it, and where. */
  readonly reason: string;
}

const mostShown = 20;

/**
 * The files that could not be read. Either way reading goes on to the end, so that all are known:
 * they are left out then and stand in the report, or they end the import together.
 */
export class BadFiles {
  readonly #what: OnBadFiles;
  readonly #errors: UserError[] = [];
  readonly #first: BadFile[] = [];
  #count = 0;
  #hasGood = false;

  constructor(what: OnBadFiles) {
    this.#what = what;
  }

  /** @returns undefined when the file cannot be read. */
  async read<Result>(file: string, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#note(file, error);
      return undefined;
    }
  }

  /** The documents of a source, up to where it cannot be read any further. */
  readable<Found>(source: string, documents: AsyncIterable<Found>): AsyncIterable<Found> {
    const iterator = documents[Symbol.asyncIterator]();
    const noted = (result: IteratorResult<Found>): IteratorResult<Found> => {
      this.#hasGood ||= result.done !== true;
      return result;
    };
    const end = (error: unknown): IteratorResult<Found> => {
      this.#note(source, error);
      return { done: true, value: undefined };
    };
    // No generator around the other: there may be millions of documents.
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => iterator.next().then(noted, end),
        return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
      }),
    };
  }

  /** @throws {UserError} that names them, when there are any and they are not to be skipped. */
  throwIfDoomed(): void {
    if (this.#what === 'fail' && this.#count > 0) throw this.error;
  }

  /** All of them in one, told whether anything is left without them; undefined when there are none. */
  get error(): UserError | undefined {
    if (this.#count === 0) return undefined;
    const [first] = this.#errors;
    const { code, message } = this.#count === 1 ? first : this.#several();
    const others = this.#hasGood ? 'readable' : 'none';
    const details = { ...first.details, badFiles: this.#count, others };
    return new UserError(code, message, { hint: first.hint, details, cause: first });
  }

  toJSON(): { count: number; first: readonly BadFile[] } {
    return { count: this.#count, first: this.#first };
  }

  /** Errors that are not faults of the file, such as a full disk or a stop, are rethrown. */
  #note(file: string, error: unknown): void {
    if (!(error instanceof UserError) || notAboutFiles.has(error.code)) throw error;
    this.#count++;
    if (this.#first.length === mostShown) return;
    this.#errors.push(error);
    this.#first.push({ file, reason: error.message.replace(/^Cannot read /u, '') });
  }

  #several(): { code: ErrorCode; message: string } {
    const lines = this.#errors.map(({ message }) => `  ${message}`);
    const more = this.#count - lines.length;
    if (more > 0) lines.push(`  and ${more} more`);
    return {
      code: 'files-unreadable',
      message: `Cannot read ${this.#count} files:\n${lines.join('\n')}`,
    };
  }
}

/** Errors that another file would not avoid. */
const notAboutFiles: ReadonlySet<ErrorCode> = new Set([
  'encoding-unknown',
  'format-unknown',
  'nothing-piped',
  'source-repeated',
]);
