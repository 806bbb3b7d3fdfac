/**
 * Where the tokens lie for the reference sampler: one array entry per token, unit after unit, and
 * inside a unit in the order of the documents.
 *
 *     tokenRows       N uint32: the row of the token's word in the table
 *     tokenDocuments  N uint32
 *     topics          N uint16: the assignments
 *     documentTopics  D x K int32: document-topic counts
 */
import type { Grid } from '../corpus/grid.ts';
import { assert } from '../errors.ts';
import { type Arena, int32At, uint16At, uint32At } from '../memory/arena.ts';
import { type BlockOfTokens, type TokenLayout, isTopic, noTopic } from './layout.ts';

/** Plain data: it travels to the workers in a message. */
export interface ReferenceDescription {
  readonly numTokens: number;
  readonly numDocuments: number;
  readonly numTopics: number;
  readonly numRanges: number;
  readonly rangeStarts: Uint32Array;
  readonly blockStarts: Uint32Array;
  /** First token of unit block * numRanges + range, and N at the end. */
  readonly unitStarts: Uint32Array;
  readonly tokenRowsAddress: number;
  readonly tokenDocumentsAddress: number;
  readonly topicsAddress: number;
  readonly documentTopicsAddress: number;
}

export interface ReferenceShape {
  readonly grid: Grid;
  readonly documentLengths: Uint32Array;
  readonly numTopics: number;
}

export function referenceBytes(shape: ReferenceShape): number {
  const numTokens = sum(shape.documentLengths);
  const borders = 4 * 64; // each array begins a cache line of its own
  return numTokens * (4 + 4 + 2) + shape.documentLengths.length * shape.numTopics * 4 + borders;
}

export class ReferenceTokens implements TokenLayout {
  readonly description: ReferenceDescription;
  readonly #grid: Grid;
  readonly #documentLengths: Uint32Array;
  readonly #rangeOfRow: Uint16Array;
  readonly #views: ReferenceViews;
  #nextToken = 0;

  constructor(arena: Arena, shape: ReferenceShape) {
    const { grid, documentLengths, numTopics } = shape;
    const numTokens = sum(documentLengths);
    this.#grid = grid;
    this.#documentLengths = documentLengths;
    this.#rangeOfRow = rangesOfRows(grid.rangeStarts);
    this.description = {
      numTokens,
      numDocuments: documentLengths.length,
      numTopics,
      numRanges: grid.numRanges,
      rangeStarts: grid.rangeStarts,
      blockStarts: grid.blockStarts,
      unitStarts: new Uint32Array(grid.numBlocks * grid.numRanges + 1),
      tokenRowsAddress: arena.allocate(4 * numTokens),
      tokenDocumentsAddress: arena.allocate(4 * numTokens),
      topicsAddress: arena.allocate(2 * numTokens),
      documentTopicsAddress: arena.allocate(4 * documentLengths.length * numTopics),
    };
    this.#views = viewReferenceTokens(arena.memory, this.description);
  }

  layBlock({ block, words, topics }: BlockOfTokens): void {
    const { unitStarts, numRanges, numTopics } = this.description;
    const { tokenRows, tokenDocuments } = this.#views;
    assert(this.#nextToken === unitStarts[block * numRanges], 'blocks are laid out in order');
    const sizes = new Uint32Array(numRanges);
    for (const word of words) sizes[this.#rangeOfRow[this.#grid.rowOfWord[word]]]++;
    for (let range = 0; range < numRanges; range++) {
      const unit = block * numRanges + range;
      unitStarts[unit + 1] = unitStarts[unit] + sizes[range];
    }
    this.#forEachToken(block, words, (place, token, document) => {
      tokenRows[place] = this.#grid.rowOfWord[words[token]];
      tokenDocuments[place] = document;
      const topic = topics === undefined ? noTopic : topics[token];
      this.#views.topics[place] = topic;
      if (topics === undefined || !isTopic(topic, numTopics)) return;
      this.#views.documentTopics[document * numTopics + topic]++;
    });
    this.#nextToken += words.length;
  }

  skipBlock(block: number): void {
    const { unitStarts, numRanges } = this.description;
    unitStarts.fill(this.#nextToken, block * numRanges, (block + 1) * numRanges + 1);
  }

  /** It reads every cell. */
  occupyRows(): void {
    return;
  }

  topicsOfBlock(block: number, words: Uint32Array): Uint16Array {
    const inOrder = new Uint16Array(words.length);
    this.#forEachToken(block, words, (place, token) => {
      inOrder[token] = this.#views.topics[place];
    });
    return inOrder;
  }

  /** Visits a block's tokens in document order, with the place where each one lies. */
  #forEachToken(
    block: number,
    words: Uint32Array,
    visit: (place: number, token: number, document: number) => void,
  ): void {
    const { unitStarts, numRanges } = this.description;
    const { blockStarts, rowOfWord } = this.#grid;
    const next = unitStarts.slice(block * numRanges, (block + 1) * numRanges);
    let token = 0;
    for (let document = blockStarts[block]; document < blockStarts[block + 1]; document++) {
      for (const end = token + this.#documentLengths[document]; token < end; token++) {
        visit(next[this.#rangeOfRow[rowOfWord[words[token]]]]++, token, document);
      }
    }
    assert(token === words.length, 'a block is given all of its tokens');
  }
}

export interface ReferenceViews {
  readonly tokenRows: Uint32Array;
  readonly tokenDocuments: Uint32Array;
  readonly topics: Uint16Array;
  readonly documentTopics: Int32Array;
}

export function viewReferenceTokens(
  memory: WebAssembly.Memory,
  at: ReferenceDescription,
): ReferenceViews {
  return {
    tokenRows: uint32At(memory, at.tokenRowsAddress, at.numTokens),
    tokenDocuments: uint32At(memory, at.tokenDocumentsAddress, at.numTokens),
    topics: uint16At(memory, at.topicsAddress, at.numTokens),
    documentTopics: int32At(memory, at.documentTopicsAddress, at.numDocuments * at.numTopics),
  };
}

/** The range that each row belongs to (length V). */
function rangesOfRows(rangeStarts: Uint32Array): Uint16Array {
  const rangeOfRow = new Uint16Array(rangeStarts[rangeStarts.length - 1]);
  for (let range = 0; range + 1 < rangeStarts.length; range++) {
    rangeOfRow.fill(range, rangeStarts[range], rangeStarts[range + 1]);
  }
  return rangeOfRow;
}

function sum(values: Uint32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
