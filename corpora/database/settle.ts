/**
 * What has to be settled about a project file before SQLite may open it: whether the logs beside it
 * are its own, and whether it was left while in use.
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { UserError } from '../../core/errors.ts';
import { isOpenHere, readStart } from './file-bytes.ts';
import { type FileHeader, fromUserVersion, headerLength, readHeader } from './file-header.ts';
import { migrations } from './schema.ts';
import { type LogKind, kindOfJournal, kindOfWal } from './side-logs.ts';
import { Database } from './sqlite.ts';
import { schemaDifference, structuralProblems } from './structure.ts';

interface Surroundings {
  readonly file: string;
  readonly header: FileHeader;
  readonly logs: readonly { readonly path: string; readonly kind: LogKind }[];
}

/**
 * Sets aside what does not belong to the file, and checks a file that nobody closed.
 *
 * @returns what a person should know of it, in sentences.
 * @throws {UserError} when the file is torn or damaged, or others use it in a way that excludes us.
 */
export function settle(path: string): string[] {
  if (isOpenHere(path)) return []; // settled when it was opened first
  const around = lookAround(fs.realpathSync(path));
  if (around === undefined || !isInQuestion(around)) return [];
  const isAlone = isOpenNowhere(around.file);
  if (isAlone === false) {
    checkCanBeShared(around);
    return [];
  }
  return [...setAside(around, 'foreign'), ...(isLeftInUse(around) ? recover(around) : [])];
}

/** Undefined when it is no file of SQLite, which others say. */
function lookAround(file: string): Surroundings | undefined {
  const header = readHeader(readStart(file, headerLength));
  if (header === undefined) return undefined;
  const [wal, journal] = [`${file}-wal`, `${file}-journal`];
  return {
    file,
    header,
    logs: [
      { path: wal, kind: kindOfWal(wal, header) },
      { path: journal, kind: kindOfJournal(journal, header) },
    ],
  };
}

function isInQuestion({ header, logs }: Surroundings): boolean {
  return isLeftInUse({ header, logs }) || logs.some(({ kind }) => kind === 'foreign');
}

/** Of a file that nobody has open: its process was killed, or it is a copy made meanwhile. */
function isLeftInUse({ header, logs }: Pick<Surroundings, 'header' | 'logs'>): boolean {
  return header.isInUse || logs.some(({ kind }) => kind === 'unknown');
}

/**
 * Whether no process has the file open, by this name or another: SQLite's locks are on the file
 * itself. It is asked through a name of our own, beside which there are no logs.
 *
 * @returns undefined where that cannot be told: the file system has no links, or nothing can be
 *   written there.
 */
function isOpenNowhere(file: string): boolean | undefined {
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

/** @throws {UserError} when others have the file open and do not see what is written from here. */
function checkCanBeShared({ file, header, logs }: Surroundings): void {
  const numNames = numLastingNames(file);
  if (header.isInUse && (numNames > 1 || !fs.existsSync(`${file}-wal`))) {
    throw new UserError(
      'file-in-use',
      `Cannot open ${file}: another process has it open, perhaps under another name (` +
        `${numNames > 1 ? `it has ${numNames} of them: hard links` : 'a mount'}); a file with more ` +
        'than one name is used by one process at a time',
      { hint: 'Wait for that process, or open a copy.' },
    );
  }
  const foreign = logs.find(({ kind }) => kind === 'foreign');
  if (foreign === undefined || !isStillForeign(file)) return;
  throw new UserError(
    'file-in-use',
    `Cannot open ${file}: another process is writing to it, and the file was overwritten ` +
      `in the meantime: ${path.basename(foreign.path)} does not belong to its contents`,
    { hint: 'Stop that process first; the file was not touched.' },
  );
}

/** The hard links of a file; others may be asking at this moment, as `isOpenNowhere` does. */
export function numLastingNames(file: string): number {
  let fewest = Infinity;
  for (let time = 0; time < 5 && fewest > 1; time++) {
    if (time > 0) pause();
    fewest = Math.min(fewest, fs.statSync(file).nlink);
  }
  return fewest;
}

/** For states that last only a moment. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
}

/** A log being written may be seen between two states: read again, it is right. */
function isStillForeign(file: string): boolean {
  for (let time = 0; time < 5; time++) {
    pause();
    const around = lookAround(file);
    if (around?.logs.every(({ kind }) => kind !== 'foreign') !== false) return false;
  }
  return true;
}

function setAside({ file, logs }: Surroundings, kind: LogKind): string[] {
  const ofThatKind = logs.filter((log) => log.kind === kind);
  return ofThatKind.map((log) => {
    const aside = freeName(`${log.path}.set-aside`);
    try {
      fs.renameSync(log.path, aside);
    } catch (error) {
      throw new UserError(
        'file-in-use',
        `Cannot open ${file}: ${path.basename(log.path)} beside it does not belong to it, and ` +
          'cannot be set aside here',
        { hint: 'Move it away, or copy the file to a place where you may write.', cause: error },
      );
    }
    return (
      `${log.path} does not belong to ${path.basename(file)} as it is now: it was left behind ` +
      `by another file of this name. It was not applied, and is now ${path.basename(aside)}.`
    );
  });
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let n = 2; fs.existsSync(name); n++) name = `${wanted}-${n}`;
  return name;
}

/**
 * A file that claims to be in use, but is not: its process was killed, or this is a copy made
 * during the use. SQLite applies its log; then everything is checked for consistency, because a
 * copy may have caught the file between two writes.
 */
function recover(around: Surroundings): string[] {
  const { file, logs } = around;
  if (logs.some(({ kind }) => kind === 'unknown') && !isWholeWithLogs(around)) {
    return [...setAside(around, 'unknown'), ...recover({ ...around, logs: [] })];
  }
  const database = openForRecovery(file);
  try {
    const problem = problemOf(database);
    if (problem !== undefined) throw torn(file, problem);
    const newest = newestCheckpoint(database);
    if (!database.readonly) database.pragma('journal_mode = DELETE');
    return [
      `${file} was left while in use: a process was killed, or this is a copy made in the ` +
        `meantime. It was checked, and is whole${newest === undefined ? '.' : `: ${newest}.`}`,
    ];
  } finally {
    database.close();
  }
}

function openForRecovery(file: string): Sqlite.Database {
  try {
    fs.accessSync(file, fs.constants.W_OK);
    return new Database(file, { fileMustExist: true });
  } catch {
    return new Database(file, { fileMustExist: true, readonly: true });
  }
}

/** Of a file of ours; any other is refused later, with its reason. */
function problemOf(database: Sqlite.Database): string | undefined {
  const userVersion = Number(database.pragma('user_version', { simple: true }));
  const { version } = fromUserVersion(userVersion);
  if (version > migrations.length) return undefined;
  const difference = schemaDifference(database, version);
  if (difference !== undefined) return difference;
  const [problem] = structuralProblems(database, 1);
  return problem;
}

/** A log that does not say which file it belongs to: it is tried on a copy. */
function isWholeWithLogs({ file, logs }: Surroundings): boolean {
  const folder = fs.mkdtempSync(path.join(path.dirname(file), '.gibbon-trial-'));
  try {
    const copy = path.join(folder, 'copy');
    fs.copyFileSync(file, copy);
    for (const log of logs) {
      if (log.kind !== 'none') fs.copyFileSync(log.path, copy + log.path.slice(file.length));
    }
    const database = new Database(copy);
    try {
      return problemOf(database) === undefined;
    } finally {
      database.close();
    }
  } catch {
    return false;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function newestCheckpoint(database: Sqlite.Database): string | undefined {
  const newest = database
    .prepare<[], { name: string; sweep: number }>(
      `SELECT name, sweep FROM checkpoints JOIN runs ON runs.id = run
       ORDER BY checkpoints.id DESC LIMIT 1`,
    )
    .get();
  return newest && `its newest checkpoint is of sweep ${newest.sweep} of "${newest.name}"`;
}

function torn(file: string, problem: string): UserError {
  return new UserError(
    'file-damaged',
    `Cannot open ${file}: it was copied in the middle of a write, or is damaged: ${problem}`,
    { hint: 'Copy it again, or restore it from another copy.' },
  );
}
