/**
 * Bytes of a project file as they lie on disk, read past SQLite.
 *
 * POSIX releases all locks of a process on a file as soon as the process closes any descriptor of
 * it. SQLite takes care of that for its own descriptors, but cannot for ours: a file that is open
 * here is never opened and closed beside SQLite, and the descriptors that watch it are closed
 * together, when SQLite has closed all of its own.
 */
import fs from 'node:fs';

interface OpenFile {
  numUsers: number;
  readonly descriptors: number[];
}

/** The files that are open in this process, by `identityOf`. POSIX counts per process; so do we. */
const openHere = new Map<string, OpenFile>();

/**
 * Identifies a file, whatever its name; undefined where none can be reached, as
 * behind links that go round in a circle.
 */
export function identityOf(file: string): string | undefined {
  try {
    const { dev, ino } = fs.statSync(file, { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}

export function isOpenHere(file: string): boolean {
  return openHere.has(identityOf(file) ?? '');
}

/**
 * The first bytes of a file that is not open here.
 *
 * @returns at most `length`; undefined when there is no file that can be read.
 */
export function readStart(file: string, length: number): Buffer | undefined {
  return readFile(file, (descriptor) => readAt(descriptor, 0, length));
}

/**
 * Opens a file that is not open here, once, and reads it: others may remove it at any moment.
 *
 * @returns undefined when there is no file that can be read.
 */
export function readFile<Result>(
  file: string,
  read: (descriptor: number) => Result,
): Result | undefined {
  let descriptor: number;
  try {
    if (!fs.statSync(file).isFile()) return undefined;
    descriptor = fs.openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    return read(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The bytes from `at` on, fewer at the end of the file. */
export function readAt(descriptor: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, fs.readSync(descriptor, bytes, 0, length, at));
}

/** A file that SQLite is about to open, for reading past it. */
export class WatchedFile {
  readonly identity: string;
  readonly #descriptor: number;
  #isClosed = false;

  constructor(file: string) {
    this.#descriptor = fs.openSync(file, 'r');
    const { dev, ino } = fs.fstatSync(this.#descriptor, { bigint: true });
    this.identity = `${dev} ${ino}`;
    const open = openHere.get(this.identity) ?? { numUsers: 0, descriptors: [] };
    open.numUsers++;
    open.descriptors.push(this.#descriptor);
    openHere.set(this.identity, open);
  }

  readStart(length: number): Buffer {
    return readAt(this.#descriptor, 0, length);
  }

  /** To be called when SQLite has closed the file. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const open = openHere.get(this.identity)!;
    if (--open.numUsers > 0) return;
    openHere.delete(this.identity);
    for (const descriptor of open.descriptors) fs.closeSync(descriptor);
  }
}
