/**
 * How counts are kept: decided by the numbers of a run alone, from this table, never by measuring,
 * since it is part of what decides bytes.
 *
 * Million tokens a second, one thread, sweeps 8 to 21 (3 to 5 of the generated ones), dense | sparse:
 *
 *     K      ap-blei        20news-train   nips-uci       arxiv-50k      20M, long      21M, short
 *     60                    28.9 | 20.6                   23.9 | 20.2    23.7 | 17.9    20.4 | 15.8
 *     100    24.3 | 16.7    21.0 | 17.6                   19.3 | 17.5    18.5 | 15.2    15.5 | 13.6
 *     128    21.0 | 17.7    20.2 | 16.5    21.4 | 16.7    18.5 | 17.0    17.7 | 13.9    14.4 | 12.5
 *     160    18.6 | 14.2    16.0 | 15.2    19.3 | 15.6
 *     200    15.7 | 14.6    13.9 | 14.8    17.0 | 14.3
 */

export type Variant = 'dense' | 'sparse';

export interface Storage {
  /** Of all documents but the giant ones, which are dense. */
  readonly documents: Variant;
  /** A document of so many tokens is giant. */
  readonly giantLength: number;
  /** Rows of the word-topic table are read whole; else only where their occupancy says. */
  readonly wholeRows: boolean;
}

/** Dense rows up to this many topics; beyond, most of a row is zero. */
const maxDenseTopics = 160;

/**
 * Dense rows of a block may take so much on average: beyond, a draw waits for memory longer than a
 * list takes (arxiv-50k in one block, K = 100, 22 MB: 18.0 | 11.7 sparse | dense).
 */
const maxDenseBlockBytes = 8 * 2 ** 20;

/** Dense rows may take so much in all, or so much a token, which is no more than lists may. */
const maxDenseBytes = 64 * 2 ** 20;
const maxDenseBytesPerToken = 8;

/** Dense rows of a tile stay in a core's cache up to here; beyond, they are read ahead. */
export const maxCachedBytes = 2 * 2 ** 20;

/**
 * Whole rows up to this many topics (AP, whole | by occupancy: 16.7 | 15.3 at K = 100, 11.3 | 11.9
 * at K = 250).
 */
const maxWholeTopics = 160;

/** Lists hold counts of 16 bits. */
const giantLength = 65_536;

export interface StorageShape {
  readonly numTopics: number;
  readonly numBlocks: number;
  readonly documentLengths: Uint32Array;
}

export function storageOf({ numTopics, numBlocks, documentLengths }: StorageShape): Storage {
  const numTokens = documentLengths.reduce((sum, length) => sum + length, 0);
  const denseBytes = documentLengths.length * denseDocumentBytes(numTopics);
  const isSmall =
    denseBytes <= maxDenseBlockBytes * numBlocks &&
    denseBytes <= Math.max(maxDenseBytes, maxDenseBytesPerToken * numTokens);
  return {
    documents: numTopics <= maxDenseTopics && isSmall ? 'dense' : 'sparse',
    giantLength,
    wholeRows: numTopics <= maxWholeTopics,
  };
}

/** Bytes of a dense document: one float32 a topic, in whole groups of 16. */
export function denseDocumentBytes(numTopics: number): number {
  return Math.ceil(numTopics / 16) * 64;
}

/** Bytes of a sparse document: its list, in whole vectors of four topics and one more of zeros. */
export function listBytes(length: number, numTopics: number): number {
  return Math.ceil(Math.min(length, numTopics) / 4) * 16 + 16;
}
