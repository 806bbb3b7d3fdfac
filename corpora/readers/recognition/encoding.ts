/** The encoding of bytes, as far as they show it themselves. */
import { isUtf8 } from 'node:buffer';

/** What the person says about the bytes of sources. */
export interface Decoding {
  /** Of what is not in Unicode; else such bytes are bad ones. */
  readonly encoding?: string | undefined;
  readonly onBadBytes: 'fail' | 'replace' | 'skip';
}

/** The encoding that the first bytes announce, and how many bytes that takes. */
export interface ByteOrderMark {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';
  readonly length: number;
}

const marks: readonly (readonly [ByteOrderMark['encoding'], readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0x00, 0x00]], // before UTF-16, whose mark it begins with
  ['utf-32be', [0x00, 0x00, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Undefined where there is none. */
export function byteOrderMark(bytes: Buffer): ByteOrderMark | undefined {
  const found = marks.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte));
  return found === undefined ? undefined : { encoding: found[0], length: found[1].length };
}

/** Bytes in which UTF-16 is looked for. */
const looked = 1 << 16;

/**
 * UTF-16 without a byte-order mark: blanks, line ends and Latin letters have a NUL at the same
 * side of each pair, and what the pairs give is text (no NULs, no control characters, no halves
 * of characters). Undefined when it is not that.
 */
export function utf16ByContent(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const start = bytes.subarray(0, Math.min(looked, bytes.length & ~1));
  const nuls = [0, 0];
  for (let at = start.indexOf(0); at >= 0; at = start.indexOf(0, at + 1)) nuls[at & 1]++;
  if (nuls[0] + nuls[1] === 0 || (nuls[0] > 0 && nuls[1] > 0)) return undefined;
  const encoding = nuls[1] > 0 ? 'utf-16le' : 'utf-16be';
  const units = Buffer.from(start);
  if (encoding === 'utf-16be') units.swap16();
  // A pair may be cut at the end of what is looked at.
  const text = units.toString('utf16le').replace(/[\ud800-\udbff]$/u, '');

  return /[\u0000-\u0008\u000e-\u001f\ufffe\uffff]|\p{Cs}|\p{Cn}/u.test(text)
    ? undefined
    : encoding;
}

/** Bytes of text in this encoding below 0x80 mean what they mean in ASCII. */
export function extendsAscii(decode: (bytes: Buffer) => string): boolean {
  const ascii = Buffer.from(Array.from({ length: 95 }, (_, index) => index + 32));
  // A yen sign or an overline instead of backslash and tilde is still ASCII for a reader.
  const strip = (text: string): string => text.replace(/[\\~¥‾]/gu, '');
  return strip(decode(ascii)) === strip(ascii.toString('latin1'));
}

/**
 * What bytes that are not UTF-8 look like: a suggestion, never used unasked.
 *
 * @param bytes a stretch that begins with the bad byte, or the start of a file full of NULs.
 */
export function guessEncoding(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 4096);
  if (start.includes(0)) return utf16ByContent(start);
  return isUtf8(start) ? undefined : guessEightBit(start);
}

/** By the neighbours of the bytes above 0x7f: accents stand among ASCII letters. */
function guessEightBit(bytes: Buffer): string | undefined {
  let high = 0;
  let runs = 0;
  for (let place = 0; place < bytes.length; place++) {
    if (bytes[place] < 0x80) continue;
    high++;
    if (place > 0 && bytes[place - 1] >= 0x80) runs++;
  }
  // More than one in a row: Cyrillic, Greek or East Asian, with too many candidates.
  return high === 0 || runs * 2 > high ? undefined : 'windows-1252';
}

/** The end of the last complete character of UTF-8. */
export function endOfCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) break;
    if (byte < 0xc0) continue; // continues a character
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
