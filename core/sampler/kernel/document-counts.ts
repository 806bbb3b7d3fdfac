/**
 * The counts of stored documents, from outside the kernel: read when priors are learnt, and moved
 * when they have changed.
 *
 * Dense rows hold float32(n_dk + alpha_k), where alpha_k is rounded to 32 bits before. What is
 * stored is a function of the count and the prior alone, so a row can be checked to the bit; it is
 * rewritten from the whole count, since adding differences would leave rounding behind.
 */
import { refuse } from '../../errors.ts';
import { PresentTopicsList, type VisitDocument } from '../present-topics.ts';
import { denseDocumentBytes } from './storage.ts';
import type { StoredDocuments } from './documents.ts';

/** The priors of a document (length K), in the 32 bits in which they are kept. */
export type AlphaOfDocument = (document: number) => Float32Array;

export interface ReadOptions {
  readonly numTopics: number;
  readonly alphaOf: AlphaOfDocument;
}

/** Visits the documents of a tile. Asserts that what is kept of each fits its priors. */
export function readStored(
  memory: WebAssembly.Memory,
  documents: StoredDocuments,
  options: ReadOptions,
  visit: VisitDocument,
): void {
  if (documents.variant === 'dense') readRows(memory, documents, options, visit);
  else readLists(memory, documents, options, visit);
}

function readRows(
  memory: WebAssembly.Memory,
  documents: StoredDocuments,
  { numTopics, alphaOf }: ReadOptions,
  visit: VisitDocument,
): void {
  const { cells, stride } = rowsOf(memory, documents, numTopics);
  const present = new PresentTopicsList(numTopics);
  for (let index = 0; index < documents.numDocuments; index++) {
    const document = documents.firstDocument + index;
    const alpha = alphaOf(document);
    const row = index * stride;
    present.size = 0;
    for (let topic = 0; topic < numTopics; topic++) {
      const stored = cells[row + topic];
      const prior = alpha[topic];
      if (stored === prior) continue;
      const count = countOf(stored, prior);
      if (count <= 0 || Math.fround(count + prior) !== stored) {
        refuse(
          `a document holds ${stored} for topic ${topic}, which is no count with a prior of ${prior}`,
        );
      }
      present.add(topic, count);
    }
    visit(document, present);
  }
}

function readLists(
  memory: WebAssembly.Memory,
  { address, firstDocument, numDocuments }: StoredDocuments,
  { numTopics }: ReadOptions,
  visit: VisitDocument,
): void {
  const words = new Uint32Array(memory.buffer);
  const present = new PresentTopicsList(numTopics);
  for (let index = 0; index < numDocuments; index++) {
    const entry = address / 4 + 2 * index;
    const list = words[entry] / 4;
    present.size = 0;
    for (let place = list; place < list + words[entry + 1]; place++) {
      present.add(words[place] >>> 16, words[place] & 0xffff);
    }
    visit(firstDocument + index, present);
  }
}

/** Lists hold bare counts; there is nothing to move. */
export function moveStored(
  memory: WebAssembly.Memory,
  documents: StoredDocuments,
  numTopics: number,
  { before, after }: { before: AlphaOfDocument; after: AlphaOfDocument },
): void {
  if (documents.variant !== 'dense') return;
  const { cells, stride } = rowsOf(memory, documents, numTopics);
  for (let index = 0; index < documents.numDocuments; index++) {
    const document = documents.firstDocument + index;
    const [old, next] = [before(document), after(document)];
    const row = index * stride;
    for (let topic = 0; topic < numTopics; topic++) {
      cells[row + topic] = countOf(cells[row + topic], old[topic]) + next[topic];
    }
  }
}

/** As the kernel reads it: assembly/dense.ts. */
function countOf(stored: number, prior: number): number {
  return Math.round(Math.fround(stored - prior));
}

/** The rows of a tile as one array: row r begins at r * stride. */
function rowsOf(
  memory: WebAssembly.Memory,
  { address, numDocuments }: StoredDocuments,
  numTopics: number,
): { cells: Float32Array; stride: number } {
  const stride = denseDocumentBytes(numTopics) / 4;
  return { cells: new Float32Array(memory.buffer, address, numDocuments * stride), stride };
}
