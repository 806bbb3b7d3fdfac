/**
 * The counts of stored documents, from outside the kernel: read when priors are learnt, and moved
 * when they have changed.
 *
 * Dense rows hold float32(n_dk + alpha_k), where alpha_k is rounded to 32 bits before. What is
 * stored is a function of the count and the prior alone, so a row can be checked to the bit; it is
 * rewritten from the whole count, since adding differences would leave rounding behind.
 */
import { assert } from '../../errors.ts';
import type { Tally } from '../tally.ts';
import { denseDocumentBytes } from './storage.ts';
import type { StoredDocuments } from './tokens.ts';

/** @returns the tokens of the documents. */
export function tallyStored(
  memory: WebAssembly.Memory,
  documents: StoredDocuments,
  { alpha, into }: { alpha: Float32Array; into: Tally },
): number {
  return documents.variant === 'dense'
    ? tallyRows(memory, documents, { alpha, into })
    : tallyLists(memory, documents, into);
}

function tallyRows(
  memory: WebAssembly.Memory,
  documents: StoredDocuments,
  { alpha, into }: { alpha: Float32Array; into: Tally },
): number {
  const { cells, stride } = rowsOf(memory, documents, alpha.length);
  let numTokens = 0;
  for (let row = 0; row < cells.length; row += stride) {
    for (let topic = 0; topic < alpha.length; topic++) {
      const stored = cells[row + topic];
      const prior = alpha[topic];
      if (stored === prior) continue;
      const count = countOf(stored, prior);
      if (count <= 0 || Math.fround(count + prior) !== stored) refuse({ stored, prior, topic });
      into.add(topic, count);
      numTokens += count;
    }
  }
  return numTokens;
}

/** Our fault: the message is made only where there is one. */
function refuse({ stored, prior, topic }: { stored: number; prior: number; topic: number }): void {
  assert(
    false,
    `a document holds ${stored} for topic ${topic}, which is no count with a prior of ${prior}`,
  );
}

function tallyLists(memory: WebAssembly.Memory, documents: StoredDocuments, into: Tally): number {
  const { address, numDocuments } = documents;
  const words = new Uint32Array(memory.buffer);
  let numTokens = 0;
  for (let entry = address / 4; entry < address / 4 + 2 * numDocuments; entry += 2) {
    const list = words[entry] / 4;
    for (let place = list; place < list + words[entry + 1]; place++) {
      const count = words[place] & 0xffff;
      into.add(words[place] >>> 16, count);
      numTokens += count;
    }
  }
  return numTokens;
}

/** Lists hold bare counts; there is nothing to move. */
export function moveStored(
  memory: WebAssembly.Memory,
  documents: StoredDocuments,
  { before, after }: { before: Float32Array; after: Float32Array },
): void {
  if (documents.variant !== 'dense') return;
  const { cells, stride } = rowsOf(memory, documents, after.length);
  for (let row = 0; row < cells.length; row += stride) {
    for (let topic = 0; topic < after.length; topic++) {
      cells[row + topic] = countOf(cells[row + topic], before[topic]) + after[topic];
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
