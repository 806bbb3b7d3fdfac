/** The bytes of a source, uncompressed. */
import fs from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../core/errors.ts';
import { Head } from './recognition/head.ts';
import { checkUnpacked } from './limits.ts';

// Larger chunks would become strings that the garbage collector leaves lying about.
const chunkSize = 1 << 16;
const headSize = 1 << 16;

/** The bytes of a source, uncompressed, a chunk at a time. They can be had once. */
export class ByteStream implements AsyncIterable<Buffer> {
  readonly path: string;
  /** Bytes read so far, as they stand on disk. */
  bytesRead = 0;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #readable: Readable;
  readonly #peeked: Buffer[] = [];

  private constructor(path: string, readable: Readable) {
    this.path = path;
    this.#readable = readable;
    this.#chunks = this.#uncompressed();
  }

  static ofFile(path: string): ByteStream {
    return new ByteStream(path, fs.createReadStream(path, { highWaterMark: chunkSize }));
  }

  static ofReadable(readable: Readable, path: string): ByteStream {
    return new ByteStream(path, readable);
  }

  /** The first 64 kB (or all there is); they come again when the stream is read. */
  async peek(): Promise<Head> {
    let length = 0;
    let isAtEnd = false;
    while (length <= headSize && !isAtEnd) {
      const { done, value } = await this.#chunks.next();
      isAtEnd = done === true;
      if (done === true) break;
      this.#peeked.push(value);
      length += value.length;
    }
    return new Head(Buffer.concat(this.#peeked).subarray(0, headSize), length <= headSize);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      while (this.#peeked.length > 0) yield this.#peeked.shift()!;
      for (;;) {
        const { done, value } = await this.#chunks.next();
        if (done === true) return;
        yield value;
      }
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#readable.destroy();
  }

  async *#uncompressed(): AsyncGenerator<Buffer> {
    const raw = this.#raw();
    try {
      const first = await raw.next();
      if (first.done === true) return;
      if (!isGzip(first.value)) {
        yield first.value;
        yield* raw;
        return;
      }
      let length = 0;
      for await (const chunk of gunzip(first.value, raw)) {
        length += chunk.length;
        checkUnpacked(length, this.bytesRead, this.path);
        yield chunk;
      }
    } catch (error) {
      throw explain(this.path, error);
    }
  }

  async *#raw(): AsyncGenerator<Buffer> {
    for await (const chunk of this.#readable as AsyncIterable<Buffer>) {
      this.bytesRead += chunk.length;
      yield chunk;
    }
  }
}

/** The first 64 kB of a file, uncompressed. */
export async function readStart(path: string): Promise<Head> {
  const stream = ByteStream.ofFile(path);
  try {
    return await stream.peek();
  } finally {
    stream.close();
  }
}

export function isGzip(start: Buffer): boolean {
  return start.length >= 2 && start[0] === 0x1f && start[1] === 0x8b;
}

async function* gunzip(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unzip = createGunzip({ chunkSize });
  const all = async function* (): AsyncGenerator<Buffer> {
    yield first;
    yield* rest;
  };
  pipeline(all(), unzip, () => undefined); // an error comes out of the loop below as well
  for await (const chunk of unzip as AsyncIterable<Buffer>) yield chunk;
}

export const mayNotRead =
  'Change its permissions (chmod), or copy what you may read into a folder of your own.';

/**
 * Whether a name was not in UTF-8, as on old disks: Node hands it out with U+FFFD in the place of
 * what it cannot read, and nothing is found under that.
 */
export function hasLostName(file: string): boolean {
  return file.includes('\ufffd');
}

export function nameIsLost(file: string, cause: unknown): UserError {
  return new UserError(
    'source-unreadable',
    `Cannot read ${file}: its name is not in UTF-8; one in UTF-8 was expected`,
    { hint: 'Give it another name with: mv', cause },
  );
}

/** Turns an error of the system into advice for the person. */
export function explain(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' && hasLostName(path)) return nameIsLost(path, error);
  const found: Record<string, string> = {
    Z_BUF_ERROR: 'the compressed file is cut short',
    Z_DATA_ERROR: 'the compressed file is damaged',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder; a file was expected',
    ENOENT: 'there is no such file',
    EIO: 'the disk reports an error',
  };
  if (code === undefined || !(code in found)) return error;
  const hint = code.startsWith('Z_')
    ? 'Fetch or make the file again; gunzip -t checks it.'
    : code === 'EACCES'
      ? mayNotRead
      : undefined;
  return new UserError('source-unreadable', `Cannot read ${path}: ${found[code]}`, {
    hint,
    cause: error,
  });
}
