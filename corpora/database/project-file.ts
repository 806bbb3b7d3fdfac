/** A project file as a database: opened, checked, closed tidily. */
import fs from 'node:fs';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { UserError } from '../../core/errors.ts';
import { explainDatabaseError, isOfDatabase } from './database-errors.ts';
import { WatchedFile, identityOf, isOpenHere, readStart } from './file-bytes.ts';
import {
  drawGeneration,
  fromUserVersion,
  generationsBetween,
  headerLength,
  readHeader,
  toUserVersion,
} from './file-header.ts';
import { applicationId, migrations, pageSize } from './schema.ts';
import { numLastingNames, settle } from './settle.ts';
import { Database } from './sqlite.ts';
import { schemaDifference } from './structure.ts';

const sqliteMagic = Buffer.from('SQLite format 3\0', 'latin1');

/** Whether the file begins with SQLite's magic: such a file is a project file, all else a source. */
export function isProjectFile(file: string): boolean {
  if (isOpenHere(file)) return true;
  return readStart(path.resolve(file), sqliteMagic.length)?.equals(sqliteMagic) ?? false;
}

interface Opened {
  readonly file: string;
  readonly database: Sqlite.Database;
  readonly readOnly: boolean;
  readonly watched: WatchedFile;
  readonly notices: readonly string[];
}

/**
 * One SQLite file with a corpus and its runs.
 *
 * While it is open for writing there is a `-wal` and a `-shm` file beside it. What a transaction has
 * committed goes from there into the file itself at once, so that a copy of the one file lacks at
 * most what came since; `close` leaves nothing beside it.
 */
export class ProjectFile {
  readonly path: string;
  readonly database: Sqlite.Database;
  readonly readOnly: boolean;
  /** What a person should know about the state in which the file was found, in sentences. */
  readonly notices: readonly string[];
  readonly #watched: WatchedFile;
  /** The generation that the file itself had when it was last seen. */
  #generation: number;
  #isOverwritten = false;

  private constructor({ file, database, readOnly, watched, notices }: Opened) {
    this.path = file;
    this.database = database;
    this.readOnly = readOnly;
    this.notices = notices;
    this.#watched = watched;
    this.#generation = this.#storedGeneration() ?? 0;
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
      const notices = settle(file);
      // An absolute path, so that a name such as ":memory:" is nothing but a name.
      const absolute = path.resolve(file);
      const watched = new WatchedFile(absolute);
      const database = new Database(absolute, { readonly: readOnly, fileMustExist: true });
      try {
        checkIsOurs(file, database);
        if (!readOnly) prepareForWriting(file, database);
        return new ProjectFile({ file, database, readOnly, watched, notices });
      } catch (error) {
        database.close();
        watched.close();
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
    database.pragma(`user_version = ${toUserVersion(migrations.length, drawGeneration())}`);
    const watched = new WatchedFile(file);
    return new ProjectFile({ file, database, readOnly: false, watched, notices: [] });
  }

  /**
   * Does `work` in one transaction, the only way in which an open file is written to; a call within
   * another belongs to that one's. When it returns, what was written is safe on disk, and in the file
   * itself unless a reader still needs the state before; then the next transaction puts it there.
   *
   * @throws {UserError} when the file was overwritten meanwhile: nothing is written into it.
   */
  write<Result>(work: () => Result): Result {
    const { database } = this;
    if (database.inTransaction) return work();
    const result = database
      .transaction(() => {
        this.#checkNotOverwritten();
        const done = work();
        const { version, generation } = readUserVersion(database);
        database.pragma(`user_version = ${toUserVersion(version, generation + 1)}`);
        return done;
      })
      .immediate();
    this.#transfer();
    return result;
  }

  /** Whether this very file still stands under its name: it may be deleted or replaced. */
  isInPlace(): boolean {
    return identityOf(this.path) === this.#watched.identity;
  }

  /** From the log into the file, as far as readers allow; nobody is waited for. */
  #transfer(): void {
    const { database } = this;
    try {
      database.pragma('busy_timeout = 0');
      database.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      if (!isOfDatabase(error)) throw error; // it is safe in the log
    } finally {
      database.pragma(`busy_timeout = ${busyMilliseconds}`);
    }
    this.#generation = this.#storedGeneration() ?? this.#generation;
  }

  /** Someone may have copied another file over this one: then the log and the file part ways. */
  #checkNotOverwritten(): void {
    const now = readUserVersion(this.database).generation;
    const stored = this.#storedGeneration();
    const most = generationsBetween(this.#generation, now);
    if (stored !== undefined && generationsBetween(this.#generation, stored) <= most) return;
    this.#isOverwritten = true;
    throw new UserError(
      'file-replaced',
      `Cannot write into ${this.path}: it was overwritten by another file while it was open`,
      { hint: 'The file that is there now was not touched.' },
    );
  }

  #storedGeneration(): number | undefined {
    return readHeader(this.#watched.readStart(headerLength))?.generation;
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
    if (!this.readOnly && !this.#isOverwritten) tidy(this.database);
    this.database.close();
    this.#watched.close();
  }
}

/** How long someone else's write is waited for. */
const busyMilliseconds = 5000;

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

/** A truncated copy is detected here, rather than as nonsense later. */
function checkLength(file: string): void {
  if (isOpenHere(file)) return;
  const header = readHeader(readStart(path.resolve(file), headerLength));
  if (header === undefined) {
    throw new UserError('file-damaged', `Cannot open ${file}: it is damaged (cut short)`, {
      hint: restore,
    });
  }
  if (fs.existsSync(`${file}-wal`)) return; // the header may lag behind
  const expected = header.pageSize * header.numPages;
  const found = fs.statSync(file).size;
  if (found < expected) {
    throw new UserError(
      'file-damaged',
      `Cannot open ${file}: it is damaged: it has only ${found} of ${expected} bytes`,
      { hint: 'It seems to have been cut short while it was copied; copy it again.' },
    );
  }
}

/** Before anything is read from it: what it is, and that its tables are those of its version. */
function checkIsOurs(file: string, database: Sqlite.Database): void {
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  if (database.pragma('application_id', { simple: true }) !== applicationId) {
    throw new UserError(
      'not-a-project-file',
      `Cannot open ${file}: it is an SQLite file, but not a project file of gibbon`,
      { hint: 'A project file is made by importing texts.', details: { file, found: 'database' } },
    );
  }
  const { version } = readUserVersion(database);
  if (version > migrations.length) {
    throw new UserError(
      'file-too-new',
      `Cannot open ${file}: it has version ${version}; this gibbon knows versions up to ` +
        `${migrations.length}`,
      { hint: 'It was made by a newer gibbon: update this one.' },
    );
  }
  const difference = schemaDifference(database, version);
  if (difference === undefined) return;
  throw new UserError(
    'file-damaged',
    `Cannot open ${file}: it is damaged, or was changed by another program: ${difference}`,
    { hint: restore },
  );
}

function readUserVersion(database: Sqlite.Database): { version: number; generation: number } {
  return fromUserVersion(Number(database.pragma('user_version', { simple: true })));
}

const restore = 'Restore it from a copy.';

function prepareForWriting(file: string, database: Sqlite.Database): void {
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
function tidy(database: Sqlite.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma('journal_mode = DELETE');
  } catch (error) {
    if (!isOfDatabase(error)) throw error;
  }
}
