/** SQLite's errors, in the words of the person who has the file. */
import type { ErrorCode } from '../../core/error-codes.ts';
import { UserError } from '../../core/errors.ts';

/** The beginning of SQLite's error code, our own, what was found, and what to do about it. */
const meanings: readonly (readonly [start: string, ErrorCode, found: string, hint: string])[] = [
  ['SQLITE_CORRUPT', 'file-damaged', 'it is damaged', 'Restore it from a copy.'],
  ['SQLITE_NOTADB', 'file-damaged', 'it is damaged', 'Restore it from a copy.'],
  [
    'SQLITE_FULL',
    'disk-full',
    'the disk is full',
    'Make room and try again; what was saved before is whole.',
  ],
  // No room for the log's index, the first thing that opening a file for writing makes.
  [
    'SQLITE_IOERR_SHMSIZE',
    'disk-full',
    'the disk is full',
    'Make room and try again; what was saved is whole.',
  ],
  [
    'SQLITE_READONLY',
    'read-only',
    'it cannot be written here',
    'Copy it to a place where you may write.',
  ],
  [
    'SQLITE_CANTOPEN',
    'read-only',
    'it cannot be opened here',
    'Copy it to a place where you may write.',
  ],
  [
    'SQLITE_IOERR',
    'disk-failed',
    'the disk reported an error',
    'Copy the file to another disk; what was saved before is whole.',
  ],
  [
    'SQLITE_BUSY',
    'file-in-use',
    'another process holds it',
    'Try again when that process has ended.',
  ],
];

/**
 * An error of SQLite as one that says what to do; anything else as it is.
 *
 * @param what as in "open", "write a checkpoint into".
 */
export function explainDatabaseError(error: unknown, what: string, file: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const [, errorCode = 'file-damaged', found, hint] =
    meanings.find(([start]) => code.startsWith(start)) ?? [];
  const message = `Cannot ${what} ${file}: ${found ?? (error as Error).message}`;
  return new UserError(errorCode, message, { hint, details: { file, found: code }, cause: error });
}

/** Whether waiting may help: the disk is full, or someone else is writing. */
export function isPassing(error: unknown): boolean {
  return /^SQLITE_(FULL|BUSY|IOERR_WRITE|IOERR_FSYNC)/.test(codeOf(error) ?? '');
}

export function isOfDatabase(error: unknown): boolean {
  return codeOf(error) !== undefined;
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code } = error;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}
