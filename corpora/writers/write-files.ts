/** Writes files: all of them or none. */
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { UserError } from '../../core/errors.ts';
import { whyUnwritable } from '../unwritable.ts';
import {
  createExclusively,
  removeLeftovers,
  temporaryName,
  usualPermissions,
} from '../database/temporary-files.ts';
import { type PlaceRules, checkPlace } from './check-place.ts';
import type { Content } from './writer.ts';

export interface HowToWrite extends PlaceRules {
  /** Ends the writing; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then which file is being written, and how many bytes of it are. */
  readonly onProgress?: ((place: string, bytes: number) => void) | undefined;
}

/** A file that is to be written, and what it will hold. */
export interface FileContent {
  readonly path: string;
  readonly content: () => Content | Promise<Content>;
}

/**
 * Writes files, a piece at a time. All of them appear, or none.
 *
 * @param how.folder the folder that messages name when they cannot be written; the first of them.
 * @throws {UserError} when one is there and not to be replaced, or the disk ends.
 */
export async function writeFiles(
  files: readonly FileContent[],
  how: HowToWrite & { readonly folder?: string | undefined },
): Promise<void> {
  const { folder } = how;
  for (const { path: place } of files) checkPlace(place, how);
  const made = makeFolder(folder ?? path.dirname(files[0].path), how.kind);
  for (const { path: place } of files) removeLeftovers(place, 'writing');
  const staged = files.map(({ path: place, content }) => ({
    path: temporaryName(place, 'writing'),
    place,
    content,
  }));
  try {
    for (const one of staged) await writeFile(one, how);
    for (const { place } of staged) checkPlace(place, how); // something may have come meanwhile
    putInPlace(staged);
  } catch (error) {
    for (const one of staged) fs.rmSync(one.path, { force: true });
    removeEmpty(made);
    throw cannotWrite(folder ?? files[0].path, error);
  }
}

interface Staged {
  readonly path: string;
  readonly place: string;
}

/** A file that has taken its place. */
interface Put {
  readonly place: string;
  readonly isNew: boolean;
  /** Another name of what was there before; undefined where there was nothing, or it could get none. */
  readonly before: string | undefined;
}

/** When one of them cannot be put there, what was there before is there again. */
function putInPlace(staged: readonly Staged[]): void {
  const done: Put[] = [];
  try {
    for (const one of staged) done.push(putOne(one));
  } catch (error) {
    for (const { place, isNew, before } of done.reverse()) {
      if (before !== undefined) fs.renameSync(before, place);
      else if (isNew) fs.rmSync(place, { force: true });
    }
    throw error;
  }
  for (const { before } of done) if (before !== undefined) fs.rmSync(before, { force: true });
}

function putOne({ path: file, place }: Staged): Put {
  usualPermissions(file, place);
  const there = fs.lstatSync(place, { throwIfNoEntry: false });
  // Another name for somebody else's file could not be removed from a folder such as /tmp.
  const before = there?.uid === process.getuid?.() ? keepBefore(place) : undefined;
  try {
    fs.renameSync(file, place); // a link too: whoever planted it chose what it leads to
  } catch (error) {
    if (before !== undefined) fs.rmSync(before, { force: true });
    throw error;
  }
  return { place, isNew: there === undefined, before };
}

/** Undefined on a file system without hard links. */
function keepBefore(place: string): string | undefined {
  const name = temporaryName(place, 'writing');
  try {
    fs.linkSync(place, name);
    return name;
  } catch {
    return undefined;
  }
}

async function writeFile(
  { path: staged, place, content }: FileContent & { readonly place: string },
  { signal, onProgress }: HowToWrite,
): Promise<void> {
  const portions = counted(inPortions(await content()), (bytes) => onProgress?.(place, bytes));
  const pieces = Readable.from(portions, { objectMode: false });
  const output = fs.createWriteStream(staged, { fd: createExclusively(staged) });
  if (/\.gz$/iu.test(place)) await pipeline(pieces, createGzip(), output, { signal });
  else await pipeline(pieces, output, { signal });
}

/** Characters of text that go to the disk at once. */
const portion = 1 << 18;

/** Many small texts as few large pieces of bytes. */
async function* inPortions(content: Content): AsyncGenerator<Uint8Array> {
  let texts: string[] = [];
  let length = 0;
  for await (const piece of content) {
    if (typeof piece !== 'string') {
      yield piece;
      continue;
    }
    texts.push(piece);
    length += piece.length;
    if (length < portion) continue;
    yield Buffer.from(texts.join(''));
    texts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(texts.join(''));
}

/** @param tell is given the bytes so far. */
async function* counted(
  portions: AsyncIterable<Uint8Array>,
  tell: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const portion of portions) {
    bytes += portion.length;
    tell(bytes);
    yield portion;
  }
}

/**
 * With the folders around it. (Node's own way of doing so never ends under /proc.)
 *
 * @returns those that were not there, the outermost first.
 */
function makeFolder(folder: string, kind: PlaceRules['kind'] = 'export'): string[] {
  try {
    const stats = fs.statSync(folder, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return [];
    if (stats !== undefined || folder === '') {
      throw new UserError(
        'target-invalid',
        `Cannot write into "${folder}": ${folder === '' ? 'it is not a name' : 'it is a file'}; a folder was expected`,
        {
          hint: 'Name a folder, new or not.',
          details: { target: folder, kind, found: 'no folder' },
        },
      );
    }
    const around = makeFolder(path.dirname(path.resolve(folder)), kind);
    try {
      fs.mkdirSync(folder);
    } catch (error) {
      removeEmpty(around);
      throw error;
    }
    return [...around, folder];
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** Folders that a failed export made go again, unless someone else has put something into them. */
function removeEmpty(folders: readonly string[]): void {
  for (const folder of [...folders].reverse()) {
    try {
      fs.rmdirSync(folder);
    } catch {
      return;
    }
  }
}

/** What the system says when a file or folder cannot be made or written. */
function cannotWrite(place: string, error: unknown): unknown {
  const { code, message, name } = error as NodeJS.ErrnoException;
  if (code === undefined || error instanceof UserError || name === 'AbortError') return error;
  const { found, hint } = whyUnwritable(code, message.replace(/^E[A-Z]+: |, \w+( '.*)?$/g, ''));
  return new UserError(
    'target-unwritable',
    `Cannot write ${place}: ${found}; nothing was left behind`,
    { hint, cause: error },
  );
}
