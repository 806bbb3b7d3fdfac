/** What is checked of a project file before anything is read from it. */
import fs from 'node:fs';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { UserError } from '../../core/errors.ts';
import { isOpenHere, readStart } from './file-bytes.ts';
import { headerLength, readHeader } from './file-header.ts';
import { pause } from './other-users.ts';
import { applicationId, migrations } from './schema.ts';
import { readUserVersion } from './stored-version.ts';
import { schemaDifference } from './structure.ts';

const restore = 'Restore it from a copy.';

const sqliteMagic = Buffer.from('SQLite format 3\0', 'latin1');

/** Whether the file begins with SQLite's magic: such a file is a project file, all else a source. */
export function isProjectFile(file: string): boolean {
  if (isOpenHere(file)) return true;
  return readStart(path.resolve(file), sqliteMagic.length)?.equals(sqliteMagic) ?? false;
}

/** @throws {UserError} when there is no such file, or it is not SQLite, or cut short. */
export function checkStart(file: string): void {
  const found = statOf(file);
  if (found === undefined) {
    throw new UserError('file-not-found', `Cannot open ${file}: there is no such file`, {
      hint: 'A project file is made by importing texts.',
      details: { file },
    });
  }
  if (found.isDirectory()) {
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
  const missing = missingBytes(file);
  if (missing === undefined) return;
  throw new UserError(
    'file-damaged',
    `Cannot open ${file}: it is damaged: it has only ${missing.found} of ${missing.expected} bytes`,
    { hint: 'It seems to have been cut short while it was copied; copy it again.' },
  );
}

/** Times that a file is found too short before it is so. */
const mostLooks = 4;

/** Others may make the file shorter between two looks, so it is asked more than once. */
function missingBytes(file: string): { found: number; expected: number } | undefined {
  for (let look = 1; ; look++) {
    const header = readHeader(readStart(path.resolve(file), headerLength));
    if (header === undefined || fs.existsSync(`${file}-wal`)) return undefined; // it may lag behind
    const expected = header.pageSize * header.numPages;
    const found = statOf(file)?.size ?? expected;
    if (found >= expected) return undefined;
    if (look === mostLooks) return { found, expected };
    pause();
  }
}

/** Undefined where there is nothing, or nothing that can be reached. */
function statOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file);
  } catch {
    return undefined;
  }
}

/**
 * What it is, and that its tables are those of its version.
 *
 * @throws {UserError} when it is not ours, newer than this program, or has other tables.
 */
export function checkIsOurs(file: string, database: Sqlite.Database): void {
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
