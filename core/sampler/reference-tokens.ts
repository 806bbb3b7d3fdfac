/**
 * Where the tokens lie for the reference sampler: one array entry per token, unit after unit, and
 * inside a unit in the order of the documents.
 *
 *     tokenRows       N uint32: the row of the token's word in the table
 *     tokenDocuments  N uint32
 *     topics          N uint16: the assignments
 *     documentTopics  D x K int32: document-topic counts
 *     rowOfWord       V uint32
 *     unitStarts      uint32: first token of unit block * numRanges + range, and where the last one ends
 */
import type { Grid } from '../corpus/grid.ts';
import { assert } from '../errors.ts';
import { type Arena, int32At, uint16At, uint32At } from '../memory/arena.ts';
import {
  type BlockStretch,
  type GivenTokens,
  type LayoutPart,
  type TokenLayout,
  type TokensOfPart,
  isTopic,
  noTopic,
} from './layout.ts';

/** Plain data: it travels to the workers in a message. */
export interface ReferenceDescription {
  readonly numTokens: number;
  readonly numDocuments: number;
  readonly numTopics: number;
  readonly numRows: number;
  readonly numRanges: number;
  readonly rangeStarts: Uint32Array;
  readonly blockStarts: Uint32Array;
  readonly numUnits: number;
  readonly parts: readonly LayoutPart[];
  readonly tokenRowsAddress: number;
  readonly tokenDocumentsAddress: number;
  readonly topicsAddress: number;
  readonly documentTopicsAddress: number;
  readonly rowOfWordAddress: number;
  readonly unitStartsAddress: number;
}

export interface ReferenceShape {
  readonly grid: Grid;
  /** Those that are laid out here; absent: all. */
  readonly blocks?: BlockStretch | undefined;
  readonly documentLengths: Uint32Array;
  readonly numTopics: number;
}

export function referenceBytes({ grid, documentLengths, numTopics }: ReferenceShape): number {
  const numTokens = sum(documentLengths);
  const numUnits = grid.numBlocks * grid.numRanges;
  const borders = 6 * 64; // each array begins a cache line of its own
  const ofTables = 4 * (grid.rowOfWord.length + numUnits + 1);
  return numTokens * (4 + 4 + 2) + documentLengths.length * numTopics * 4 + ofTables + borders;
}

/** A block each. */
export function referenceParts({
  grid,
  documentLengths,
  blocks = { first: 0, end: grid.numBlocks },
}: ReferenceShape): LayoutPart[] {
  return Array.from({ length: blocks.end - blocks.first }, (_, index) => {
    const block = blocks.first + index;
    const [firstDocument, endDocument] = grid.blockStarts.subarray(block, block + 2);
    const numTokens = sum(documentLengths.subarray(firstDocument, endDocument));
    return { block, firstDocument, endDocument, numTokens, room: numTokens };
  });
}

export class ReferenceTokens implements TokenLayout {
  readonly description: ReferenceDescription;

  constructor(arena: Arena, shape: ReferenceShape) {
    const { grid, documentLengths, numTopics } = shape;
    const { numBlocks, numRanges, rangeStarts, blockStarts, rowOfWord } = grid;
    const numUnits = numBlocks * numRanges;
    const numTokens = sum(documentLengths);
    this.description = {
      numTokens,
      numDocuments: documentLengths.length,
      numTopics,
      numRows: rowOfWord.length,
      numRanges,
      rangeStarts,
      blockStarts,
      numUnits,
      parts: referenceParts(shape),
      tokenRowsAddress: arena.allocate(4 * numTokens),
      tokenDocumentsAddress: arena.allocate(4 * numTokens),
      topicsAddress: arena.allocate(2 * numTokens),
      documentTopicsAddress: arena.allocate(4 * documentLengths.length * numTopics),
      rowOfWordAddress: arena.allocate(4 * rowOfWord.length),
      unitStartsAddress: arena.allocate(4 * (numUnits + 1)),
    };
    const views = viewReferenceTokens(arena.memory, this.description);
    views.rowOfWord.set(rowOfWord);
    this.#startBlocks(views.unitStarts);
  }

  get parts(): readonly LayoutPart[] {
    return this.description.parts;
  }

  /** Units begin where their block does, until it is laid out; blocks of other hosts have no tokens. */
  #startBlocks(unitStarts: Uint32Array): void {
    const { parts, numRanges } = this.description;
    let token = 0;
    for (const { block, numTokens } of parts) {
      unitStarts.fill(token, block * numRanges);
      token += numTokens;
      unitStarts.fill(token, (block + 1) * numRanges);
    }
  }

  /** Everything has its place. */
  take(): void {
    return;
  }

  /** It reads every cell. */
  occupyRows(): void {
    return;
  }
}

export interface ReferenceViews {
  readonly tokenRows: Uint32Array;
  readonly tokenDocuments: Uint32Array;
  readonly topics: Uint16Array;
  readonly documentTopics: Int32Array;
  readonly rowOfWord: Uint32Array;
  readonly unitStarts: Uint32Array;
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
    rowOfWord: uint32At(memory, at.rowOfWordAddress, at.numRows),
    unitStarts: uint32At(memory, at.unitStartsAddress, at.numUnits + 1),
  };
}

/** Lays out the tokens of a block. */
export class ReferenceBlocks {
  readonly #at: ReferenceDescription;
  readonly #views: ReferenceViews;
  readonly #rangeOfRow: Uint16Array;

  constructor(at: ReferenceDescription, views: ReferenceViews) {
    this.#at = at;
    this.#views = views;
    this.#rangeOfRow = rangesOfRows(at.rangeStarts);
  }

  lay(part: LayoutPart, { words, lengths, topics }: GivenTokens): void {
    const { rowOfWord, tokenRows, tokenDocuments, documentTopics } = this.#views;
    const { numTopics } = this.#at;
    this.#startUnits(part, words);
    this.#forEachToken(part, { words, lengths }, (place, token, index) => {
      const document = part.firstDocument + index;
      const topic = topics === undefined ? noTopic : topics[token];
      tokenRows[place] = rowOfWord[words[token]];
      tokenDocuments[place] = document;
      this.#views.topics[place] = topic;
      if (topics === undefined || !isTopic(topic, numTopics)) return;
      documentTopics[document * numTopics + topic]++;
    });
  }

  read(part: LayoutPart, { words, lengths, topics }: TokensOfPart): void {
    this.#forEachToken(part, { words, lengths }, (place, token) => {
      topics[token] = this.#views.topics[place];
    });
  }

  #startUnits({ block, numTokens }: LayoutPart, words: Uint32Array): void {
    const { numRanges } = this.#at;
    const sizes = new Uint32Array(numRanges);
    for (const word of words.subarray(0, numTokens)) sizes[this.#rangeOf(word)]++;
    const { unitStarts } = this.#views;
    for (let unit = block * numRanges; unit + 1 < (block + 1) * numRanges; unit++) {
      unitStarts[unit + 1] = unitStarts[unit] + sizes[unit - block * numRanges];
    }
  }

  #rangeOf(word: number): number {
    return this.#rangeOfRow[this.#views.rowOfWord[word]];
  }

  /** Visits a block's tokens in document order, with the place where each one lies. */
  #forEachToken(
    { block, numTokens }: LayoutPart,
    { words, lengths }: Pick<TokensOfPart, 'words' | 'lengths'>,
    visit: (place: number, token: number, document: number) => void,
  ): void {
    const { numRanges } = this.#at;
    const next = this.#views.unitStarts.slice(block * numRanges, (block + 1) * numRanges);
    let token = 0;
    lengths.forEach((length, document) => {
      for (const end = token + length; token < end; token++) {
        visit(next[this.#rangeOf(words[token])]++, token, document);
      }
    });
    assert(token === numTokens, 'a block is given all of its tokens');
  }
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
