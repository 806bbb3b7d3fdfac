/** Whether other processes use a project file at this moment, and how many names it has. */
import { randomBytes, randomInt } from 'node:crypto';
import fs from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { isOfDatabase } from './database-errors.ts';
import { identityOf } from './file-bytes.ts';
import { toUserVersion } from './file-header.ts';
import { isAlive } from './process-life.ts';
import { migrations } from './schema.ts';
import { hasTable } from './row-checksums.ts';
import { Database } from './sqlite.ts';
import { readUserVersion } from './stored-version.ts';

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
  const probe = path.join(
    path.dirname(file),
    `.gibbon-probe-${process.pid}-${randomBytes(8).toString('hex')}`,
  );
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
    removeProbe(probe);
  }
}

function removeProbe(probe: string): void {
  for (const end of ['', '-wal', '-journal']) fs.rmSync(probe + end, { force: true });
}

/** The hard links of a file; others may be asking at this moment, as `isOpenNowhere` does. */
export function numLastingNames(file: string): number {
  let fewest = Infinity;
  for (let time = 0; time < 5 && fewest > 1; time++) {
    if (time > 0) pause();
    fewest = Math.min(fewest, numNames(file));
  }
  if (fewest === 1 || !removeDeadProbes(file)) return fewest;
  return numNames(file);
}

function numNames(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.nlink ?? 0;
}

/** Removes what processes left that were killed while they asked: other names of this very file. */
function removeDeadProbes(file: string): boolean {
  let hasRemoved = false;
  try {
    const folder = path.dirname(fs.realpathSync(file));
    for (const name of fs.readdirSync(folder)) {
      const [, pid] = /^\.gibbon-probe-(\d+)-[\da-f]{16}$/u.exec(name) ?? [];
      const probe = path.join(folder, name);
      if (pid === undefined || isAlive(Number(pid))) continue;
      if (identityOf(probe) !== identityOf(file)) continue;
      removeProbe(probe);
      hasRemoved = true;
    }
  } catch {
    // The folder cannot be read or written: then they count.
  }
  return hasRemoved;
}

/**
 * Forgets who trains in a file and who looks at it, where nobody had it open at a moment: they were killed, or
 * use the file of which this is a copy. Of other machines that cannot be told.
 *
 * @param since that moment, ISO 8601; whoever came later is kept.
 */
export function forgetUsers(database: Sqlite.Database, since: string): void {
  if (readUserVersion(database).version > migrations.length) return;
  const forget = database.transaction(() => {
    let numForgotten = 0;
    for (const table of ['holder', 'lookers'].filter((name) => hasTable(database, name))) {
      const rows = database.prepare(`DELETE FROM ${table} WHERE host = ? AND since < ?`);
      numForgotten += rows.run(hostname(), since).changes;
    }
    if (numForgotten === 0) return;
    const { version, generation } = readUserVersion(database);
    database.pragma(`user_version = ${toUserVersion(version, generation + 1)}`);
  });
  try {
    forget.immediate();
  } catch (error) {
    if (!isOfDatabase(error)) throw error; // nothing can be written: who has died is recognized all the same
  }
}

/** For states that last only a moment. Of two that wait for each other, one is sooner. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, randomInt(10, 30));
}
