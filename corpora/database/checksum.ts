/** Checksums over values of any kind. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export type Value = string | number | null | Uint8Array;

/** Short values are gathered first: each call of crc32 costs as much as some hundred characters. */
const shortText = 1000;
const mostGathered = 1 << 15;

/**
 * CRC-32 of rows. It finds every flipped bit and every damage within 32 bits, and misses one in
 * four thousand million of all others; it costs a fraction of what writing the rows does.
 */
export class Checksum {
  #value = 0;
  #gathered = '';

  /** Kind and length go in as well, so that nothing can move from one column to the next. */
  add(row: readonly Value[]): void {
    for (const value of row) {
      if (isStoredAsNull(value)) this.#gathered += 'null ';
      else if (typeof value === 'number') this.#gathered += `number ${value} `;
      else if (typeof value === 'string' && value.length < shortText) {
        this.#gathered += `text ${value.length} ${value}`;
      } else {
        this.#gathered += `${typeof value === 'string' ? 'text' : 'bytes'} ${value.length} `;
        this.#flush();
        this.#value = crc32(value, this.#value);
      }
    }
    if (this.#gathered.length > mostGathered) this.#flush();
  }

  /** The checksum so far; the next value begins a new one. */
  take(): number {
    this.#flush();
    const value = this.#value;
    this.#value = 0;
    return value;
  }

  #flush(): void {
    if (this.#gathered !== '') this.#value = crc32(this.#gathered, this.#value);
    this.#gathered = '';
  }
}

/** NaN always is, and an empty array of bytes when it has no memory of its own. */
function isStoredAsNull(value: Value): value is null {
  return value === null || Number.isNaN(value) || (typeof value === 'object' && value.length === 0);
}

/**
 * The row with U+FFFD for every half of a surrogate pair (JSON may hold one): it would be stored as
 * bytes that are not UTF-8 and read back as three characters, and the places of all words after it
 * be wrong.
 */
export function wellFormed(row: readonly Value[]): Value[] {
  const good: Value[] = [];
  for (const value of row) good.push(typeof value === 'string' ? value.toWellFormed() : value);
  return good;
}

/** In hexadecimal digits. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
