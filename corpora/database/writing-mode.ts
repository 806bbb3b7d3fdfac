/** How a project file is opened for writing, and left as one file again. */
import type Sqlite from 'better-sqlite3';
import { UserError } from '../../core/errors.ts';
import { isOfDatabase } from './database-errors.ts';
import { isOpenHere, readStart } from './file-bytes.ts';
import { drawGeneration, headerLength, readHeader, toUserVersion } from './file-header.ts';
import { migrations } from './schema.ts';
import { isOpenNowhere, numLastingNames, pause } from './other-users.ts';
import { Database } from './sqlite.ts';
import { readUserVersion } from './stored-version.ts';

/** With a log, safe on disk with each transaction, and its tables up to date. */
export function prepareForWriting(file: string, database: Sqlite.Database): void {
  if (database.pragma('journal_mode', { simple: true }) !== 'wal') {
    beginUse(file, database);
  }
  database.pragma('synchronous = FULL');
  database.pragma('wal_autocheckpoint = 0'); // see ProjectFile.write
  const { version } = readUserVersion(database);
  for (let next = version; next < migrations.length; next++) {
    database.transaction(() => {
      const { generation } = readUserVersion(database);
      database.exec(migrations[next]);
      database.pragma(`user_version = ${toUserVersion(next + 1, generation + 1)}`);
    })();
  }
}

/**
 * The first to open a file for writing draws a generation for it. Both this and the change to a log
 * write the first page alone, and no other: whatever becomes of their journal, the file is whole.
 */
function beginUse(file: string, database: Sqlite.Database): void {
  const drawn = drawGeneration();
  database
    .transaction(() => {
      // Another process may have been the first after all.
      if (database.pragma('journal_mode', { simple: true }) === 'wal') return;
      const { version } = readUserVersion(database);
      database.pragma(`user_version = ${toUserVersion(version, drawn)}`);
    })
    .exclusive();
  database.pragma('journal_mode = WAL');
  if (readUserVersion(database).generation === drawn || numLastingNames(file) === 1) return;
  throw new UserError(
    'file-in-use',
    `Cannot open ${file}: another process has just opened it, perhaps under another name`,
    { hint: 'Wait for that process, or open a copy.' },
  );
}

/** Fails silently when another process has the file open: that one tidies up when it closes. */
export function tidy(database: Sqlite.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma('journal_mode = DELETE');
  } catch (error) {
    if (!isOfDatabase(error)) throw error;
  }
}

/** Times that a file is looked at after it was closed. */
const mostLooks = 4;

/**
 * Tidies up what was left to others, when this process has closed a file. Of several that close it at
 * the same moment each has left that to the others, and one that only reads cannot do it at all.
 */
export function tidyClosed(file: string): void {
  for (let look = 1; ; look++) {
    if (isOpenHere(file) || readHeader(readStart(file, headerLength))?.isInUse !== true) return;
    if (isOpenNowhere(file) === true) tidyAlone(file);
    if (look === mostLooks) return;
    pause();
  }
}

function tidyAlone(file: string): void {
  try {
    const database = new Database(file, { fileMustExist: true, timeout: 0 });
    try {
      tidy(database);
    } finally {
      database.close();
    }
  } catch (error) {
    if (!isOfDatabase(error)) throw error; // it cannot be written, or somebody has just opened it
  }
}
