/** How a project file is opened for writing, and left as one file again. */
import type Sqlite from 'better-sqlite3';
import { UserError } from '../../core/errors.ts';
import { isOfDatabase } from './database-errors.ts';
import { drawGeneration, toUserVersion } from './file-header.ts';
import { migrations } from './schema.ts';
import { numLastingNames } from './settle.ts';
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

/** Fails silently when another process reads the file: that one tidies up when it closes. */
export function tidy(database: Sqlite.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma('journal_mode = DELETE');
  } catch (error) {
    if (!isOfDatabase(error)) throw error;
  }
}
