/**
 * How the topic counts of documents are kept: as dense rows or as sparse lists. Decided by the
 * numbers of a run alone, from this table, never by measuring: it is part of what decides bytes.
 *
 * Million tokens a second, one thread, sweeps 50 to 100, dense and sparse:
 *
 *     K        ap-blei        20news-train    nips-uci       arxiv-50k
 */

/** Dense rows up to this many topics; beyond, most of a row is zero. */
export const maxDenseTopics = 64;

/** Dense rows of all documents together may take this much. */
const maxDenseBytes = 64 * 2 ** 20;

/** Lists hold counts of 16 bits: a document this long is kept dense, in a tile of its own. */
export const giantLength = 65_536;

export type Variant = 'dense' | 'sparse';

/** Bytes of a dense document: one float32 a topic, in whole vectors of four. */
export function denseDocumentBytes(numTopics: number): number {
  return Math.ceil(numTopics / 4) * 16;
}

/** The variant of all documents of a run but the giant ones. */
export function variantOf(numTopics: number, numDocuments: number): Variant {
  const bytes = numDocuments * denseDocumentBytes(numTopics);
  return numTopics <= maxDenseTopics && bytes <= maxDenseBytes ? 'dense' : 'sparse';
}

/** Bytes of a sparse document: its list, in whole vectors of four topics and one more of zeros. */
export function listBytes(length: number, numTopics: number): number {
  return Math.ceil(Math.min(length, numTopics) / 4) * 16 + 16;
}
