/**
 * An error that the person at the keyboard can mend: wrong input, a full disk, a missing file.
 *
 * The message reads "Cannot <verb> <what> (<where>): <what was found>; <what was expected>"; the
 * hint says what to type or change. It is shown without a stack trace, and the exit status is 1.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}

/** A wrong use of the command line, such as an option out of its range: exit status 2. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}

/** A broken invariant: our fault. The run stops, and the last checkpoint stays whole. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Stops the program when something that must hold does not. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
