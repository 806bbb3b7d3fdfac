/** Reads a file to its end. */
import fs from 'node:fs';
import { ByteStream, explain, isGzip, readStart } from './byte-stream.ts';
import { checkFileLength, type FileLimit } from './limits.ts';
import type { ReadContext } from './reader.ts';
import { Head } from './recognition/head.ts';
import type { Source } from './source.ts';
import { type DeclaredEncoding, TextDecoding } from './text-decoding.ts';

/** Read in one go, which for thousands of small files takes half the time. */
const smallFile = 1 << 20;

/** A file that is one document: read to its end, or to where it is longer than it may be. */
export class WholeFile {
  readonly path: string;
  readonly #context: ReadContext;
  readonly #source: Source | undefined;
  /** All bytes of a small file that is not compressed. */
  #small: Buffer | undefined;

  /** @param source where it has been opened already, as a pipe must be. */
  constructor(path: string, context: ReadContext, source?: Source) {
    this.path = path;
    this.#context = context;
    this.#source = source;
  }

  /** Its beginning, as its bytes show it themselves. */
  async head(): Promise<Head> {
    if (this.#source !== undefined) return this.#source.head;
    const bytes = this.#readSmall();
    return bytes === undefined ? readStart(this.path) : new Head(bytes, true);
  }

  /** @param declared finds the encoding that the file says it is in. */
  async text(limit: FileLimit, declared?: DeclaredEncoding): Promise<string> {
    const decoding = new TextDecoding(this.path, this.#context, declared);
    const parts: string[] = [];
    let length = 0;
    for await (const bytes of this.#chunks()) {
      const part = await decoding.decode(bytes);
      length += part.length;
      checkFileLength(length, this.path, limit);
      parts.push(part);
    }
    parts.push(await decoding.finish());
    return parts.join('');
  }

  async bytes(limit: FileLimit): Promise<Buffer> {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of this.#chunks()) {
      length += part.length;
      checkFileLength(length, this.path, limit);
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    const bytes = this.#source?.isStream === true ? undefined : this.#readSmall();
    if (bytes !== undefined) {
      this.#context.notes.bytesRead += bytes.length;
      yield bytes;
      return;
    }
    const stream = this.#source?.bytes() ?? ByteStream.ofFile(this.path);
    yield* stream;
    this.#context.notes.bytesRead += stream.bytesRead;
  }

  #readSmall(): Buffer | undefined {
    try {
      if (this.#small === undefined && fs.statSync(this.path).size <= smallFile) {
        const bytes = fs.readFileSync(this.path);
        if (!isGzip(bytes)) this.#small = bytes;
      }
      return this.#small;
    } catch (error) {
      throw explain(this.path, error);
    }
  }
}
