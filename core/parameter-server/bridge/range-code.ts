/**
 * The rows of a range as bytes, 40 to 160 times smaller than rows of int32.
 *
 * For each row: a varint of how many cells are not zero, then a byte for each: its high half is the gap
 * since the last one, its low half the count minus 1; 15 in either half means that a varint with the
 * rest follows, the gap's first. At the end, a checksum of 32 bits over all bytes before it.
 */
import { assert } from '../../errors.ts';
import type { RowNumbers, Rows } from '../../memory/rows.ts';

/** Rows `first` to `end - 1`. */
export interface RowStretch {
  readonly rows: Pick<Rows, 'at' | 'stride' | 'clear' | 'addAll'>;
  readonly first: number;
  readonly end: number;
}

const escape = 15;
export const checksumBytes = 4;
/** Of a cell at most: its byte and two varints of 32 bits. */
const mostBytesOfCell = 11;

export function encodeRows({ rows, first, end }: RowStretch): Uint8Array {
  const writer = new ByteWriter();
  for (let row = first; row < end; row++) {
    const cells = rows.at(row);
    const numCells = countCells(cells);
    writer.reserve(5 + numCells * mostBytesOfCell);
    writer.varint(numCells);
    let next = 0;
    for (let cell = 0; cell < cells.length; cell++) {
      const count = cells[cell];
      if (count === 0) continue;
      assert(count > 0, `a count of ${count} cannot be sent`);
      const gap = cell - next;
      const rest = count - 1;
      writer.byte((Math.min(gap, escape) << 4) | Math.min(rest, escape));
      if (gap >= escape) writer.varint(gap - escape);
      if (rest >= escape) writer.varint(rest - escape);
      next = cell + 1;
    }
  }
  return writer.finish();
}

function countCells(cells: RowNumbers): number {
  let numCells = 0;
  for (let cell = 0; cell < cells.length; cell++) if (cells[cell] !== 0) numCells++;
  return numCells;
}

/**
 * Writes the rows over what was there; with `add`, adds them to it.
 * @throws an error of ours when the bytes are not those that `encodeRows` made for as many rows of
 *   counts no larger than these rows hold.
 */
export function decodeRows(
  bytes: Uint8Array,
  { rows, first, end }: RowStretch,
  { add }: { readonly add: boolean } = { add: false },
): void {
  const reader = new ByteReader(bytes);
  const { stride } = rows;
  const columns = new Uint32Array(stride);
  const counts = new Uint32Array(stride);
  for (let row = first; row < end; row++) {
    if (!add) rows.clear(row);
    const numCells = reader.varint();
    let cell = 0;
    for (let read = 0; read < numCells; read++) {
      const both = reader.byte();
      const gap = both >>> 4;
      const rest = both & 15;
      cell += gap === escape ? escape + reader.varint() : gap;
      assert(cell < stride, 'a range that arrived has too many columns');
      columns[read] = cell++;
      counts[read] = 1 + (rest === escape ? escape + reader.varint() : rest);
    }
    rows.addAll(row, columns.subarray(0, numCells), counts);
  }
  assert(reader.isAtEnd, 'a range that arrived has other rows than this one');
}

/** FNV-1a, by 32 bits. */
export function checksumOf(bytes: Uint8Array, end = bytes.length): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < end; index++) hash = Math.imul(hash ^ bytes[index], 0x01000193);
  return hash >>> 0;
}

class ByteWriter {
  #bytes = new Uint8Array(4096);
  #length = 0;

  /** Makes room for as many bytes more. */
  reserve(numBytes: number): void {
    if (this.#length + numBytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#length + numBytes, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }

  byte(value: number): void {
    this.#bytes[this.#length++] = value;
  }

  varint(value: number): void {
    for (; value > 127; value >>>= 7) this.#bytes[this.#length++] = (value & 127) | 128;
    this.#bytes[this.#length++] = value;
  }

  finish(): Uint8Array {
    this.reserve(checksumBytes);
    const checksum = checksumOf(this.#bytes, this.#length);
    new DataView(this.#bytes.buffer).setUint32(this.#length, checksum, true);
    return this.#bytes.slice(0, this.#length + checksumBytes);
  }
}

class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#end = bytes.length - checksumBytes;
    assert(this.#end >= 0, 'a range that arrived is cut short');
    const stored = new DataView(bytes.buffer, bytes.byteOffset).getUint32(this.#end, true);
    assert(stored === checksumOf(bytes, this.#end), 'a range that arrived is damaged');
  }

  get isAtEnd(): boolean {
    return this.#at === this.#end;
  }

  byte(): number {
    assert(this.#at < this.#end, 'a range that arrived is cut short');
    return this.#bytes[this.#at++];
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }
}
