import fs from 'node:fs';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { Database } from './sqlite.ts';
import { UserError } from '../../core/errors.ts';
import { explainDatabaseError } from './database-errors.ts';
import { applicationId, migrations, pageSize } from './schema.ts';

const sqliteMagic = Buffer.from('SQLite format 3\0', 'latin1');

/** Whether the file begins with SQLite's magic: such a file is a project file, all else a source. */
export function isProjectFile(file: string): boolean {
  return readStart(file, sqliteMagic.length)?.equals(sqliteMagic) ?? false;
}

/**
 * One SQLite file with a corpus and its runs.
 *
 * An open file may have a `-wal` and a `-shm` file beside it; `close` puts everything back into
 * the one file, so that a copy is complete and reading works where nothing can be written.
 */
export class ProjectFile {
  readonly path: string;
  readonly database: Sqlite.Database;
  readonly readOnly: boolean;
  readonly #identity: string | undefined;

  private constructor(file: string, database: Sqlite.Database, readOnly: boolean) {
    this.path = file;
    this.#identity = identityOf(file);
    this.database = database;
    this.readOnly = readOnly;
  }

  /**
   * Opens a project file and brings its tables up to date.
   *
   * @throws {UserError} when there is no such file, or it is not SQLite, not ours, newer than this
   *   program, or damaged.
   */
  static open(file: string, { readOnly = false } = {}): ProjectFile {
    checkStart(file);
    try {
      // An absolute path, so that a name such as ":memory:" is nothing but a name.
      const database = new Database(path.resolve(file), {
        readonly: readOnly,
        fileMustExist: true,
      });
      try {
        checkVersion(file, database);
        checkTables(file, database);
        if (!readOnly) prepareForWriting(database);
        return new ProjectFile(file, database, readOnly);
      } catch (error) {
        database.close();
        throw error;
      }
    } catch (error) {
      throw explainDatabaseError(error, 'open', file);
    }
  }

  /**
   * A new file with empty tables, to be filled in one go by one writer: nothing is safe on disk
   * until `seal` returns. It is meant for staging: see `StagedFile`.
   */
  static create(file: string): ProjectFile {
    const database = new Database(file);
    database.pragma(`page_size = ${pageSize}`);
    database.pragma('auto_vacuum = INCREMENTAL'); // deleted runs give their space back
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('cache_size = -32768');
    database.pragma('foreign_keys = OFF');
    database.pragma(`application_id = ${applicationId}`);
    for (const migration of migrations) database.exec(migration);
    database.pragma(`user_version = ${migrations.length}`);
    return new ProjectFile(file, database, false);
  }

  /** Whether this very file still stands under its name: it may be deleted or replaced. */
  isInPlace(): boolean {
    return identityOf(this.path) === this.#identity;
  }

  /**
   * Writes a copy beside this file, under a name that is free: `speeches.rescued.gibbon`.
   *
   * @returns its path.
   */
  copyBeside(word: string): string {
    const { dir, name, ext } = path.parse(this.path);
    let copy = path.join(dir, `${name}.${word}${ext}`);
    for (let n = 2; fs.existsSync(copy); n++) copy = path.join(dir, `${name}.${word}-${n}${ext}`);
    this.database.prepare('VACUUM INTO ?').run(path.resolve(copy));
    return copy;
  }

  close(): void {
    if (!this.database.open) return;
    if (!this.readOnly) tidy(this.database);
    this.database.close();
  }
}

function checkStart(file: string): void {
  if (!fs.existsSync(file)) {
    throw new UserError('file-not-found', `Cannot open ${file}: there is no such file`, {
      hint: 'A project file is made by importing texts.',
      details: { file },
    });
  }
  if (fs.statSync(file).isDirectory()) {
    throw new UserError(
      'not-a-project-file',
      `Cannot open ${file}: it is a folder; a project file was expected`,
      { hint: 'Import its texts into a project file.', details: { file, found: 'folder' } },
    );
  }
  if (!isProjectFile(file)) {
    throw new UserError(
      'not-a-project-file',
      `Cannot open ${file}: it is not a project file of gibbon (nor an SQLite file at all)`,
      {
        hint: 'If it holds texts, import them into a project file.',
        details: { file, found: 'file' },
      },
    );
  }
  checkLength(file);
}

/** A copy that was cut short says so here, not as nonsense later. Bytes 16 and 28 of the header. */
function checkLength(file: string): void {
  const header = readStart(file, 100);
  if (header === undefined || header.length < 100) {
    throw new UserError('file-damaged', `Cannot open ${file}: it is damaged (cut short)`, {
      hint: restore,
    });
  }
  if (fs.existsSync(`${file}-wal`)) return; // the header may lag behind
  const bytesPerPage = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const expected = bytesPerPage * header.readUInt32BE(28);
  const found = fs.statSync(file).size;
  if (found < expected) {
    throw new UserError(
      'file-damaged',
      `Cannot open ${file}: it is damaged: ${found} bytes of ${expected} are there`,
      { hint: 'It seems to have been cut short while it was copied; copy it again.' },
    );
  }
}

function checkVersion(file: string, database: Sqlite.Database): void {
  const found = database.pragma('application_id', { simple: true });
  if (found !== applicationId) {
    throw new UserError(
      'not-a-project-file',
      `Cannot open ${file}: it is an SQLite file, but not a project file of gibbon`,
      { hint: 'A project file is made by importing texts.', details: { file, found: 'database' } },
    );
  }
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > migrations.length) {
    throw new UserError(
      'file-too-new',
      `Cannot open ${file}: it has version ${version}; this gibbon knows versions up to ` +
        `${migrations.length}`,
      { hint: 'It was made by a newer gibbon: update this one.' },
    );
  }
}

/** Opening alone reads nothing but the header. */
function checkTables(file: string, database: Sqlite.Database): void {
  const tables = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'corpus'").all();
  if (tables.length === 1) return;
  throw new UserError('file-damaged', `Cannot open ${file}: it is damaged: tables are missing`, {
    hint: restore,
  });
}

const restore = 'Restore it from a copy.';

function prepareForWriting(database: Sqlite.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const version = Number(database.pragma('user_version', { simple: true }));
  for (let next = version; next < migrations.length; next++) {
    database.transaction(() => {
      database.exec(migrations[next]);
      database.pragma(`user_version = ${next + 1}`);
    })();
  }
}

/** Fails quietly when another process reads the file: that one will tidy up in its turn. */
function tidy(database: Sqlite.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma('journal_mode = DELETE');
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}

/** What tells a file from another of the same name; undefined when there is none. */
function identityOf(file: string): string | undefined {
  const stats = fs.statSync(file, { throwIfNoEntry: false, bigint: true });
  return stats && `${stats.dev} ${stats.ino}`;
}

function readStart(file: string, length: number): Buffer | undefined {
  let descriptor: number;
  try {
    if (!fs.statSync(path.resolve(file)).isFile()) return undefined;
    descriptor = fs.openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    const start = Buffer.alloc(length);
    return start.subarray(0, fs.readSync(descriptor, start, 0, length, 0));
  } finally {
    fs.closeSync(descriptor);
  }
}
