/** The topic counts of a tile's documents, as the kernel keeps them: how much room they take, and filled. */
import type { DocumentAlphas } from '../document-alphas.ts';
import { isTopic } from '../layout.ts';
import { type Variant, denseDocumentBytes, listBytes } from './storage.ts';

export interface StoredDocuments {
  readonly variant: Variant;
  /** Of the rows, or of the table of lists, which the lists follow. */
  readonly address: number;
  readonly firstDocument: number;
  readonly numDocuments: number;
}

export interface DocumentModel {
  /** Prior of each topic (length K). */
  readonly alpha: Float64Array;
  /** Where documents have priors of their own. */
  readonly documentAlphas?: DocumentAlphas | undefined;
}

/** Where a run goes on: the topics of the tile's tokens in document order. */
type GivenTopics = Uint16Array | undefined;

/** The lists begin a cache line of their own. */
const lineBytes = 64;

/** @param lengths tokens of each document. */
export function documentsBytes(variant: Variant, lengths: Uint32Array, numTopics: number): number {
  if (variant === 'dense') return lengths.length * denseDocumentBytes(numTopics);
  return lengths.reduce(
    (sum, length) => sum + listBytes(length, numTopics),
    tableOfListsBytes(lengths.length),
  );
}

function tableOfListsBytes(numDocuments: number): number {
  return Math.ceil((8 * numDocuments) / lineBytes) * lineBytes;
}

/** @param lengths tokens of each document. */
export function fillDocuments(
  memory: WebAssembly.Memory,
  documents: StoredDocuments,
  model: DocumentModel,
  { lengths, topics }: { lengths: Uint32Array; topics: GivenTopics },
): void {
  const fill = documents.variant === 'dense' ? fillRows : fillLists;
  fill(memory, documents, model, { lengths, topics });
}

/** float32 rows of n_dk + alpha_k. */
function fillRows(
  memory: WebAssembly.Memory,
  { address, firstDocument }: StoredDocuments,
  { alpha, documentAlphas }: DocumentModel,
  { lengths, topics }: { lengths: Uint32Array; topics: GivenTopics },
): void {
  const stride = denseDocumentBytes(alpha.length) / 4;
  const shared = Float32Array.from(alpha);
  const counts = new Uint32Array(alpha.length);
  const cells = new Float32Array(memory.buffer, address, lengths.length * stride);
  let token = 0;
  for (let index = 0; index < lengths.length; index++) {
    const row = index * stride;
    const priors = documentAlphas?.of(firstDocument + index) ?? shared;
    cells.set(priors, row);
    const end = token + lengths[index];
    if (topics === undefined) continue;
    counts.fill(0);
    for (; token < end; token++) {
      if (isTopic(topics[token], counts.length)) counts[topics[token]]++;
    }
    for (let topic = 0; topic < counts.length; topic++) {
      cells[row + topic] = counts[topic] + priors[topic];
    }
  }
}

/** (address, length) of each document's list, and the lists: topic << 16 | count by topic. */
function fillLists(
  memory: WebAssembly.Memory,
  { address, numDocuments }: StoredDocuments,
  { alpha }: DocumentModel,
  { lengths, topics }: { lengths: Uint32Array; topics: GivenTopics },
): void {
  const cells = new Uint32Array(memory.buffer);
  let list = address + tableOfListsBytes(numDocuments);
  let token = 0;
  lengths.forEach((length, index) => {
    cells[address / 4 + 2 * index] = list;
    if (topics !== undefined) {
      const entries = entriesOf(topics.subarray(token, token + length), alpha.length);
      cells.set(entries, list / 4);
      cells[address / 4 + 2 * index + 1] = entries.length;
    }
    token += length;
    list += listBytes(length, alpha.length);
  });
}

/** The list of a document with these topics. */
function entriesOf(topics: Uint16Array, numTopics: number): number[] {
  const entries: number[] = [];
  let last = -1;
  for (const topic of Uint16Array.from(topics).sort()) {
    if (!isTopic(topic, numTopics)) break; // the rest has none
    if (topic === last) entries[entries.length - 1]++;
    else entries.push(((topic << 16) | 1) >>> 0);
    last = topic;
  }
  return entries;
}
