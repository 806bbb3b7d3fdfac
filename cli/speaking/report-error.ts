/** How an error ends the program: its message and the exit status. */
import { CommanderError } from 'commander';
import { UsageError, UserError } from '../../core/errors.ts';
import { inert } from '../components/inert.ts';
import { hintOf } from './hints.ts';
import { inertLines } from './messages.ts';
import { canRedraw } from './can-redraw.ts';

/** Node's name for an error of the operating system, with what a person would call it. */
const systemErrors: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  ENOENT: 'no such file or folder',
  EIO: 'the disk reported an error',
  SQLITE_FULL: 'the disk is full',
  SQLITE_READONLY: 'the file cannot be written',
  SQLITE_CANTOPEN: 'the file cannot be opened',
  SQLITE_IOERR: 'the disk reported an error',
  SQLITE_BUSY: 'another process is using the file',
  SQLITE_CORRUPT: 'the file is damaged',
  SQLITE_NOTADB: 'the file is damaged',
};

/**
 * Writes the error to stderr: the person's fault or the world's in a line and a hint, ours with
 * the way to tell us.
 *
 * @returns the exit status.
 */
export function reportError(error: unknown, { debug }: { debug: boolean }): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has spoken already
  process.stderr.write(`${describe(error)}\n`);
  if (debug && error instanceof Error) process.stderr.write(`\n${inertLines(stackOf(error))}\n`);
  if (error instanceof Error && 'exitStatus' in error) return Number(error.exitStatus);
  return error instanceof UsageError ? 2 : 1;
}

function describe(error: unknown): string {
  if (error instanceof UserError) {
    const hint = hintOf(error);
    const dimmed = hint === undefined ? '' : `\n${dim(inertLines(cut(hint)))}`;
    return `gibbon: ${inertLines(cut(error.message))}${dimmed}`;
  }
  if (!(error instanceof Error)) return `gibbon: ${inert(String(error))}`;
  if (isSqliteMissing(error)) return `gibbon: ${sqliteMissing}`;
  if (isOutOfHandles(error)) return `gibbon: ${outOfHandles(error)}`;
  const meaning = meaningOf(error);
  if (meaning !== undefined) return `gibbon: ${inert(error.message)} (${meaning})`;
  return `gibbon: ${inert(error.message)}\n${dim('This looks like a fault of gibbon itself; --debug shows where.')}`;
}

/** Names from the input stand in messages, and can be of any length. */
function cut(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.length <= 1000 ? line : `${line.slice(0, 1000)} ...`))
    .join('\n');
}

const sqliteMissing = `Cannot start SQLite: the package better-sqlite3 or its binary is not there, or is for another Node
Install gibbon again with this Node; with Node 20 the package must be allowed to build:
  npm install --global --allow-scripts=better-sqlite3 gibbon   (npm 10 does not know the option)
(in a checkout: npm rebuild better-sqlite3)`;

/** npm can leave out the step that makes SQLite's binary, and says so only in passing. */
function isSqliteMissing(error: Error): boolean {
  if ((error as NodeJS.ErrnoException).code === 'ERR_DLOPEN_FAILED') return true;
  if (error.message.startsWith('Could not locate the bindings file')) return true;
  return error.message.includes("'better-sqlite3"); // from "Cannot find package"
}

/** This process, or the whole machine, has as many files open as it may. */
function isOutOfHandles(error: Error): boolean {
  return /\bE[MN]FILE\b/u.test(`${String((error as NodeJS.ErrnoException).code)} ${error.message}`);
}

function outOfHandles({ message }: Error): string {
  const place = /'([^']+)'/u.exec(message)?.[1];
  const where = place === undefined ? '' : ` (${inert(place)})`;
  return (
    `Cannot open another file${where}: as many are open as the system allows; more were expected\n` +
    dim('See how many this process may open with: ulimit -n; allow more with: ulimit -n 1024')
  );
}

/** In plain words, what the operating system or SQLite complains about. */
function meaningOf(error: Error): string | undefined {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) return undefined;
  return systemErrors[code] ?? systemErrors[code.split('_').slice(0, 2).join('_')];
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}

function dim(text: string): string {
  const isColourful = canRedraw(process.stderr) && !process.env['NO_COLOR'];
  return isColourful ? `\u001b[2m${text}\u001b[22m` : text;
}
