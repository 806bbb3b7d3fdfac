/**
 * Which process inspects which checkpoint: a training, which deletes all but the newest two, keeps
 * those being inspected. A snapshot would also protect them, but while one is held nothing that is
 * committed can move from the log into the file.
 */
import { hostname } from 'node:os';
import type Database from 'better-sqlite3';
import { isSameProcessAlive } from './process-life.ts';
import type { ProjectFile } from './project-file.ts';

/**
 * Whether a process on another host is alive cannot be told; none inspects for longer than this.
 */
const mostMilliseconds = 24 * 60 * 60 * 1000;

/** To be called within the transaction in which the checkpoint was chosen. */
export function beginLooking(file: ProjectFile, checkpoint: number): void {
  file.write(() => {
    file.database
      .prepare('INSERT INTO lookers VALUES (?, ?, ?, ?)')
      .run(process.pid, hostname(), new Date().toISOString(), checkpoint);
  });
}

export function endLooking(file: ProjectFile, checkpoint: number): void {
  file.write(() => {
    file.database
      .prepare(
        `DELETE FROM lookers WHERE rowid IN
         (SELECT rowid FROM lookers WHERE process = ? AND host = ? AND checkpoint = ? LIMIT 1)`,
      )
      .run(process.pid, hostname(), checkpoint);
  });
}

/** Forgets processes that ended without signing off. */
export function forgetDeadLookers(database: Database.Database): void {
  const lookers = database
    .prepare<[], { id: number; process: number; host: string; since: string }>(
      'SELECT rowid AS id, process, host, since FROM lookers',
    )
    .all();
  const forget = database.prepare('DELETE FROM lookers WHERE rowid = ?');
  for (const { id, process, host, since } of lookers) {
    const isThere =
      host === hostname()
        ? isSameProcessAlive(process, since)
        : Date.now() - Date.parse(since) < mostMilliseconds;
    if (!isThere) forget.run(id);
  }
}
