/** Whether other processes use a project file at this moment, and how many names it has. */
import { randomInt, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { Database } from './sqlite.ts';

/**
 * Whether no process has the file open, by this name or another: SQLite's locks are on the file
 * itself. It is asked through a name of our own, beside which there are no logs. Two that ask at the
 * same moment may each take the other for a user.
 *
 * @param file not open here.
 * @returns undefined where that cannot be told: the file system has no links, or nothing can be
 *   written there.
 */
export function isOpenNowhere(file: string): boolean | undefined {
  const probe = path.join(path.dirname(file), `.gibbon-probe-${randomUUID()}`);
  try {
    fs.linkSync(file, probe);
  } catch {
    return undefined;
  }
  let database: Sqlite.Database | undefined;
  try {
    database = new Database(probe, { timeout: 0 });
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
    database.exec('ROLLBACK');
    return true;
  } catch (error) {
    return (error as { code?: string }).code?.startsWith('SQLITE_BUSY') === true
      ? false
      : undefined;
  } finally {
    database?.close();
    for (const end of ['', '-wal', '-journal']) fs.rmSync(probe + end, { force: true });
  }
}

/** The hard links of a file; others may be asking at this moment, as `isOpenNowhere` does. */
export function numLastingNames(file: string): number {
  let fewest = Infinity;
  for (let time = 0; time < 5 && fewest > 1; time++) {
    if (time > 0) pause();
    fewest = Math.min(fewest, fs.statSync(file, { throwIfNoEntry: false })?.nlink ?? 0);
  }
  return fewest;
}

/** For states that last only a moment. Of two that wait for each other, one is sooner. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, randomInt(10, 30));
}
