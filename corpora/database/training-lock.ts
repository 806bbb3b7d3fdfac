/**
 * Only one process trains in a project file at a time: a row names it. The lock of a process that
 * has died is recognised and taken over.
 */
import { hostname } from 'node:os';
import { UserError } from '../../core/errors.ts';
import type { ProjectFile } from './project-file.ts';

interface Holder {
  readonly process: number;
  readonly host: string;
  readonly since: string;
}

export class TrainingLock {
  readonly #file: ProjectFile;

  private constructor(file: ProjectFile) {
    this.#file = file;
  }

  /** @throws {UserError} when another process that lives is training in this file. */
  static take(file: ProjectFile): TrainingLock {
    const { database } = file;
    database
      .transaction(() => {
        const holder = database
          .prepare<[], Holder>('SELECT process, host, since FROM holder')
          .get();
        if (holder && lives(holder)) throw heldBy(file.path, holder);
        database
          .prepare('INSERT OR REPLACE INTO holder (id, process, host, since) VALUES (0, ?, ?, ?)')
          .run(process.pid, hostname(), new Date().toISOString());
      })
      .immediate();
    return new TrainingLock(file);
  }

  release(): void {
    if (!this.#file.database.open) return;
    this.#file.database.prepare('DELETE FROM holder WHERE process = ?').run(process.pid);
  }
}

/** On another host nobody can tell from here, so it counts as alive. */
function lives(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  if (holder.process === process.pid) return false;
  try {
    process.kill(holder.process, 0); // signal 0 only asks whether it is there
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // there, but someone else's
  }
}

function heldBy(path: string, { process, host, since }: Holder): UserError {
  const where = host === hostname() ? '' : ` on ${host}`;
  return new UserError(
    `Cannot train in ${path}: process ${process}${where} has been training in it since ${since}`,
    host === hostname()
      ? `Wait for it, or stop it: kill ${process} (it saves before it ends)`
      : 'Copy the file to train here, or wait for that process.',
  );
}
