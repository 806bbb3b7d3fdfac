/**
 * How counts are kept: decided by the numbers of a run alone, from this table, never by measuring,
 * since it is part of what decides bytes.
 *
 * Million tokens a second, one thread of a busy machine, sweeps 8 to 21, dense | sparse (before
 * lists were read ahead):
 *
 *     K      ap-blei        20news-train   nips-uci       arxiv-50k
 *     20     34.1 | 25.5    31.7 | 25.6    34.7 | 26.9    26.1 | 24.1
 *     60     25.2 | 19.6    23.3 | 18.5    25.3 | 19.2    21.8 | 17.0
 *     100    19.3 | 16.7    17.5 | 15.5    19.5 | 16.6    16.7 | 15.4
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
const maxDenseTopics = 128;

/**
 * Dense rows of all documents together may take this much; beyond, those of a block no longer stay
 * in the cache, and lists, which are read ahead of their turn, are faster (arxiv-50k: 18.7 | 17.8
 * sparse | dense at K = 60 and 13 MB, 16.1 | 13.5 at K = 100 and 22 MB; 20news-train, 5 MB, alike).
 */
const maxDenseBytes = 10 * 2 ** 20;

/**
 * Whole rows up to this many topics (AP, whole | by occupancy: 16.7 | 15.3 at K = 100, 11.3 | 11.9
 * at K = 250).
 */
const maxWholeTopics = 160;

/** Lists hold counts of 16 bits. */
const giantLength = 65_536;

export function storageOf(numTopics: number, numDocuments: number): Storage {
  const denseBytes = numDocuments * denseDocumentBytes(numTopics);
  const isDense = numTopics <= maxDenseTopics && denseBytes <= maxDenseBytes;
  return {
    documents: isDense ? 'dense' : 'sparse',
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
