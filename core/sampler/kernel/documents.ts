/** The topic counts of a tile's documents, as the kernel keeps them: reserved and filled. */
import type { Arena } from '../../memory/arena.ts';
import type { DocumentAlphas } from '../document-alphas.ts';
import { isTopic } from '../layout.ts';
import type { Tile } from './tiles.ts';
import { denseDocumentBytes, listBytes } from './storage.ts';

export interface DocumentModel {
  readonly documentLengths: Uint32Array;
  /** Prior of each topic (length K). */
  readonly alpha: Float64Array;
  /** Where documents have priors of their own. */
  readonly documentAlphas?: DocumentAlphas | undefined;
}

/** Given when a run is resumed: the topics of the tile's tokens in document order. */
type GivenTopics = Uint16Array | undefined;

export interface LaidDocuments {
  /** Of the rows, or of the table of lists, which the lists follow. */
  readonly address: number;
  readonly bytes: number;
}

export function layDocuments(
  arena: Arena,
  tile: Tile,
  model: DocumentModel,
  topics: GivenTopics,
): LaidDocuments {
  const address =
    tile.variant === 'dense'
      ? layRows(arena, tile, model, topics)
      : layLists(arena, tile, model, topics);
  return { address, bytes: arena.usedBytes - address };
}

/** float32 rows of n_dk + alpha_k. */
function layRows(
  arena: Arena,
  { firstDocument, endDocument }: Tile,
  { documentLengths, alpha, documentAlphas }: DocumentModel,
  topics: GivenTopics,
): number {
  const rowBytes = denseDocumentBytes(alpha.length);
  const numDocuments = endDocument - firstDocument;
  const address = arena.allocate(numDocuments * rowBytes);
  const shared = Float32Array.from(alpha);
  const counts = new Uint32Array(alpha.length);
  const cells = new Float32Array(arena.memory.buffer, address, (numDocuments * rowBytes) / 4);
  let token = 0;
  for (let index = 0; index < numDocuments; index++) {
    const row = (index * rowBytes) / 4;
    const priors = documentAlphas?.of(firstDocument + index) ?? shared;
    cells.set(priors, row);
    const end = token + documentLengths[firstDocument + index];
    if (topics === undefined) continue;
    counts.fill(0);
    for (; token < end; token++) {
      if (isTopic(topics[token], counts.length)) counts[topics[token]]++;
    }
    for (let topic = 0; topic < counts.length; topic++) {
      cells[row + topic] = counts[topic] + priors[topic];
    }
  }
  return address;
}

/** (address, length) of each document's list, and the lists: topic << 16 | count by topic. */
function layLists(
  arena: Arena,
  { firstDocument, endDocument }: Tile,
  { documentLengths, alpha }: DocumentModel,
  topics: GivenTopics,
): number {
  const lengths = documentLengths.subarray(firstDocument, endDocument);
  const bytes = Array.from(lengths, (length) => listBytes(length, alpha.length));
  const table = arena.allocate(8 * lengths.length);
  let list = arena.allocate(bytes.reduce((sum, size) => sum + size, 0));
  const memory = new Uint32Array(arena.memory.buffer);
  let token = 0;
  lengths.forEach((length, index) => {
    memory[table / 4 + 2 * index] = list;
    if (topics !== undefined) {
      const entries = entriesOf(topics.subarray(token, token + length), alpha.length);
      memory.set(entries, list / 4);
      memory[table / 4 + 2 * index + 1] = entries.length;
    }
    token += length;
    list += bytes[index];
  });
  return table;
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
