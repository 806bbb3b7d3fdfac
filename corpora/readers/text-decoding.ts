/** Decodes bytes to text, and says what it found. */
import { isUtf8 } from 'node:buffer';
import type iconv from 'iconv-lite';
import { UserError } from '../../core/errors.ts';
import {
  type Decoding,
  byteOrderMark,
  endOfCharacters,
  extendsAscii,
  guessEncoding,
  utf16ByContent,
} from './recognition/encoding.ts';
import type { ReadingNotes } from './reading-notes.ts';

const replacement = '\ufffd';

/** The encoding that a file declares, such as the `charset` of a web page. */
export type DeclaredEncoding = (start: Buffer) => string | undefined;

/** What was said about the bytes, and where the bad ones are counted. */
export interface DecodingContext {
  readonly options: Decoding;
  readonly notes: Pick<ReadingNotes, 'badBytes' | 'badByteFiles' | 'nulBytes'>;
}

/**
 * Bytes to text, a chunk at a time. Each file is in an encoding of its own: UTF-8, or UTF-16 by its
 * byte-order mark or by what it looks like. Another encoding, asked for or declared, is for what
 * is not UTF-8. Bytes that fit none of these are never ignored silently.
 */
export class TextDecoding {
  readonly #path: string;
  readonly #context: DecodingContext;
  readonly #declared: DeclaredEncoding;
  #decoder: iconv.DecoderStream | undefined;
  /** Takes over at the first byte that is not UTF-8. */
  #fallback: iconv.DecoderStream | undefined;
  #encoding = 'utf-8';
  #isFirst = true;
  #isAscii = true;
  #rest: Buffer = Buffer.alloc(0); // the beginning of a character whose end is in the next chunk
  #line = 1;
  #byte = 0;

  /** @param path for messages. */
  constructor(
    path: string,
    context: DecodingContext,
    declared: DeclaredEncoding = () => undefined,
  ) {
    this.#path = path;
    this.#context = context;
    this.#declared = declared;
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
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    const text = this.#decoder === undefined ? this.#decodeUtf8(rest) : this.#decoder.write(rest);
    if (this.#decoder === undefined) return this.#clean(text);
    return this.#clean(this.#decodeOther(text + (this.#decoder.end() ?? '')));
  }

  /** Settles the encoding; returns the bytes after a byte-order mark. */
  async #start(bytes: Buffer): Promise<Buffer> {
    this.#isFirst = false;
    const mark = byteOrderMark(bytes);
    const { encoding: asked } = this.#context.options;
    const wanted = asked === undefined || isUtf8Name(asked) ? undefined : await decoderFor(asked);
    const isForAll = wanted !== undefined && !extendsAscii((some) => wanted.write(some));
    if (isForAll) wanted.end();
    const found =
      mark?.encoding ?? (isForAll ? asked : undefined) ?? utf16ByContent(bytes) ?? 'utf-8';
    if (!isUtf8Name(found)) {
      this.#encoding = found;
      this.#decoder = await decoderFor(found);
    } else if (mark === undefined) {
      this.#checkNuls(bytes);
      await this.#prepareFallback(asked ?? this.#declared(bytes), asked !== undefined);
    }
    this.#byte = mark?.length ?? 0;
    return bytes.subarray(mark?.length ?? 0);
  }

  async #prepareFallback(encoding: string | undefined, isAsked: boolean): Promise<void> {
    if (encoding === undefined || isUtf8Name(encoding)) return;
    if (!isAsked && !(await isKnownEncoding(encoding))) return; // a page may declare anything
    this.#fallback = await decoderFor(encoding);
    this.#encoding = encoding;
  }

  #decodeUtf8(bytes: Buffer): string {
    if (isUtf8(bytes)) {
      this.#advance(bytes);
      const text = bytes.toString('utf8');
      this.#isAscii &&= text.length === bytes.length;
      return text;
    }
    const isDamaged = !this.#isAscii || isMostlyUtf8(bytes);
    if (this.#fallback !== undefined && !isDamaged) {
      this.#decoder = this.#fallback;
      const rest = this.#rest;
      this.#rest = Buffer.alloc(0);
      return this.#decodeOther(this.#decoder.write(Buffer.concat([bytes, rest])));
    }
    this.#isAscii = false;
    const bad = firstBadByte(bytes);
    this.#advance(bytes.subarray(0, bad));
    const guess = isDamaged ? 'utf-8' : guessEncoding(bytes.subarray(bad));
    this.#noteBadByte(`0x${bytes[bad].toString(16)} is not UTF-8`, guess);
    this.#advance(bytes.subarray(bad));
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const own = bytes.indexOf(replacement) >= 0 ? countOf(bytes.toString('latin1'), 'ï¿½') : 0;
    this.#context.notes.badBytes += countOf(text, replacement) - own;
    return this.#context.options.onBadBytes === 'skip' ? text.replaceAll(replacement, '') : text;
  }

  /** An encoding that is not UTF-8: what cannot be decoded comes as U+FFFD. */
  #decodeOther(text: string): string {
    const numBad = countOf(text, replacement);
    if (numBad === 0) return text;
    this.#noteBadByte(`not all of it is ${this.#encoding}`);
    this.#context.notes.badBytes += numBad;
    return this.#context.options.onBadBytes === 'skip' ? text.replaceAll(replacement, '') : text;
  }

  /** @param guess the encoding that a byte looks like which is not UTF-8, or that of all others. */
  #noteBadByte(found: string, guess?: string): void {
    const { options, notes } = this.#context;
    if (options.onBadBytes !== 'fail') {
      if (notes.badByteFiles.names.at(-1) !== this.#path) notes.badByteFiles.add(this.#path);
      return;
    }
    const isOther = this.#decoder !== undefined;
    const where = isOther ? '' : `, line ${this.#line}, byte ${this.#byte + 1}`;
    const advice =
      guess === 'utf-8'
        ? 'Nearly all of it is UTF-8: '
        : (guess === undefined ? 'Name the encoding' : `It looks like ${guess}`) + '; or ';
    throw new UserError('encoding-wrong', `Cannot read ${this.#path}${where}: ${found}`, {
      hint: `${advice}replace or skip what is not text.`,
      details: { path: this.#path, guess: guess ?? '', canReadOn: 'yes' },
    });
  }

  #checkNuls(bytes: Buffer): void {
    const start = bytes.subarray(0, 4096);
    let numNuls = 0;
    for (const byte of start) if (byte === 0) numNuls++;
    if (numNuls * 10 < start.length || numNuls === 0) return;
    if (this.#context.options.onBadBytes !== 'fail') return; // each is read as a space
    throw new UserError(
      'encoding-wrong',
      `Cannot read ${this.#path}: it is full of NUL bytes, so it is not UTF-8 text`,
      {
        hint: 'It may be a program, a picture or an office document: save it as plain text.',
        details: { path: this.#path, guess: '', canReadOn: 'no' },
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

function isUtf8Name(encoding: string): boolean {
  return /^utf-?8$/iu.test(encoding);
}

async function isKnownEncoding(encoding: string): Promise<boolean> {
  const { default: library } = await import('iconv-lite');
  return library.encodingExists(encoding);
}

/**
 * Whether more characters beyond ASCII are UTF-8 than are not: then it is damaged UTF-8, not text in
 * another encoding, in which few bytes in a row happen to be UTF-8.
 */
function isMostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  const numBad = countOf(text, replacement);
  return (text.match(/[^\x00-\x7f]/gu)?.length ?? 0) > 2 * numBad;
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
