/** A project file as a database: opened, checked, closed tidily. */
import fs from 'node:fs';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { UserError } from '../../core/errors.ts';
import { closeAtExit, needNotClose } from './close-at-exit.ts';
import { explainDatabaseError, isOfDatabase } from './database-errors.ts';
import { WatchedFile, identityOf } from './file-bytes.ts';
import {
  type FileHeader,
  drawGeneration,
  generationsBetween,
  headerLength,
  readHeader,
  toUserVersion,
} from './file-header.ts';
import { checkIsOurs, checkStart } from './opening-checks.ts';
import { applicationId, migrations, pageSize } from './schema.ts';
import { settle } from './settle.ts';
import { Database } from './sqlite.ts';
import { readUserVersion } from './stored-version.ts';
import { prepareForWriting, tidy, tidyClosed } from './writing-mode.ts';

/** How long someone else's write is waited for. */
const busyMilliseconds = 5000;

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
        const opened = new ProjectFile({ file, database, readOnly, watched, notices });
        closeAtExit(opened);
        return opened;
      } catch (error) {
        database.close();
        watched.close();
        throw error;
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') checkStart(file); // it is gone by now
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
   * @param options.isRescued whether the caller makes a copy of a file that has lost its name, so that
   *   what is written into it is not lost.
   * @throws {UserError} when the file was overwritten meanwhile, deleted or replaced: nothing is
   *   written into it.
   */
  write<Result>(work: () => Result, { isRescued = false } = {}): Result {
    const { database } = this;
    if (database.inTransaction) return work();
    if (!isRescued) this.#checkInPlace();
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
    if (!isRescued) this.#checkInPlace(); // it may have gone in between
    return result;
  }

  /**
   * Does `work`, which only reads, on the file as of one moment. Nobody is held up: a file that nobody
   * has open for writing is not locked, which would keep others from beginning to; where somebody
   * begins all the same, and takes away what `work` reads, it is done again.
   */
  read<Result>(work: () => Result): Result {
    const { database } = this;
    if (database.inTransaction) return work();
    const before = this.#storedHeader();
    if (before?.isInUse === false) {
      try {
        return work();
      } catch (error) {
        if (this.#storedGeneration() === before.generation) throw error;
      }
    }
    return database.transaction(work)();
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

  /** A file that has no name any more would be gone with its last reader, and all that is written. */
  #checkInPlace(): void {
    if (this.isInPlace()) return;
    const hint = 'Open the file that is there now, and do it again.';
    throw isReplaced(this.path, 'deleted or replaced', hint);
  }

  /** Someone may have copied another file over this one: then the log and the file part ways. */
  #checkNotOverwritten(): void {
    if (this.#isStillOurs()) return;
    this.#isOverwritten = true;
    const hint = 'The file that is there now was not touched.';
    throw isReplaced(this.path, 'overwritten by another file', hint);
  }

  /** Whether what lies on disk is of a time between what was seen last and what is committed now. */
  #isStillOurs(): boolean {
    const now = readUserVersion(this.database).generation;
    const stored = this.#storedGeneration();
    const most = generationsBetween(this.#generation, now);
    return stored !== undefined && generationsBetween(this.#generation, stored) <= most;
  }

  #storedGeneration(): number | undefined {
    return this.#storedHeader()?.generation;
  }

  #storedHeader(): FileHeader | undefined {
    return readHeader(this.#watched.readStart(headerLength));
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
    const { database } = this;
    if (!database.open) return;
    if (database.inTransaction) database.exec('ROLLBACK');
    const isOurs = this.#isToBeTidied();
    if (!this.readOnly && isOurs) tidy(database);
    database.close();
    this.#watched.close();
    needNotClose(this);
    if (isOurs) tidyClosed(this.path);
  }

  /** Not so of another file under the name, or copied over this one; or where that cannot be read. */
  #isToBeTidied(): boolean {
    try {
      return !this.#isOverwritten && this.isInPlace() && this.#isStillOurs();
    } catch (error) {
      if (!isOfDatabase(error)) throw error;
      return false;
    }
  }
}

function isReplaced(path: string, how: string, hint: string): UserError {
  const message = `Cannot write into ${path}: it was ${how} while it was open`;
  return new UserError('file-replaced', message, { hint });
}
