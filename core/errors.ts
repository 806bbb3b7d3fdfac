/** The errors that gibbon throws on purpose: the caller's fault, and its own. */
import type { ErrorCode } from './error-codes.ts';

export interface UserErrorOptions extends ErrorOptions {
  /**
   * What to change, in words that hold for every face of gibbon. The command line adds what to type
   * (cli/speaking/hints.ts), by the code and the details.
   */
  readonly hint?: string | undefined;
  /** The values that the message mentions, for programs that make a message of their own. */
  readonly details?: Readonly<Record<string, string | number>> | undefined;
}

/**
 * An error that the caller can correct: wrong input, a full disk, a missing file.
 *
 * The message reads "Cannot <verb> <what> (<where>): <what was found>; <what was expected>". The
 * code is stable: programs may rely on it. On the command line it is shown without a stack trace,
 * and the exit status is 1.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, message: string, options: UserErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? {};
  }
}

/** A wrong call, such as a setting out of its range; exit status 2 on the command line. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}

/** A broken invariant: our fault. The run stops, and the last checkpoint stays whole. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Stops the program when something that must hold does not. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) refuse(message);
}

/** The same where it is known not to hold: in hot code the message is made only then. */
export function refuse(message: string): never {
  throw new InvariantError(message);
}
