/**
 * Only one process trains in a project file at a time: a row names it. The lock of a process that
 * has died is recognised and taken over, even if its number now belongs to another process. Within a
 * process, which may have the file open more than once, it is remembered who holds it.
 */
import { hostname } from 'node:os';
import { UserError } from '../../core/errors.ts';
import { identityOf } from './file-bytes.ts';
import { isSameProcessAlive } from './process-life.ts';
import type { ProjectFile } from './project-file.ts';
import type { StoredRun } from './stored-run.ts';

interface Holder {
  readonly process: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
}

export interface LockOptions {
  /** What is refused while another process holds the file: "train in", "replace". */
  readonly what: string;
  /** Whether to treat a process on another host, whose state cannot be told, as dead. */
  readonly takeOver?: boolean | undefined;
}

/**
 * Files in which this process trains, by `identityOf`. Not told by the row alone: it may have been left
 * by a process that had the same number, as all first processes of a container have.
 */
const heldByUs = new Set<string>();

export class TrainingLock {
  readonly #file: ProjectFile;
  readonly #identity: string;

  private constructor(file: ProjectFile) {
    this.#file = file;
    this.#identity = identityOf(file.path) ?? '';
    heldByUs.add(this.#identity);
  }

  /** @throws {UserError} when somebody else is training in this file, in another process or in this one. */
  static take(file: ProjectFile, options: LockOptions): TrainingLock {
    file.write(() => {
      checkNobodyTrains(file, options);
      file.database
        .prepare('INSERT OR REPLACE INTO holder (id, process, host, since) VALUES (0, ?, ?, ?)')
        .run(process.pid, hostname(), new Date().toISOString());
    });
    return new TrainingLock(file);
  }

  /** Never fails: where nothing can be written any more, the lock is recognised as left behind. */
  release(): void {
    heldByUs.delete(this.#identity);
    const { database } = this.#file;
    if (!database.open) return;
    try {
      this.#file.write(() => {
        database
          .prepare('DELETE FROM holder WHERE process = ? AND host = ?')
          .run(process.pid, hostname());
      });
    } catch {
      // The process that works on the file reports what is wrong with it.
    }
  }
}

/** Whether a process trains in the file, as far as can be told from here. */
export function isBeingTrained(file: ProjectFile): boolean {
  const holder = holderOf(file);
  if (holder === undefined) return false;
  return holder.host !== hostname() || isSameProcessAlive(holder.process, holder.since);
}

/** What a run is at; one whose process was killed still says that it is running. */
export function stateOf(
  { state }: Pick<StoredRun, 'state'>,
  isHeld: boolean,
): StoredRun['state'] | 'interrupted' {
  return state === 'running' && !isHeld ? 'interrupted' : state;
}

function holderOf({ database }: ProjectFile): Holder | undefined {
  return database.prepare<[], Holder>('SELECT process, host, since FROM holder').get();
}

/** @throws {UserError} when a process that lives is training in this file. */
export function checkNobodyTrains(file: ProjectFile, { what, takeOver }: LockOptions): void {
  const holder = holderOf(file);
  if (holder === undefined) return;
  if (holder.host === hostname()) {
    if (holder.process === process.pid) {
      if (heldByUs.has(identityOf(file.path) ?? '')) throw heldByThisProgram(file.path, what);
      return;
    }
    if (isSameProcessAlive(holder.process, holder.since)) throw heldHere(file.path, what, holder);
  } else if (takeOver !== true) {
    throw heldElsewhere(file.path, what, holder);
  }
}

function heldByThisProgram(path: string, what: string): UserError {
  return new UserError(
    'file-in-use',
    `Cannot ${what} ${path}: this program is training in it already`,
    { hint: 'Wait until that training has ended.', details: { file: path } },
  );
}

function heldHere(path: string, what: string, { process, since }: Holder): UserError {
  return new UserError(
    'file-in-use',
    `Cannot ${what} ${path}: process ${process} has been training in it since ${readable(since)}`,
    {
      hint: `Wait for it, or stop it: kill ${process} (it saves before it ends)`,
      details: { file: path, process },
    },
  );
}

function heldElsewhere(path: string, what: string, { process, host, since }: Holder): UserError {
  return new UserError(
    'file-in-use',
    `Cannot ${what} ${path}: process ${process} on "${host}" has been training in it since ` +
      readable(since),
    {
      hint: `Wait for it. If it has died, or "${host}" was this machine's name, take the file over.`,
      details: { file: path, process, host, what },
    },
  );
}

/** "2026-11-26 14:05": a moment in the time of this machine; as it stands where it is none. */
function readable(moment: string): string {
  const time = new Date(moment);
  if (Number.isNaN(time.getTime())) return moment;
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(two).join('-');
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
