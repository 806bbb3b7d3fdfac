/** A project file being made, published whole or not at all. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../core/errors.ts';
import { kindOf } from '../file-kind.ts';
import { whyUnwritable } from '../unwritable.ts';
import { readStart } from './file-bytes.ts';
import { isProjectFile } from './opening-checks.ts';
import { ProjectFile } from './project-file.ts';
import {
  createExclusively,
  removeLeftovers,
  temporaryName,
  usualPermissions,
} from './temporary-files.ts';

/**
 * A project file in the making, beside the place where it is to stand.
 *
 * It appears under its name whole, or not at all: `publish` writes everything to disk and renames.
 * What a killed import leaves behind is removed by the next one to the same place.
 */
export class StagedFile {
  /** Where it is to stand: of a symbolic link, the file that it leads to, so that the link stays one. */
  readonly target: string;
  readonly path: string;
  readonly file: ProjectFile;
  readonly #replace: boolean;

  constructor(target: string, { replace = false } = {}) {
    checkTarget(target, replace);
    this.target = realPlace(target);
    this.#replace = replace;
    this.path = stagedPath(this.target);
    this.file = createFile(this.path, target);
  }

  /** A file beside this one for working data; it has no name, so a crash cannot leave it behind. */
  openScratch(): number {
    const name = `${temporaryName(this.target, 'importing')}-scratch`;
    const descriptor = createExclusively(name);
    try {
      fs.unlinkSync(name);
    } catch {
      // Windows removes it with the leftovers of the next import.
    }
    return descriptor;
  }

  /**
   * @param how.check looks once more at what is there, right before it is replaced.
   * @throws {UserError} when a file has come to stand at the target meanwhile.
   * @throws the signal's reason when it is aborted before the file has its name.
   */
  async publish(how: Pick<Publishing, 'signal' | 'check'> = {}): Promise<void> {
    this.file.close();
    await publishFile(this.path, this.target, { ...how, replace: this.#replace });
  }

  discard(): void {
    this.file.close();
    fs.rmSync(this.path, { force: true });
  }
}

/** A hidden place beside a target, for the file that is to stand there; leftovers are removed. */
export function stagedPath(target: string): string {
  removeLeftovers(target, 'importing');
  return temporaryName(target, 'importing');
}

/** Behind symbolic links; the place itself where nothing can be reached. */
function realPlace(target: string): string {
  try {
    return fs.realpathSync(target);
  } catch {
    return target;
  }
}

interface Publishing {
  readonly replace?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly check?: (() => void) | undefined;
}

/** @throws {UserError} when a file has come to stand at the target meanwhile. */
export async function publishFile(
  staged: string,
  target: string,
  { replace = false, signal, check }: Publishing = {},
): Promise<void> {
  await syncToDisk(staged, 'r+'); // may take long
  signal?.throwIfAborted();
  check?.();
  usualPermissions(staged, target);
  removeLogs(target);
  if (replace) fs.renameSync(staged, target);
  else renameWithoutOverwriting(staged, target);
  if (process.platform !== 'win32') await syncToDisk(path.dirname(target), 'r');
}

/** Refuses early what `publish` would refuse late. */
export function checkTarget(target: string, replace: boolean): void {
  if (target === '' || /[/\\]$/.test(target)) {
    throw new UserError(
      'target-invalid',
      `Cannot write "${target}": it is not the name of a file`,
      {
        hint: 'Name the project file, such as texts.gibbon.',
        details: { target, kind: 'project', found: 'no name' },
      },
    );
  }
  checkIsNoLog(target);
  const stats = statsOf(target);
  if (stats === undefined) return;
  if (!stats.isFile()) {
    throw new UserError(
      'target-invalid',
      `Cannot write ${target}: there is a ${kindOf(stats)} of this name`,
      { hint: 'Give the file another name.', details: { target, kind: 'project' } },
    );
  }
  if (!replace) throw alreadyThere(target);
}

/** SQLite would take what stands there for part of the other file. */
function checkIsNoLog(target: string): void {
  const [, owner] = /^(.+)-(?:wal|shm|journal)$/u.exec(target) ?? [];
  if (owner === undefined || !isProjectFile(owner)) return;
  throw new UserError(
    'target-invalid',
    `Cannot write ${target}: the name belongs to the project file ${owner}, for what is not in it yet`,
    { hint: 'Give the file another name.', details: { target, kind: 'project' } },
  );
}

/** Undefined where there is nothing. */
function statsOf(target: string): fs.Stats | undefined {
  try {
    return fs.statSync(target, { throwIfNoEntry: false });
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const found =
      code === 'ENOTDIR' ? `${path.dirname(target)} is not a folder` : whyUnwritable(code).found;
    throw new UserError('target-unwritable', `Cannot write ${target}: ${found}`, {
      hint: 'Give another name or place.',
      details: { target, kind: 'project', found: code },
      cause: error,
    });
  }
}

function alreadyThere(target: string): UserError {
  return new UserError(
    'target-exists',
    `Cannot write ${target}: there is a file of this name already`,
    {
      hint: 'Give another name, or allow it to be replaced.',
      details: { target, kind: 'project' },
    },
  );
}

/** What cannot be written because the disk is full, or the file may not grow, said so. */
export function explainFullDisk(error: unknown, target: string): unknown {
  const { code = '' } = error as { code?: string };
  const found = /^(ENOSPC|SQLITE_FULL)$/.test(code)
    ? 'the disk is full'
    : /^(EDQUOT|EFBIG|EIO|SQLITE_IOERR.*)$/.test(code)
      ? 'the disk took no more (full, over quota, or broken)'
      : undefined;
  if (found === undefined) return error;
  return new UserError(
    'target-unwritable',
    `Cannot write ${target}: ${found}; nothing was left behind`,
    {
      hint: 'Make room, or give a place on another disk.',
      details: { target, kind: 'project', found: 'disk full' },
      cause: error,
    },
  );
}

function createFile(file: string, target: string): ProjectFile {
  try {
    fs.closeSync(createExclusively(file));
    return ProjectFile.create(file);
  } catch (error) {
    fs.rmSync(file, { force: true });
    const full = explainFullDisk(error, target);
    if (full !== error) throw full;
    const reason =
      error instanceof Error ? error.message.replace(/^E[A-Z]+: |, open .*$/g, '') : '';
    throw new UserError(
      'target-unwritable',
      `Cannot write ${target}: nothing can be written in its folder (${reason})`,
      {
        hint: 'Give a place where you may write.',
        details: { target, kind: 'project', found: 'not allowed' },
        cause: error,
      },
    );
  }
}

function renameWithoutOverwriting(from: string, to: string): void {
  try {
    fs.linkSync(from, to); // unlike a rename, fails when something is there
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw alreadyThere(to);
    if (fs.existsSync(to)) throw alreadyThere(to);
    fs.renameSync(from, to); // a file system without links
    return;
  }
  fs.unlinkSync(from);
}

/** A large file may take seconds, in which signals are heard. */
async function syncToDisk(file: string, flags: string): Promise<void> {
  const opened = await fs.promises.open(file, flags);
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

/**
 * What a killed process left beside the old file must not be taken for part of the new one. A file
 * that only has the name of such a log belongs to somebody, and stays.
 */
function removeLogs(target: string): void {
  for (const end of ['-wal', '-shm'])
    if (isLog(target + end)) fs.rmSync(target + end, { force: true });
}

/** How SQLite's logs and the indexes to them begin; the second in the byte order of the machine. */
const logStarts = ['377f0682', '377f0683', '18e22d00', '002de218'];

function isLog(file: string): boolean {
  if (fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const start = readStart(file, 4);
  return start !== undefined && (start.length === 0 || logStarts.includes(start.toString('hex')));
}
