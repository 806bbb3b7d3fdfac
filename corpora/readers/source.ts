/** A source: a file, a folder or standard input. */
import fs from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { UsageError, UserError } from '../../core/errors.ts';
import { kindOf } from '../file-kind.ts';
import {
  ByteStream,
  explain,
  hasLostName,
  mayNotRead,
  nameIsLost,
  readStart,
} from './byte-stream.ts';
import { decodedHead } from './recognition/decoded-head.ts';
import type { Decoding } from './recognition/encoding.ts';
import { Head } from './recognition/head.ts';

/** The name by which standard input is asked for. */
export const standardInput = '-';

/** A pipe that somebody writes, as a shell's <(command) gives it. */
const descriptorOf = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/u;

/** A file, a folder or standard input. */
export interface Source {
  /** As the person wrote it. */
  readonly path: string;
  /** The last part of the path, without `.gz`. */
  readonly name: string;
  readonly isFolder: boolean;
  /** Whether it can be read once only: standard input, or a pipe. */
  readonly isStream: boolean;
  /** Its beginning; empty for a folder. */
  readonly head: Head;
  /** All bytes, uncompressed. */
  bytes(): ByteStream;
}

/**
 * Looks at a source without reading it.
 *
 * @param decoding what was said about its bytes, where its beginning is looked at as text.
 * @throws {UserError} when there is none, or it is not a file, folder or pipe.
 */
export async function openSource(
  file: string,
  decoding: Decoding = { onBadBytes: 'fail' },
): Promise<Source> {
  if (isStandardInput(file)) return openStandardInput(decoding);
  const stats = statOf(file);
  const name = path.basename(path.resolve(file)).replace(/\.gz$/iu, '');
  if (stats.isDirectory()) {
    const bytes = (): ByteStream => noBytes(file);
    return { path: file, name, isFolder: true, isStream: false, head: Head.empty, bytes };
  }
  const descriptor = descriptorOf.exec(file)?.[1];
  if (descriptor !== undefined) {
    return openStream(file, fs.createReadStream(file, { fd: Number(descriptor) }), decoding);
  }
  if (!stats.isFile()) {
    throw new UserError(
      'source-unreadable',
      `Cannot read ${file}: it is a ${kindOf(stats)}; a file or a folder was expected`,
      {
        hint: 'Pipe what a program writes into standard input.',
        details: { path: file, found: kindOf(stats) },
      },
    );
  }
  const head = await decodedHead(await readStart(file), file, decoding);
  return {
    path: file,
    name,
    isFolder: false,
    isStream: false,
    head,
    bytes: () => ByteStream.ofFile(file),
  };
}

/** Whether a path is that of standard input, under any of its names. */
export function isStandardInput(path: string): boolean {
  return [standardInput, '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'].includes(path);
}

/** Whether a path is that of a stream, which can be read once only. */
export function isStreamPath(path: string): boolean {
  return isStandardInput(path) || descriptorOf.test(path);
}

/** @throws {UsageError} when a stream is named twice, whatever it is called. */
export function checkReadOnce(paths: readonly string[]): void {
  const streams = paths
    .filter(isStreamPath)
    .map((path) => (isStandardInput(path) ? 'standard input' : path));
  const again = streams.find((name, index) => streams.indexOf(name) !== index);
  if (again !== undefined) throw readTwice(again);
}

function readTwice(name: string): UsageError {
  return new UsageError(
    'source-repeated',
    `Cannot read ${name} twice: it was named more than once; it can be read once only`,
    { hint: 'Name it once, or put what it gives into a file.', details: { path: name } },
  );
}

/** @throws {UserError} when there is nothing of this name. */
export function checkIsThere(file: string): void {
  if (file !== standardInput) statOf(file);
}

/** The size of a file; undefined for anything else, and when there is nothing. */
export function sizeOfFile(file: string): number | undefined {
  const stats = statsIfThere(file);
  return stats?.isFile() === true ? stats.size : undefined;
}

/** Undefined where there is nothing, or where symbolic links lead nowhere. */
export function statsIfThere(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file);
  } catch {
    return undefined;
  }
}

/** @throws {UserError} when the folder may not be read. */
export function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    throw explain(folder, error);
  }
}

function noBytes(folder: string): never {
  throw new UserError(
    'source-unreadable',
    `Cannot read ${folder}: it is a folder; a file was expected`,
  );
}

function openStandardInput(decoding: Decoding): Promise<Source> {
  if (process.stdin.isTTY) {
    throw new UserError('nothing-piped', 'Cannot read standard input: nothing is piped into it', {
      hint: 'Pipe what a program writes into standard input.',
    });
  }
  if (process.stdin.readableDidRead) throw readTwice('standard input');
  return openStream('standard input', process.stdin, decoding);
}

async function openStream(name: string, readable: Readable, decoding: Decoding): Promise<Source> {
  const stream = ByteStream.ofReadable(readable, name);
  const head = await decodedHead(await stream.peek(), name, decoding);
  return { path: name, name, isFolder: false, isStream: true, head, bytes: () => stream };
}

function statOf(file: string): fs.Stats {
  try {
    return fs.statSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && hasLostName(file)) throw nameIsLost(file, error);
    const found =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? 'there is no such file or folder'
        : code === 'ELOOP'
          ? 'its symbolic links go round in a circle'
          : code === 'EACCES'
            ? 'permission denied'
            : `it cannot be read (${code ?? String(error)})`;
    const hint =
      code === 'EACCES'
        ? mayNotRead
        : code === 'ELOOP'
          ? 'See where they lead with: ls -l'
          : `It was looked for as ${path.resolve(file)}`;
    throw new UserError('source-unreadable', `Cannot read ${file}: ${found}`, {
      hint,
      cause: error,
    });
  }
}
