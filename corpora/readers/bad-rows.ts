/** What becomes of rows that cannot be read, and which they were. */
import type { ErrorCode } from '../../core/error-codes.ts';
import { UserError } from '../../core/errors.ts';
import type { Place } from './document.ts';
import { describePlace } from './document.ts';

/** What becomes of rows and lines that cannot be read. */
export type OnBadRows = 'fail' | 'skip';

export interface BadRow {
  /** Such as "talks.csv, line 12". */
  readonly place: string;
  readonly reason: string;
}

const mostShown = 20;

/** What is wrong with all rows alike. */
const notAboutRows: ReadonlySet<ErrorCode> = new Set(['column-unknown', 'column-ambiguous']);

/**
 * Rows of tables and lines of JSON Lines that could not be read. Either way reading goes on to the
 * end, so that all are known: they are left out then and stand in the report, or they end the
 * import together.
 */
export class BadRows {
  count = 0;
  readonly #what: OnBadRows;
  readonly #errors: UserError[] = [];
  readonly #first: BadRow[] = [];

  constructor(what: OnBadRows) {
    this.#what = what;
  }

  /** Whether there is nothing to be made any more, and reading goes on only to find the others. */
  get isDoomed(): boolean {
    return this.#what === 'fail' && this.count > 0;
  }

  /** @returns undefined when the row cannot be read. */
  read<Result>(place: Place, work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.note(place, error);
      return undefined;
    }
  }

  /** Errors that are not faults of the row are rethrown. */
  note(place: Place, error: unknown): void {
    if (!(error instanceof UserError) || notAboutRows.has(error.code)) throw error;
    this.count++;
    if (this.#first.length === mostShown) return;
    this.#errors.push(error);
    this.#first.push({
      place: describePlace(place),
      reason: error.message.replace(/^Cannot read [^:]*(?::\d+)?, line \d+: |^Cannot read /u, ''),
    });
  }

  /** @throws {UserError} that names them, when there are any and they are not to be skipped. */
  throwIfDoomed(): void {
    if (this.isDoomed) throw this.error;
  }

  /** All of them in one; undefined when there are none. */
  get error(): UserError | undefined {
    if (this.count === 0) return undefined;
    const [first] = this.#errors;
    const details = { ...first.details, badRows: this.count };
    if (this.count === 1) {
      return new UserError(first.code, first.message, { hint: first.hint, details, cause: first });
    }
    const lines = this.#errors.map(({ message }) => `  ${message}`);
    if (this.count > lines.length) lines.push(`  and ${this.count - lines.length} more`);
    return new UserError(
      'rows-unreadable',
      `Cannot read ${this.count} rows:\n${lines.join('\n')}`,
      {
        hint: first.hint,
        details,
        cause: first,
      },
    );
  }

  toJSON(): { count: number; first: readonly BadRow[] } {
    return { count: this.count, first: this.#first };
  }
}
