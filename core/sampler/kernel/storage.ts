/**
 * How counts are kept: decided by the numbers of a run alone, from this table, never by measuring,
 * since it is part of what decides bytes.
 *
 * Million tokens a second, one thread, sweeps 7 to 14, dense with whole rows | lists with rows by
 * occupancy:
 *
 *     K      ap-blei        20news-train   nips-uci       arxiv-50k      (tokens a document)
 *            194            112            1,288          72
 *     128    20.6 | 15.3    18.0 | 15.4    23.0 | 15.9    19.1 | 17.0
 *     200    16.9 | 13.6    14.7 | 13.8    18.4 | 13.8    14.6 | 14.8
 *     256    14.1 | 13.1    11.9 | 13.3    16.3 | 12.8    12.8 | 14.1
 *     320    11.7 | 10.5    10.5 | 11.4    14.0 | 11.2    10.1 | 12.4
 */

export type Variant = 'dense' | 'sparse';

export interface Storage {
  /** Of all documents but the giant ones, which are dense. */
  readonly documents: Variant;
  /** A document of so many tokens is giant. */
  readonly giantLength: number;
  /** The documents of a tile take so much, and at most one of them more. */
  readonly tileBytes: number;
  /** Rows of the word-topic table are read whole; else only where their occupancy says. */
  readonly wholeRows: boolean;
}

/** Dense rows up to this many topics; beyond, most of a row is zero, unless documents are long. */
const maxDenseTopics = 200;
const maxDenseTopicsOfLong = 320;
const longLength = 150;

/** Dense rows may take so much in all, or so much a token, which is no more than lists may. */
const maxDenseBytes = 64 * 2 ** 20;
const maxDenseBytesPerToken = 8;

/**
 * Documents of a tile take so much. A tile is read once from end to end before its tokens
 * are sampled: the processor fetches what lies in a row ahead of time, but not what is needed here
 * and there. So dense tiles stay in the second-level cache of a core; lists, of which a token needs
 * less, may be more, which leaves more tokens to each word.
 *
 * One unit after the other, dense, 0.5 | 1 | 2 MB | whole blocks, read as needed, sixteen documents ahead, K = 100: arxiv-50k
 * 21.2 | 20.9 | 20.8 | 18.7, 20M 20.8 | 21.1 | 20.7 | 18.5, 21M short 17.6 | 17.8 | 17.2 | 14.6; AP
 * and NIPS alike. With two units side by side each has half the cache: 0.25 | 0.5 | 1 MB, arxiv-50k
 * 23.0 | 22.7 | 20.5, 20M 23.8 | 23.9 | 22.6, short alike, 20news 20.8 | 22.2 | 22.6. Lists, 2 | 4 MB | whole, read | not, K = 1000: 20M 8.7 | 8.7 | 8.4 | 7.9, 21M short
 * 6.9 | 7.1 | 6.9 | 6.6, arxiv-50k alike.
 */
export const tileBytesOf: Readonly<Record<Variant, number>> = {
  dense: 2 ** 19,
  sparse: 4 * 2 ** 20,
};

/**
 * Beside lists, whole rows up to this many topics (AP, whole | by occupancy: 16.7 | 15.3 at K = 100,
 * 11.3 | 11.9 at K = 250).
 */
const maxWholeTopics = 160;

/** Lists hold counts of 16 bits. */
const giantLength = 65_536;

export interface StorageShape {
  readonly numTopics: number;
  readonly documentLengths: Uint32Array;
}

export function storageOf({ numTopics, documentLengths }: StorageShape): Storage {
  const numTokens = documentLengths.reduce((sum, length) => sum + length, 0);
  const denseBytes = documentLengths.length * denseDocumentBytes(numTopics);
  const isSmall = denseBytes <= Math.max(maxDenseBytes, maxDenseBytesPerToken * numTokens);
  const isLong = numTokens > longLength * documentLengths.length;
  const isDense = isSmall && numTopics <= (isLong ? maxDenseTopicsOfLong : maxDenseTopics);
  const documents = isDense ? 'dense' : 'sparse';
  return {
    documents,
    giantLength,
    tileBytes: tileBytesOf[documents],
    wholeRows: documents === 'dense' || numTopics <= maxWholeTopics,
  };
}

/** Bytes of the topic counts of a document of `length` tokens. */
export function documentBytes(variant: Variant, length: number, numTopics: number): number {
  return variant === 'dense'
    ? denseDocumentBytes(numTopics)
    : listEntryBytes + listBytes(length, numTopics);
}

/** One float32 a topic, in whole groups of 16. */
export function denseDocumentBytes(numTopics: number): number {
  return Math.ceil(numTopics / 16) * 64;
}

/** Where a list is, and its length. */
const listEntryBytes = 8;

/** A list, in whole vectors of four topics and one more of zeros. */
export function listBytes(length: number, numTopics: number): number {
  return Math.ceil(Math.min(length, numTopics) / 4) * 16 + 16;
}

/** 64-bit words with one bit for each group of 16 topics. */
export function occupancyWords(numTopics: number): number {
  return Math.ceil(numTopics / 1024);
}
