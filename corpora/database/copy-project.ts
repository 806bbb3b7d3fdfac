/** A whole copy of a project file, made while others may be training in it. */
import fs from 'node:fs';
import { isOfDatabase } from './database-errors.ts';
import { UserError } from '../../core/errors.ts';
import { drawGeneration, fromUserVersion, toUserVersion } from './file-header.ts';
import { whyUnwritable } from '../unwritable.ts';
import type { ProjectFile } from './project-file.ts';
import { Database } from './sqlite.ts';
import { checkTarget, explainFullDisk, publishFile, stagedPath } from './staged-file.ts';
import { createExclusively } from './temporary-files.ts';

export interface CopyProgress {
  /** From 0 to 1. */
  readonly share: number;
  readonly seconds: number;
}

/** A megabyte and a half at a time; other code may use the thread in between. */
const pagesPerStep = 100;

/**
 * Copies everything that has been committed, as of one moment, including what is still in the
 * file's log. The copy appears under its name whole, or not at all, and is not being trained.
 *
 * @param file is not held up, nor is a training in it.
 * @param signal stops the copy: nothing is left behind.
 * @throws {UserError} when something stands at the target already, or it cannot be written.
 */
export async function copyProject(
  file: ProjectFile,
  target: string,
  options: { onProgress?: (progress: CopyProgress) => void; signal?: AbortSignal } = {},
): Promise<void> {
  const staged = stagedPath(target);
  try {
    checkTarget(target, false);
    await copyPages(file, staged, options);
    makeItsOwn(staged);
    await publishFile(staged, target, { signal: options.signal });
  } catch (error) {
    throw explainWriting(error, target);
  } finally {
    // Where the folder is a file, even removing nothing fails.
    for (const left of [staged, `${staged}-journal`]) if (fs.existsSync(left)) fs.rmSync(left);
  }
}

async function copyPages(
  { database }: ProjectFile,
  staged: string,
  { onProgress = () => undefined, signal }: Parameters<typeof copyProject>[2] & object,
): Promise<void> {
  const started = performance.now();
  fs.closeSync(createExclusively(staged));
  // One moment of the file: otherwise each write of a training would restart the copy.
  database.exec('BEGIN');
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    await database.backup(staged, {
      progress: ({ totalPages, remainingPages }) => {
        signal?.throwIfAborted();
        const share = totalPages === 0 ? 0 : 1 - remainingPages / totalPages;
        onProgress({ share, seconds: (performance.now() - started) / 1000 });
        return pagesPerStep;
      },
    });
  } finally {
    database.exec('COMMIT');
  }
}

/**
 * From here on the copy is a file of its own: no log, no process in it, a generation of its own.
 */
function makeItsOwn(staged: string): void {
  const database = new Database(staged);
  try {
    database.pragma('journal_mode = DELETE');
    const userVersion = Number(database.pragma('user_version', { simple: true }));
    const { version } = fromUserVersion(userVersion);
    database.transaction(() => {
      database.exec('DELETE FROM holder');
      if (version >= 3) database.exec('DELETE FROM lookers');
      database.pragma(`user_version = ${toUserVersion(version, drawGeneration())}`);
    })();
  } finally {
    database.close();
  }
}

/** With hints for a copy, which replaces nothing; those of an import do not suit it. */
function explainWriting(error: unknown, target: string): unknown {
  const explained = explainFullDisk(error, target);
  if (explained instanceof UserError) {
    const { code, message, details } = explained;
    if (!code.startsWith('target-')) return explained;
    const told = { hint: hintOf(explained), details: { ...details, kind: 'copy' } };
    return new UserError(code, message, { ...told, cause: error });
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || isOfDatabase(error)) return error;
  const { found, hint } = whyUnwritable(code);
  return new UserError('target-unwritable', `Cannot write ${target}: ${found}`, {
    hint,
    details: { target, kind: 'copy', found: code },
    cause: error,
  });
}

function hintOf({ code, details, hint }: UserError): string | undefined {
  if (code === 'target-exists') return 'Give another name: a copy replaces nothing.';
  if (details['found'] === 'no name') return 'Name a file, or a folder that is there.';
  return hint;
}
