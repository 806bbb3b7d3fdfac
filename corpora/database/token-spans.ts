/** Where tokens stand in their texts, packed as variable-length integers. */
import { ByteList } from '../text/growing-arrays.ts';

/**
 * The places of tokens in their texts, as bytes: for every token two varints, the distance from
 * the end of the token before it (or from the start of its document) and its length, both in
 * UTF-16 code units. Two bytes for most tokens, where plain offsets would take eight.
 */
export interface Spans {
  readonly starts: Uint32Array;
  /** Exclusive. */
  readonly ends: Uint32Array;
}

/** @param lengths tokens of each document whose spans follow each other in `bytes`. */
export function decodeSpans(bytes: Uint8Array, lengths: Uint32Array): Spans {
  const numTokens = lengths.reduce((sum, length) => sum + length, 0);
  const starts = new Uint32Array(numTokens);
  const ends = new Uint32Array(numTokens);
  const reader = new VarintReader(bytes);
  let token = 0;
  for (const length of lengths) {
    let end = 0;
    for (const last = token + length; token < last; token++) {
      starts[token] = end + reader.next();
      end = starts[token] + reader.next();
      ends[token] = end;
    }
  }
  return { starts, ends };
}

/** Reads LEB128 numbers one after the other. */
export class VarintReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): number {
    let byte = this.#bytes[this.#at++];
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; byte >= 128; shift += 7) {
      byte = this.#bytes[this.#at++];
      value |= (byte & 127) << shift;
    }
    return value >>> 0;
  }
}

/** Writes spans token by token. */
export class SpanWriter {
  readonly #bytes = new ByteList();
  #end = 0;

  startDocument(): void {
    this.#end = 0;
  }

  push(start: number, end: number): void {
    this.#bytes.pushVarint(start - this.#end);
    this.#bytes.pushVarint(end - start);
    this.#end = end;
  }

  /** The bytes so far; the writer is empty afterwards. */
  take(): Uint8Array {
    const bytes = this.#bytes.bytes.slice();
    this.#bytes.clear();
    return bytes;
  }
}
