/** Typed arrays that grow. */

/** A list of uint32 that grows, with its memory in one typed array. */
export class Uint32List {
  length = 0;
  #values: Uint32Array;

  constructor(capacity = 1024) {
    this.#values = new Uint32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.#values.length) this.#grow(this.length + 1);
    this.#values[this.length++] = value;
  }

  pushAll(values: Uint32Array): void {
    if (this.length + values.length > this.#values.length) this.#grow(this.length + values.length);
    this.#values.set(values, this.length);
    this.length += values.length;
  }

  /** Room for `count` more values, to be written at `length`; it may go stale with the next call. */
  room(count: number): Uint32Array {
    if (this.length + count > this.#values.length) this.#grow(this.length + count);
    return this.#values;
  }

  at(index: number): number {
    return this.#values[index];
  }

  /** A view of the values; it may go stale with the next push. Not for inner loops. */
  get values(): Uint32Array {
    return this.#values.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  #grow(needed: number): void {
    const grown = new Uint32Array(Math.max(needed, this.#values.length * 2));
    grown.set(this.#values);
    this.#values = grown;
  }
}

/** A list of bytes that grows; numbers go in as LEB128 (seven bits a byte, the lowest first). */
export class ByteList {
  length = 0;
  #bytes: Uint8Array;

  constructor(capacity = 4096) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** @param value an integer from 0 to 2^32 - 1. */
  pushVarint(value: number): void {
    this.length = putVarint(this.room(mostVarintBytes), this.length, value);
  }

  /** Room for `count` more bytes, to be written at `length`; it may go stale with the next call. */
  room(count: number): Uint8Array {
    while (this.length + count > this.#bytes.length) this.#grow();
    return this.#bytes;
  }

  /** A view of the bytes; it may go stale with the next push. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  #grow(): void {
    const grown = new Uint8Array(this.#bytes.length * 2);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Bytes of the largest number. */
export const mostVarintBytes = 5;

/** Writes a number as LEB128; returns the place after it. */
export function putVarint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  while (rest > 127) {
    bytes[at++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}
