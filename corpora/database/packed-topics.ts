/**
 * Topics as they are stored: per token chunk (see schema.ts), a byte each where K <= 256 and two
 * (little-endian) otherwise, compressed, each chunk with its checksum.
 */
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import { assert } from '../../core/errors.ts';
import { sha256 } from './checksum.ts';
import type { TokenChunk } from './stored-tokens.ts';

/** Level 1: higher ones save a few percent of the size at a third of the speed. */
const compress = promisify(gzip);
const compressionLevel = 1;

/** One chunk's topics as they are stored. */
export interface StoredTopics {
  readonly bytes: Buffer;
  readonly checksum: string;
}

/**
 * Compresses assignments chunk by chunk, so that the caller's thread is free in between.
 *
 * @param blocks the topics of all tokens in document order, in chunks of any size.
 * @throws the signal's reason when it is aborted.
 */
export async function packTopics(
  blocks: Iterable<Uint16Array> | AsyncIterable<Uint16Array>,
  chunks: readonly TokenChunk[],
  { numTopics, signal }: { numTopics: number; signal?: AbortSignal | undefined },
): Promise<StoredTopics[]> {
  const packed: StoredTopics[] = [];
  for await (const topics of recut(blocks, chunks)) {
    signal?.throwIfAborted();
    const narrow = numTopics <= 256 ? Uint8Array.from(topics) : topics;
    const bytes = await compress(Buffer.from(narrow.buffer, narrow.byteOffset, narrow.byteLength), {
      level: compressionLevel,
    });
    packed.push({ bytes, checksum: sha256(bytes) });
  }
  return packed;
}

/**
 * The topics of a chunk of that many tokens; undefined when the bytes are none, or those of more or
 * fewer tokens.
 */
export function unpackTopics(
  stored: Uint8Array,
  numTokens: number,
): Uint8Array | Uint16Array | undefined {
  const bytes = unpack(stored, 2 * numTokens);
  const isWide = bytes?.length === 2 * numTokens && numTokens > 0;
  if (bytes === undefined || !(isWide || bytes.length === numTokens)) return undefined;
  return isWide
    ? new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
    : bytes;
}

/** Cuts a row of arrays again, at the borders of the token chunks. */
async function* recut(
  blocks: Iterable<Uint16Array> | AsyncIterable<Uint16Array>,
  chunks: readonly TokenChunk[],
): AsyncGenerator<Uint16Array> {
  const iterator =
    Symbol.asyncIterator in blocks ? blocks[Symbol.asyncIterator]() : blocks[Symbol.iterator]();
  let block: Uint16Array = new Uint16Array(0);
  let used = 0;
  for (const { numTokens } of chunks) {
    const topics = new Uint16Array(numTokens);
    for (let filled = 0; filled < numTokens;) {
      while (used === block.length) {
        const next = await iterator.next();
        assert(next.done !== true, 'there are as many topics as tokens');
        block = next.value;
        used = 0;
      }
      const count = Math.min(block.length - used, numTokens - filled);
      topics.set(block.subarray(used, used + count), filled);
      used += count;
      filled += count;
    }
    yield topics;
  }
}

/** The bytes of a gzip, undefined when it is none or holds more than it should. */
function unpack(bytes: Uint8Array, mostBytes: number): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, mostBytes) });
  } catch {
    return undefined;
  }
}
