/** The files below a folder. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../core/errors.ts';
import { explain, hasLostName } from './byte-stream.ts';
import type { ReadOptions } from './reader.ts';
import type { NamedTally } from './reading-notes.ts';

/** What is found on the way and not read. */
export interface WalkNotes {
  /** Pipes and the like, and links that lead nowhere. */
  readonly others: NamedTally;
  /** Links that leave the folder. */
  readonly outside: NamedTally;
  /** Further names of files and folders that were there already: links, hard or symbolic. */
  readonly again: NamedTally;
}

/**
 * The files below a folder, by name, so that the order is the same everywhere; each of them once,
 * however many links lead to it, under its own name rather than a link's.
 *
 * @param followLinks whether symbolic links may leave the folder.
 * @throws {UserError} when a folder may not be read.
 */
export function filesBelow(
  folder: string,
  { followLinks, notes }: { followLinks: boolean; notes: WalkNotes },
): string[] {
  const root = fs.realpathSync(folder);
  const seen = new Set<string>();
  const files: string[] = [];
  const links: string[] = [];
  const visit = (file: string): void => {
    const stats = statsOf(file);
    if (stats === undefined && hasLostName(file)) {
      files.push(file); // whoever reads it says what is wrong
    } else if (stats === undefined || !(stats.isFile() || stats.isDirectory())) {
      notes.others.add(file);
    } else if (isSeen(stats, seen)) {
      notes.again.add(file);
    } else if (stats.isFile()) {
      files.push(file);
    } else {
      for (const entry of entriesOf(file)) {
        if (entry.isLink) links.push(entry.file);
        else visit(entry.file);
      }
    }
  };
  visit(folder);
  // Links come last, when everything has been met under its own name; they may lead to others.
  for (let link = links.shift(); link !== undefined; link = links.shift()) {
    const target = targetOf(link);
    if (target !== undefined && !followLinks && !isBelow(target, root)) notes.outside.add(link);
    else if (target === undefined) notes.others.add(link);
    else visit(link);
  }
  return sorted(files);
}

/**
 * For files that were found beside another by their names.
 *
 * @throws {UserError} when one is a link out of its folder, and such links are not to be followed.
 */
export function checkLink(file: string, { followLinks = false }: ReadOptions): void {
  const target = targetOf(file);
  const folder = fs.realpathSync(path.dirname(file));
  if (followLinks || target === undefined || isBelow(target, folder)) return;
  throw new UserError(
    'link-outside',
    `Cannot read ${file}: it is a link out of its folder, to ${target}; a file was expected`,
    { hint: 'Put a copy of the file in its place, or have such links followed.' },
  );
}

function isSeen({ dev, ino }: fs.BigIntStats, seen: Set<string>): boolean {
  const identity = `${dev}:${ino}`;
  if (seen.has(identity)) return true;
  seen.add(identity);
  return false;
}

/** Undefined where there is nothing any more, or nobody may look. */
function statsOf(file: string): fs.BigIntStats | undefined {
  try {
    return fs.statSync(file, { bigint: true }); // inodes of some systems have 64 bits
  } catch {
    return undefined;
  }
}

/** What is in a folder, hidden files left out. */
function entriesOf(folder: string): { readonly file: string; readonly isLink: boolean }[] {
  try {
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => ({
        file: path.join(folder, entry.name),
        isLink: entry.isSymbolicLink(),
      }));
  } catch (error) {
    throw explain(folder, error);
  }
}

/** Undefined where a link leads nowhere. */
function targetOf(link: string): string | undefined {
  try {
    return fs.realpathSync(link);
  } catch {
    return undefined;
  }
}

function isBelow(file: string, root: string): boolean {
  const way = path.relative(root, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

/** Folder by folder, as a walk would meet them. */
function sorted(files: readonly string[]): string[] {
  const parts = new Map(files.map((file) => [file, file.split(path.sep)]));
  return [...files].sort((a, b) => compareParts(parts.get(a)!, parts.get(b)!));
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  const first = a.findIndex((part, index) => part !== b[index]);
  if (first < 0) return a.length - b.length;
  if (first >= b.length) return 1;
  return a[first] < b[first] ? -1 : 1;
}
