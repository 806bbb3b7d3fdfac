/**
 * Where the tokens lie for the kernel (assembly/index.ts draws it): block by block, cut into tiles,
 * the tokens of a tile sorted by the row of their word, and so by unit; inside a row in document
 * order. 4 bytes a token, 8 bytes for each word of a tile.
 */
import type { Grid } from '../../corpus/grid.ts';
import { assert } from '../../errors.ts';
import type { Arena } from '../../memory/arena.ts';
import type { Rows } from '../../memory/rows.ts';
import type { DocumentAlphas } from '../document-alphas.ts';
import { type BlockOfTokens, type RowCell, type TokenLayout, isTopic } from '../layout.ts';
import { type LaidDocuments, layDocuments } from './documents.ts';
import { gatherTopics, placesByRow, rowsOf, scatterTokens, writeRuns } from './sort-by-row.ts';
import { type Tile, cutTiles, documentsOfBlock, tileExpandedBytes } from './tiles.ts';
import {
  type Storage,
  type Variant,
  mostTokensOfExpanded,
  numMasks,
  storageOf,
} from './storage.ts';

export interface KernelShape {
  readonly grid: Grid;
  readonly documentLengths: Uint32Array;
  readonly numTopics: number;
  /** Prior of each topic (length K): dense documents keep it added to their counts. */
  readonly alpha: Float64Array;
  /** Where documents have priors of their own. */
  readonly documentAlphas?: DocumentAlphas | undefined;
  /** Tokens of lists may be drawn by their word: samplers before kernel-4 did not. */
  readonly drawsByWord?: boolean | undefined;
  /** Cells of rows that hold counts from the start. */
  readonly occupied?: readonly RowCell[] | undefined;
  /** For tests and measurements; else storageOf decides. */
  readonly storage?: Storage;
}

/** Plain data: it travels to the workers in a message. */
export interface KernelDescription {
  readonly numTopics: number;
  readonly numRanges: number;
  readonly rangeStarts: Uint32Array;
  /** (address, number) of the tiles of each unit. */
  readonly unitsAddress: number;
  /** Rows are read whole: one occupancy, all bits set, serves them all. */
  readonly wholeRows: boolean;
  /** u64 x ceil(K / 1024) a row: which groups of 16 topics may hold counts. */
  readonly occupancyAddress: number;
  /** Of a tile whose documents take no more than this when expanded, tokens are drawn by their word. */
  readonly expandedBytes: number;
  /** Tokens of each unit, block * numRanges + range. */
  readonly unitSizes: Uint32Array;
  /** The documents of each block. */
  readonly documents: StoredDocuments[][];
}

export interface StoredDocuments {
  readonly variant: Variant;
  readonly address: number;
  readonly firstDocument: number;
  readonly numDocuments: number;
}

interface StoredTile extends Tile {
  /** First token, u32: document in the tile, topic << 16 (noTopic before sweep 0 gives it one). */
  readonly tokensAddress: number;
}

/** As assembly/runs.ts knows them. */
const tileKinds = { dense: 0, sparse: 1, expanded: 2 } as const;
type TileKind = (typeof tileKinds)[keyof typeof tileKinds];

/** What all parts of a tile have in common. */
interface DocumentsOfTile {
  readonly kind: TileKind;
  readonly documents: LaidDocuments;
  readonly numDocuments: number;
  /** Of the documents' rows of priors; 0 where all share one. */
  readonly alphaRows: number;
}

/** The tokens of a tile in one range of words. */
interface RangeOfTile {
  readonly range: number;
  readonly runs: number;
  readonly numRuns: number;
  readonly tokens: number;
  readonly numTokens: number;
}

/** One unit's part of a tile, as the kernel reads it. */
type TileOfUnit = DocumentsOfTile & RangeOfTile;

/** Bytes of a TileOfUnit in memory; assembly/runs.ts has its fields. */
export const tileRecordBytes = 32;

export class KernelTokens implements TokenLayout {
  readonly description: KernelDescription;
  readonly #arena: Arena;
  readonly #shape: KernelShape;
  readonly #storage: Storage;
  readonly #tiles: StoredTile[][] = [];

  constructor(arena: Arena, shape: KernelShape) {
    const { grid, numTopics } = shape;
    const numUnits = grid.numBlocks * grid.numRanges;
    this.#arena = arena;
    this.#shape = shape;
    this.#storage = shape.storage ?? storageOf(shape);
    this.description = {
      numTopics,
      numRanges: grid.numRanges,
      rangeStarts: grid.rangeStarts,
      unitsAddress: arena.allocate(8 * numUnits),
      wholeRows: this.#storage.wholeRows,
      expandedBytes: this.#storage.expandedBytes,
      occupancyAddress: layOccupancy(arena, shape, this.#storage),
      unitSizes: new Uint32Array(numUnits),
      documents: [],
    };
    for (const { word, topic } of shape.occupied ?? [])
      this.#occupy([grid.rowOfWord[word]], [topic]);
  }

  layBlock({ block, words, topics }: BlockOfTokens): void {
    assert(block === this.#tiles.length, 'blocks are laid out in order');
    const rows = rowsOf(words, this.#shape.grid);
    const tilesOfUnits: TileOfUnit[][] = Array.from(
      { length: this.description.numRanges },
      () => [],
    );
    const stored: StoredTile[] = [];
    const documents: StoredDocuments[] = [];
    let token = 0;
    for (const tile of this.#cut(block)) {
      const end = token + this.#numTokens(tile);
      const given = topics?.subarray(token, end);
      const ofTile = this.#layDocuments(tile, given);
      const { tokensAddress, parts } = this.#layTokens(tile, rows.subarray(token, end), given);
      for (const part of parts) tilesOfUnits[part.range].push({ ...ofTile, ...part });
      stored.push({ ...tile, tokensAddress });
      const { variant, firstDocument } = tile;
      const { numDocuments } = ofTile;
      documents.push({ variant, address: ofTile.documents.address, firstDocument, numDocuments });
      token = end;
    }
    assert(token === words.length, 'a block is given all of its tokens');
    this.#tiles.push(stored);
    this.description.documents.push(documents);
    tilesOfUnits.forEach((tiles, range) => {
      this.#writeUnit(block * this.description.numRanges + range, tiles);
    });
  }

  skipBlock(block: number): void {
    assert(block === this.#tiles.length, 'blocks are laid out in order');
    this.#tiles.push([]);
    this.description.documents.push([]);
  }

  /** A group that is marked although it holds nothing does no harm. */
  occupyRows(rows: Rows, { first, end }: { first: number; end: number }): void {
    if (this.#storage.wholeRows) return;
    for (let row = first; row < end; row++) {
      const counts = rows.at(row);
      for (let topic = 0; topic < counts.length; topic++) {
        if (counts[topic] === 0) continue;
        this.#occupy([row], [topic]);
        topic |= 15; // the rest of the group
      }
    }
  }

  topicsOfBlock(block: number, words: Uint32Array): Uint16Array {
    const topics = new Uint16Array(words.length);
    const rows = rowsOf(words, this.#shape.grid);
    let first = 0;
    for (const tile of this.#tiles[block]) {
      const end = first + this.#numTokens(tile);
      const tokens = new Uint32Array(this.#arena.memory.buffer, tile.tokensAddress, end - first);
      const ofTile = rows.subarray(first, end);
      const { next } = placesByRow(ofTile, this.#numRows);
      gatherTopics(tokens, { rows: ofTile, next }, topics.subarray(first, end));
      first = end;
    }
    return topics;
  }

  get #numRows(): number {
    return this.#shape.grid.rowOfWord.length;
  }

  #cut(block: number): Tile[] {
    const stretch = documentsOfBlock(this.#shape.grid, block);
    return cutTiles(stretch, { ...this.#shape, storage: this.#storage });
  }

  #kindOf(tile: Tile): TileKind {
    const { documentAlphas, numTopics } = this.#shape;
    const isExpanded =
      documentAlphas === undefined &&
      tile.variant === 'sparse' &&
      tileExpandedBytes(tile, numTopics) <= this.#storage.expandedBytes &&
      this.#lengthsOf(tile).every((length) => length <= mostTokensOfExpanded);
    return tileKinds[isExpanded ? 'expanded' : tile.variant];
  }

  #alphaRowsOf({ firstDocument }: Tile): number {
    const { documentAlphas } = this.#shape;
    return documentAlphas === undefined ? 0 : documentAlphas.addressOfGroup(firstDocument);
  }

  #numTokens(tile: Tile): number {
    return this.#lengthsOf(tile).reduce((sum, length) => sum + length, 0);
  }

  #lengthsOf({ firstDocument, endDocument }: Tile): Uint32Array {
    return this.#shape.documentLengths.subarray(firstDocument, endDocument);
  }

  #layDocuments(tile: Tile, topics: Uint16Array | undefined): DocumentsOfTile {
    return {
      kind: this.#kindOf(tile),
      documents: layDocuments(this.#arena, tile, this.#shape, topics),
      numDocuments: tile.endDocument - tile.firstDocument,
      alphaRows: this.#alphaRowsOf(tile),
    };
  }

  /** Sorts a tile's tokens by row and writes tokens and runs. @returns its parts that have tokens. */
  #layTokens(
    tile: Tile,
    rows: Uint32Array,
    topics: Uint16Array | undefined,
  ): { tokensAddress: number; parts: RangeOfTile[] } {
    const { rangeStarts, numRanges } = this.description;
    const { starts, next, numRuns: numRunsOfTile } = placesByRow(rows, this.#numRows);
    const tokensAddress = this.#arena.allocate(4 * rows.length);
    let runs = this.#arena.allocate(8 * numRunsOfTile);
    const memory = new Uint32Array(this.#arena.memory.buffer);
    const parts: RangeOfTile[] = [];
    for (let range = 0; range < numRanges; range++) {
      const [first, end] = [rangeStarts[range], rangeStarts[range + 1]];
      const numRuns = writeRuns(starts, { first, end }, memory.subarray(runs / 4));
      const numTokens = starts[end] - starts[first];
      const tokens = tokensAddress + 4 * starts[first];
      if (numRuns > 0) parts.push({ range, runs, numRuns, tokens, numTokens });
      runs += 8 * numRuns;
    }
    const tokens = memory.subarray(tokensAddress / 4, tokensAddress / 4 + rows.length);
    const lengths = this.#lengthsOf(tile);
    scatterTokens(tokens, { rows, next }, { topics, lengths });
    return { tokensAddress, parts };
  }

  #writeUnit(unit: number, tiles: TileOfUnit[]): void {
    const address = this.#arena.allocate(tileRecordBytes * tiles.length);
    const memory = new Uint32Array(this.#arena.memory.buffer);
    memory[this.description.unitsAddress / 4 + 2 * unit] = address;
    memory[this.description.unitsAddress / 4 + 2 * unit + 1] = tiles.length;
    tiles.forEach((tile, index) => {
      const { kind, documents, numDocuments, alphaRows } = tile;
      const { runs, numRuns, tokens, numTokens } = tile;
      memory.set(
        [kind, documents.address, runs, numRuns, tokens, documents.bytes, alphaRows, numDocuments],
        (address + tileRecordBytes * index) / 4,
      );
      this.description.unitSizes[unit] += numTokens;
    });
  }

  /** Marks the groups of rows that hold the given topics, row by row. */
  #occupy(rows: ArrayLike<number>, topics: ArrayLike<number>): void {
    if (this.#storage.wholeRows) return;
    const halves = 2 * numMasks(this.#shape.numTopics); // 32 bits each
    const memory = new Uint32Array(this.#arena.memory.buffer, this.description.occupancyAddress);
    for (let token = 0; token < rows.length; token++) {
      if (!isTopic(topics[token], this.#shape.numTopics)) continue;
      const group = topics[token] >>> 4;
      memory[rows[token] * halves + (group >>> 5)] |= 1 << (group & 31);
    }
  }
}

/** One occupancy a row, all clear; or one, all bits set, for all rows. */
function layOccupancy(
  arena: Arena,
  { grid, numTopics }: KernelShape,
  { wholeRows }: Storage,
): number {
  const bytes = 8 * numMasks(numTopics);
  if (!wholeRows) return arena.allocate(bytes * grid.rowOfWord.length);
  const address = arena.allocate(bytes);
  const groups = new Uint8Array(arena.memory.buffer, address, bytes);
  for (let group = 0; group < Math.ceil(numTopics / 16); group++) {
    groups[group >>> 3] |= 1 << (group & 7);
  }
  return address;
}
