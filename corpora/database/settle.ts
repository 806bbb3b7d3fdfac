/**
 * What has to be settled about a project file before SQLite may open it: whether the logs beside it
 * are its own, and whether it was left while in use.
 */
import fs from 'node:fs';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { UserError } from '../../core/errors.ts';
import { isOpenHere, readStart } from './file-bytes.ts';
import { type FileHeader, fromUserVersion, headerLength, readHeader } from './file-header.ts';
import { forgetUsers, isOpenNowhere, numLastingNames, pause } from './other-users.ts';
import { migrations } from './schema.ts';
import { type LogKind, kindOfJournal, kindOfWal } from './side-logs.ts';
import { Database } from './sqlite.ts';
import { schemaDifference, structuralProblems } from './structure.ts';

interface Surroundings {
  readonly file: string;
  readonly header: FileHeader;
  readonly logs: readonly { readonly path: string; readonly kind: LogKind }[];
}

interface LookedAround extends Surroundings {
  /** ISO 8601: before it was asked whether anybody has the file open. */
  readonly since: string;
  /** Undefined where it cannot be told. */
  readonly isAlone: boolean | undefined;
}

/**
 * Sets aside what does not belong to the file, and checks a file that nobody closed.
 *
 * @returns what a person should know of it, in sentences.
 * @throws {UserError} when the file is torn or damaged, or others use it in a way that excludes us.
 */
export function settle(path: string): string[] {
  if (isOpenHere(path)) return []; // settled when it was opened first
  const around = lastingTrouble(fs.realpathSync(path));
  if (around === undefined) return [];
  if (around.isAlone === false) throw cannotBeShared(around);
  return [...setAside(around, 'foreign'), ...(isLeftInUse(around) ? recover(around) : [])];
}

/** Looks that must find the same, a fiftieth of a second apart. */
const numSameLooks = 10;
const mostLooks = 100;

/**
 * What is around a file that has to be settled, if it stays so. Processes that open it, write and close
 * it leave it for a moment as a kill would, or another name, or a file copied over it; and each
 * that looks seems to have it open.
 */
function lastingTrouble(file: string): LookedAround | undefined {
  let before: LookedAround | undefined;
  for (let [look, numSame] = [1, 0]; ; look++) {
    const around = lookAround(file);
    if (around === undefined || !isInQuestion(around)) return undefined;
    const since = new Date().toISOString();
    const now = { ...around, since, isAlone: isOpenNowhere(file) };
    if (now.isAlone === false && canBeShared(now)) return undefined;
    const isSame =
      before?.isAlone === now.isAlone && before?.header.generation === now.header.generation;
    numSame = isSame ? numSame + 1 : 1;
    if (numSame === numSameLooks || look === mostLooks) return now;
    before = now;
    pause();
  }
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

/** Whether others who have the file open see what is written from here. */
function canBeShared({ file, header, logs }: Surroundings): boolean {
  if (logs.some(({ kind }) => kind === 'foreign')) return false;
  return !header.isInUse || (fs.existsSync(`${file}-wal`) && numLastingNames(file) === 1);
}

function cannotBeShared({ file, logs }: Surroundings): UserError {
  const foreign = logs.find(({ kind }) => kind === 'foreign');
  if (foreign !== undefined) {
    return new UserError(
      'file-in-use',
      `Cannot open ${file}: another process is writing to it, and the file was overwritten ` +
        `in the meantime: ${path.basename(foreign.path)} does not belong to its contents`,
      { hint: 'Stop that process first; the file was not touched.' },
    );
  }
  const numNames = numLastingNames(file);
  return new UserError(
    'file-in-use',
    `Cannot open ${file}: another process has it open, perhaps under another name (` +
      `${numNames > 1 ? `it has ${numNames} of them: hard links` : 'a mount'}); a file with more ` +
      'than one name is used by one process at a time',
    { hint: 'Wait for that process, or open a copy.' },
  );
}

function setAside({ file, logs }: Surroundings, kind: LogKind): string[] {
  const ofThatKind = logs.filter((log) => log.kind === kind);
  return ofThatKind.flatMap((log) => {
    const aside = freeName(`${log.path}.set-aside`);
    try {
      fs.renameSync(log.path, aside);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // another process did it
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
function recover(around: LookedAround): string[] {
  const { file, logs, isAlone, since } = around;
  if (logs.some(({ kind }) => kind === 'unknown') && !isWholeWithLogs(around)) {
    return [...setAside(around, 'unknown'), ...recover({ ...around, logs: [] })];
  }
  const database = openForRecovery(file);
  try {
    const problem = problemOf(database);
    if (problem !== undefined) throw torn(file, problem);
    if (isAlone === true && !database.readonly) forgetUsers(database, since);
    const newest = newestCheckpoint(database);
    if (!database.readonly) database.pragma('journal_mode = DELETE'); // refused by others who have it open
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
