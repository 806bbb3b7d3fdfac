/** Temporary files, beside their final place. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { isAlive } from './process-life.ts';

/** What a file is made for; stands in its name. */
export type Purpose = 'importing' | 'writing';

/**
 * A hidden name that nobody can guess: a symbolic link planted under the name of a file that is
 * about to be written would have its target overwritten. It contains the process id, so that a later
 * process can remove what a killed one left.
 */
export function temporaryName(target: string, purpose: Purpose): string {
  return `${stemOf(target, purpose)}${process.pid}-${randomBytes(8).toString('hex')}`;
}

/** Makes a file, never over one that is there and never through a link; only its owner may read it. */
export function createExclusively(file: string): number {
  return fs.openSync(file, 'wx+', 0o600);
}

/** Gives a file the permissions that it would have had from the start, or those of the one it replaces. */
export function usualPermissions(file: string, target: string): void {
  const before = fs.lstatSync(target, { throwIfNoEntry: false });
  const mode = before?.isFile() === true ? before.mode & 0o777 : 0o666 & ~process.umask();
  fs.chmodSync(file, mode);
}

/** Removes what killed processes left for this target: files of exactly such names, and no others. */
export function removeLeftovers(target: string, purpose: Purpose): void {
  const stem = stemOf(target, purpose);
  for (const name of namesIn(path.dirname(stem))) {
    const file = path.join(path.dirname(stem), name);
    if (!file.startsWith(stem)) continue;
    const [, pid] =
      /^(\d+)-[\da-f]{16}(?:-(?:wal|shm|journal|scratch))?$/u.exec(file.slice(stem.length)) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    if (fs.lstatSync(file, { throwIfNoEntry: false })?.isFile()) fs.rmSync(file, { force: true });
  }
}

/** File systems take 255 bytes; this many characters of the target leave room for the rest. */
const longestPart = 50;

function stemOf(target: string, purpose: Purpose): string {
  const start = [...path.basename(target)].slice(0, longestPart).join('');
  return path.join(path.dirname(target), `.${start}.${purpose}-`);
}

/** None where the folder cannot be read: making the file will say why. */
function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
