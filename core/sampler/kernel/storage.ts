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
 *
 * (Before two dense units were sampled side by side and places in lists were remembered; the borders
 * would move little, and moving them changes bytes.)
 */

export type Variant = 'dense' | 'sparse';

export interface Storage {
  /** Of all documents but the giant ones, which are dense. */
  readonly documents: Variant;
  /** A document of this many tokens or more is giant. */
  readonly giantLength: number;
  /** What the documents of a tile take at most, unless a single one takes more. */
  readonly tileBytes: number;
  /** Of a tile whose lists take no more than this when expanded, tokens are drawn by their word. */
  readonly expandedBytes: number;
  /** Rows of the word-topic table are read whole; else only where their occupancy says. */
  readonly wholeRows: boolean;
}

/** Dense rows up to this many topics; beyond, most of a row is zero, unless documents are long. */
const maxDenseTopics = 200;
const maxDenseTopicsOfLong = 320;
const longLength = 150;

/** What dense rows may take in all, or per token; the latter is no more than lists may. */
const maxDenseBytes = 64 * 2 ** 20;
const maxDenseBytesPerToken = 8;

/**
 * What the documents of a tile take. A tile is read once from end to end before its tokens
 * are sampled: the processor fetches what lies in a row ahead of time, but not what is needed here
 * and there. So dense tiles stay in the second-level cache of a core; lists, of which a token needs
 * less, may be more, which leaves more tokens to each word.
 *
 * Million tokens a second, one thread:
 *
 *                           arxiv-50k   20M    21M short   20news-train
 *     dense, K = 100, one unit after the other (AP and NIPS alike everywhere)
 *         0.5 MB            21.2        20.8   17.6
 *         1 MB              20.9        21.1   17.8
 *         2 MB              20.8        20.7   17.2
 *         a block, unread   18.7        18.5   14.6
 *     dense, K = 100, two units side by side: each has half the cache
 *         0.25 MB           23.0        23.8   alike       20.8
 *         0.5 MB            22.7        23.9   alike       22.2
 *         1 MB              20.5        22.6   alike       22.6
 *     lists, K = 1000
 *         2 MB              alike       8.7    6.9
 *         4 MB              alike       8.7    7.1
 *         a block, read     alike       8.4    6.9
 *         a block, unread   alike       7.9    6.6
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

/**
 * Dense documents hold n_dk + alpha_k in 32-bit floats, from which the count must come back by
 * rounding: below 2^22 both roundings together are off by a quarter at most.
 */
export const mostTokensOfDocument = 2 ** 22 - 1;

/**
 * Expanded lists stay in the second-level cache: their tokens look topics up here and there. With
 * K = 1000 tokens of 20 Newsgroups are drawn 1.07 times as fast by their word (1.5 MB a block), of
 * arXiv 0.73 times (6.5 MB); with K = 2000 of 20 Newsgroups 0.86 times (2.9 MB).
 */
const maxExpandedBytes = 2 ** 21;

/** Counts of an expanded document have 15 bits (assembly/expanded.ts). */
export const mostTokensOfExpanded = 2 ** 15 - 1;

/** Room for them that a worker needs. */
export function expandedBytesOf(numTopics: number): number {
  return numTopics > maxWholeTopics ? maxExpandedBytes : 0;
}

export interface StorageShape {
  readonly numTopics: number;
  readonly documentLengths: Uint32Array;
  /** False for samplers before kernel-4. */
  readonly drawsByWord?: boolean | undefined;
}

export function storageOf({
  numTopics,
  documentLengths,
  drawsByWord = true,
}: StorageShape): Storage {
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
    expandedBytes: drawsByWord ? expandedBytesOf(numTopics) : 0,
    wholeRows: documents === 'dense' || numTopics <= maxWholeTopics,
  };
}

/** Whether the documents of a part of the corpus may be kept otherwise than those of the whole. */
export function storageVaries(shape: StorageShape): boolean {
  const { numTopics } = shape;
  if (storageOf(shape).documents === 'sparse') return numTopics <= maxDenseTopicsOfLong;
  return numTopics > maxDenseTopics; // since documents are long, which those of a part need not be
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

/** Masks of 64 bits that a row's occupancy takes, one bit for each group of 16 topics. */
export function numMasks(numTopics: number): number {
  return Math.ceil(numTopics / 1024);
}
