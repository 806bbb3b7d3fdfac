/** The beginning of a source, by which it is recognized. */
import { isUtf8 } from 'node:buffer';
import { byteOrderMark, endOfCharacters, utf16ByContent } from './encoding.ts';

/**
 * The beginning of a source, decoded: what every reader looks at to tell whether it can read it.
 * Where bytes are in no Unicode encoding, and nobody said in which, letters may be wrong and ASCII
 * is right, which is enough for that.
 */
export class Head {
  /** The first 64 kB, uncompressed. */
  readonly bytes: Buffer;
  /** Whether that is all there is. */
  readonly isWhole: boolean;
  #text: string | undefined;
  #plainText: string | undefined;
  #lines: readonly string[] | undefined;

  /** @param text the bytes in the encoding that was named for them, without a byte-order mark. */
  constructor(bytes: Buffer, isWhole: boolean, text?: string) {
    this.bytes = bytes;
    this.isWhole = isWhole;
    this.#text = text;
  }

  /** Of a folder, or of nothing. */
  static readonly empty = new Head(Buffer.alloc(0), true);

  /** Without its byte-order mark. */
  get text(): string {
    this.#text ??= this.plainText;
    return this.#text;
  }

  /** By what the bytes show themselves, whatever was said about them. */
  get plainText(): string {
    this.#plainText ??= decode(this.bytes);
    return this.#plainText;
  }

  /** The complete lines, blank ones too. */
  get rawLines(): readonly string[] {
    this.#lines ??= linesOf(this.text, this.isWhole);
    return this.#lines;
  }

  /** The complete lines, blank ones left out. */
  get lines(): readonly string[] {
    return this.rawLines.filter((line) => line.trim() !== '');
  }
}

function decode(bytes: Buffer): string {
  const mark = byteOrderMark(bytes);
  const rest = bytes.subarray(mark?.length ?? 0);
  const encoding = mark?.encoding ?? utf16ByContent(bytes) ?? 'utf-8';
  if (encoding.startsWith('utf-16')) return decode16(rest, encoding === 'utf-16be');
  if (encoding.startsWith('utf-32')) return decode32(rest, encoding === 'utf-32be');
  const whole = rest.subarray(0, endOfCharacters(rest));
  return whole.toString(isUtf8(whole) ? 'utf8' : 'latin1');
}

function decode16(bytes: Buffer, isBigEndian: boolean): string {
  const units = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  return (isBigEndian ? units.swap16() : units).toString('utf16le');
}

function decode32(bytes: Buffer, isBigEndian: boolean): string {
  let text = '';
  for (let place = 0; place + 4 <= bytes.length; place += 4) {
    const point = isBigEndian ? bytes.readUInt32BE(place) : bytes.readUInt32LE(place);
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  }
  return text;
}

function linesOf(text: string, isWhole: boolean): string[] {
  const lines = text.split(/\r\n|\n|\r/u);
  if (!isWhole && lines.length > 1) lines.pop(); // it goes on behind the head
  return lines;
}
