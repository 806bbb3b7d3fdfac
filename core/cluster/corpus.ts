/** The corpus as it reaches a host: what all need to cut it, and the words of the host's own blocks. */
import { type Grid, cutCorpus } from '../corpus/grid.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import { assert } from '../errors.ts';
import { checksumOf } from '../parameter-server/bridge/range-code.ts';
import type { Plan } from './plan.ts';

/** Lengths of all documents, then tokens of all words, as uint32. */
export function shapeBytes({ documentLengths, wordTokenCounts }: TokenSource): Uint8Array {
  const all = new Uint32Array(documentLengths.length + wordTokenCounts.length);
  all.set(documentLengths);
  all.set(wordTokenCounts, documentLengths.length);
  return new Uint8Array(all.buffer);
}

export function hashOfGrid({ blockStarts, rangeStarts, rowOfWord }: Grid): number {
  const hashes = [blockStarts, rangeStarts, rowOfWord].map((numbers) =>
    checksumOf(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)),
  );
  return checksumOf(new Uint8Array(Uint32Array.from(hashes).buffer));
}

/**
 * @param readBlock the words of a block, by its first document.
 */
export function remoteSource(
  { numDocuments, numWords, numTokens }: Plan,
  shape: Uint8Array,
  readBlock: (firstDocument: number) => Uint32Array,
): TokenSource {
  const all = uint32In(shape);
  return {
    numDocuments,
    numWords,
    numTokens,
    documentLengths: all.subarray(0, numDocuments),
    wordTokenCounts: all.subarray(numDocuments),
    readWords: readBlock,
  };
}

/** A copy: bytes that arrive may begin anywhere, and the slice of a Buffer is none. */
export function uint32In(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}

export function uint16In(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(Uint8Array.from(bytes).buffer);
}

export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}

/** Hosts that cut the corpus otherwise than the coordinator would train on other tokens. */
export function checkGrid(source: TokenSource, { settings, gridHash }: Plan): void {
  const { numBlocks } = settings;
  const hash = hashOfGrid(cutCorpus(source, numBlocks, numBlocks));
  assert(hash === gridHash, 'this host cuts the corpus as the others do');
}
