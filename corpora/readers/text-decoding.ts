import { isUtf8 } from 'node:buffer';
import type iconv from 'iconv-lite';
import { UserError } from '../../core/errors.ts';
import { guessEncoding } from './encoding-guess.ts';
import type { ReadContext } from './reader.ts';

const replacement = '\ufffd';

/**
 * Bytes to text, a chunk at a time. UTF-8 is expected, and what is not is never passed over in
 * silence; a byte-order mark decides for UTF-16.
 */
export class TextDecoding {
  readonly #path: string;
  readonly #context: ReadContext;
  #decoder: iconv.DecoderStream | undefined;
  #isFirst = true;
  #rest: Buffer = Buffer.alloc(0); // the beginning of a character whose end is in the next chunk
  #line = 1;
  #byte = 0;

  /** @param path for messages. */
  constructor(path: string, context: ReadContext) {
    this.#path = path;
    this.#context = context;
  }

  /** @returns the text of the chunk, as far as its characters are complete. */
  async decode(chunk: Buffer): Promise<string> {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#isFirst) {
      if (bytes.length < 4 && chunk.length > 0) {
        this.#rest = bytes;
        return '';
      }
      bytes = await this.#start(bytes);
    }
    this.#rest = Buffer.alloc(0);
    if (this.#decoder !== undefined)
      return this.#clean(this.#decodeOther(this.#decoder.write(bytes)));
    const end = endOfCharacters(bytes);
    this.#rest = bytes.subarray(end);
    return this.#clean(this.#decodeUtf8(bytes.subarray(0, end)));
  }

  /** @returns what was left. */
  async finish(): Promise<string> {
    if (this.#isFirst) this.#rest = await this.#start(this.#rest);
    if (this.#decoder !== undefined) {
      const text = this.#decoder.write(this.#rest) + (this.#decoder.end() ?? '');
      return this.#clean(this.#decodeOther(text));
    }
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return this.#clean(this.#decodeUtf8(rest));
  }

  /** Looks for a byte-order mark; returns the bytes after it. */
  async #start(bytes: Buffer): Promise<Buffer> {
    this.#isFirst = false;
    const mark = byteOrderMark(bytes);
    const encoding = mark?.encoding ?? this.#context.options.encoding ?? 'utf-8';
    if (mark === undefined && this.#context.options.encoding === undefined) this.#checkNuls(bytes);
    if (!/^utf-?8$/iu.test(encoding)) this.#decoder = await decoderFor(encoding);
    this.#byte = mark?.length ?? 0;
    return bytes.subarray(mark?.length ?? 0);
  }

  #decodeUtf8(bytes: Buffer): string {
    if (isUtf8(bytes)) {
      this.#advance(bytes);
      return bytes.toString('utf8');
    }
    const bad = firstBadByte(bytes);
    this.#advance(bytes.subarray(0, bad));
    this.#noteBadByte(bytes.subarray(bad), bytes[bad]);
    this.#advance(bytes.subarray(bad));
    const text = new TextDecoder().decode(bytes);
    const own = bytes.indexOf(replacement) >= 0 ? countOf(bytes.toString('latin1'), 'ï¿½') : 0;
    this.#context.notes.badBytes += countOf(text, replacement) - own;
    return this.#context.options.onBadBytes === 'skip' ? text.replaceAll(replacement, '') : text;
  }

  /** An encoding that is not UTF-8: what cannot be decoded comes as U+FFFD. */
  #decodeOther(text: string): string {
    const numBad = countOf(text, replacement);
    if (numBad === 0) return text;
    this.#noteBadByte(Buffer.alloc(0), undefined);
    this.#context.notes.badBytes += numBad;
    return this.#context.options.onBadBytes === 'skip' ? text.replaceAll(replacement, '') : text;
  }

  #noteBadByte(rest: Buffer, byte: number | undefined): void {
    const { options, notes } = this.#context;
    const where = byte === undefined ? '' : `, line ${this.#line}, byte ${this.#byte + 1}`;
    if (options.onBadBytes !== 'fail') {
      if (notes.badByteFiles.names.at(-1) !== this.#path) notes.badByteFiles.add(this.#path);
      return;
    }
    const found =
      byte === undefined
        ? `not all of it is ${options.encoding}`
        : `0x${byte.toString(16)} is not UTF-8`;
    const guess = byte === undefined ? undefined : guessEncoding(rest);
    throw new UserError('encoding-wrong', `Cannot read ${this.#path}${where}: ${found}`, {
      hint:
        (guess === undefined ? 'Name the encoding' : `It looks like ${guess}`) +
        '; or replace or skip what is not text.',
      details: { path: this.#path, guess: guess ?? '', canReadOn: 'yes' },
    });
  }

  #checkNuls(bytes: Buffer): void {
    const start = bytes.subarray(0, 4096);
    let numNuls = 0;
    for (const byte of start) if (byte === 0) numNuls++;
    if (numNuls * 10 < start.length || numNuls === 0) return;
    const guess = guessEncoding(start);
    throw new UserError(
      'encoding-wrong',
      `Cannot read ${this.#path}: it is full of NUL bytes, so it is no text in UTF-8`,
      {
        hint:
          guess === undefined
            ? 'It may be a program, a picture or an office document: save it as plain text.'
            : `It looks like ${guess}.`,
        details: { path: this.#path, guess: guess ?? '', canReadOn: 'no' },
      },
    );
  }

  /** NUL ends a text for some programs, so it must not get into the project file. */
  #clean(text: string): string {
    if (!text.includes('\0')) return text;
    this.#context.notes.nulBytes += countOf(text, '\0');
    return text.replaceAll('\0', ' ');
  }

  #advance(bytes: Buffer): void {
    this.#byte += bytes.length;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) this.#line++;
  }
}

async function decoderFor(encoding: string): Promise<iconv.DecoderStream> {
  const { default: library } = await import('iconv-lite');
  if (library.encodingExists(encoding)) return library.getDecoder(encoding);
  throw new UserError(
    'encoding-unknown',
    `Cannot read text in "${encoding}": there is no such encoding`,
    {
      hint: 'Such as: utf-8, utf-16le, windows-1252, iso-8859-15, macintosh, koi8-r, shift_jis, gb18030, big5.',
    },
  );
}

function byteOrderMark(bytes: Buffer): { encoding: string; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

/** The end of the last complete character of UTF-8. */
function endOfCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) break;
    if (byte < 0xc0) continue; // goes on with a character
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** By halving: `isUtf8` is quick, and a prefix is bad when it holds the bad byte. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    const prefix = bytes.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, endOfCharacters(prefix)))) good = middle;
    else bad = middle;
  }
  const prefix = bytes.subarray(0, good);
  const end = endOfCharacters(prefix);
  return end < good ? end : good;
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}
