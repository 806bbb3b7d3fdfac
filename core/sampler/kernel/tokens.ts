/**
 * Where the tokens lie for the kernel (assembly/index.ts draws it): block by block, cut into tiles,
 * the tokens of a tile sorted by the row of their word, and so by unit; inside a row in document
 * order. 4 bytes a token, 8 bytes for each word of a tile.
 */
import type { Grid } from '../../corpus/grid.ts';
import { assert } from '../../errors.ts';
import { type Arena, uint32At } from '../../memory/arena.ts';
import type { Rows } from '../../memory/rows.ts';
import type { DocumentAlphas } from '../document-alphas.ts';
import type { BlockStretch, LayoutPart, RowCell, TokenLayout } from '../layout.ts';
import { type StoredDocuments, documentsBytes } from './documents.ts';
import { leftOfTile, roomOfTile } from './slot-of-tile.ts';
import { Occupancy } from './occupancy.ts';
import { type Tile, cutTiles, documentsOfBlock, tileExpandedBytes } from './tiles.ts';
import { type Storage, mostTokensOfExpanded, storageOf } from './storage.ts';

export interface KernelShape {
  readonly grid: Grid;
  /** Those that are laid out here; absent: all. */
  readonly blocks?: BlockStretch | undefined;
  readonly documentLengths: Uint32Array;
  readonly numTopics: number;
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
  readonly numRows: number;
  readonly numRanges: number;
  readonly rangeStarts: Uint32Array;
  /** u32 x V: the row of each word. */
  readonly rowOfWordAddress: number;
  /** (address, number) of the tiles of each unit. */
  readonly unitsAddress: number;
  /** u32: tokens of each unit, block * numRanges + range. */
  readonly unitSizesAddress: number;
  readonly numUnits: number;
  /** Rows are read whole: one occupancy, all bits set, serves them all. */
  readonly wholeRows: boolean;
  /** Which groups of 16 topics of each row may hold counts: see occupancy.ts. */
  readonly occupancyAddress: number;
  /** Of a tile whose documents take no more than this when expanded, tokens are drawn by their word. */
  readonly expandedBytes: number;
  /** Block by block. */
  readonly tiles: readonly StoredTile[];
}

export interface StoredTile extends StoredDocuments {
  readonly block: number;
  readonly kind: TileKind;
  /** What its documents take. */
  readonly documentsBytes: number;
  /** Of the documents' rows of priors; 0 where all share one. */
  readonly alphaRows: number;
  /** First token, u32: document in the tile, topic << 16 (noTopic before sweep 0 gives it one). */
  readonly tokensAddress: number;
  readonly numTokens: number;
}

/** As assembly/runs.ts knows them. */
const tileKinds = { dense: 0, sparse: 1, expanded: 2 } as const;
type TileKind = (typeof tileKinds)[keyof typeof tileKinds];

/** The tokens of a tile in one range of words. */
interface RunsOfTile {
  readonly tile: StoredTile;
  readonly runsAddress: number;
  readonly numRuns: number;
  readonly tokensAddress: number;
  readonly numTokens: number;
}

/** Bytes of one unit's part of a tile in memory; assembly/runs.ts has its fields. */
export const tileRecordBytes = 32;

export interface KernelPart extends LayoutPart, Tile {}

/** The tiles of some blocks, in order. */
export function kernelParts(shape: KernelShape & { readonly storage: Storage }): KernelPart[] {
  const { grid, documentLengths, blocks = { first: 0, end: grid.numBlocks } } = shape;
  const { numRanges, rowOfWord } = grid;
  const parts: KernelPart[] = [];
  for (let block = blocks.first; block < blocks.end; block++) {
    for (const tile of cutTiles(documentsOfBlock(grid, block), shape)) {
      const lengths = documentLengths.subarray(tile.firstDocument, tile.endDocument);
      const numTokens = lengths.reduce((sum, length) => sum + length, 0);
      const room = roomOfTile(numTokens, { numRanges, numRows: rowOfWord.length });
      parts.push({ block, ...tile, numTokens, room });
    }
  }
  return parts;
}

export class KernelTokens implements TokenLayout {
  readonly description: KernelDescription;
  readonly parts: readonly LayoutPart[];
  readonly #arena: Arena;
  readonly #shape: KernelShape;
  readonly #storage: Storage;
  readonly #occupancy: Occupancy;
  /** Tiles of blocks that are not complete, by range. */
  readonly #taken = new Map<StoredTile, RunsOfTile[]>();

  constructor(arena: Arena, shape: KernelShape) {
    const { grid, numTopics } = shape;
    const { numRanges, rangeStarts, rowOfWord } = grid;
    const numUnits = grid.numBlocks * numRanges;
    const storage = shape.storage ?? storageOf(shape);
    const parts = kernelParts({ ...shape, storage });
    this.parts = parts;
    this.#arena = arena;
    this.#shape = shape;
    this.#storage = storage;
    this.#occupancy = new Occupancy(arena, { ...storage, numTopics, numRows: rowOfWord.length });
    this.description = {
      ...{ numTopics, numRows: rowOfWord.length, numRanges, rangeStarts },
      rowOfWordAddress: arena.allocateUnset(4 * rowOfWord.length),
      unitsAddress: arena.allocate(8 * numUnits),
      unitSizesAddress: arena.allocate(4 * numUnits),
      numUnits,
      wholeRows: storage.wholeRows,
      expandedBytes: storage.expandedBytes,
      occupancyAddress: this.#occupancy.address,
      tiles: parts.map((part) => this.#reserve(part)),
    };
    uint32At(arena.memory, this.description.rowOfWordAddress, rowOfWord.length).set(rowOfWord);
    for (const { word, topic } of shape.occupied ?? []) {
      this.#occupancy.add(rowOfWord[word], topic);
    }
  }

  take(part: number, left: Uint32Array): void {
    const tile = this.description.tiles[part];
    const { runsOfRanges, tokensOfRanges, runs } = leftOfTile(left, this.description.numRanges);
    const numCells = 2 * runsOfRanges.reduce((sum, numRuns) => sum + numRuns, 0);
    let runsAddress = this.#arena.allocateUnset(4 * numCells);
    let tokensAddress = tile.tokensAddress;
    uint32At(this.#arena.memory, runsAddress, numCells).set(runs.subarray(0, numCells));
    const ofRanges: RunsOfTile[] = [];
    for (let range = 0; range < this.description.numRanges; range++) {
      const [numRuns, numTokens] = [runsOfRanges[range], tokensOfRanges[range]];
      ofRanges.push({ tile, runsAddress, numRuns, tokensAddress, numTokens });
      runsAddress += 8 * numRuns;
      tokensAddress += 4 * numTokens;
    }
    assert(tokensAddress === tile.tokensAddress + 4 * tile.numTokens, 'all tokens are in a range');
    this.#taken.set(tile, ofRanges);
    this.#endBlock(tile.block);
  }

  occupyRows(rows: Rows, stretch: { first: number; end: number }): void {
    this.#occupancy.addRows(rows, stretch);
  }

  /** Makes room for all that is known of a tile by the lengths of its documents. */
  #reserve({ block, variant, firstDocument, endDocument, numTokens }: KernelPart): StoredTile {
    const { numTopics, documentAlphas, documentLengths } = this.#shape;
    const lengths = documentLengths.subarray(firstDocument, endDocument);
    const bytes = documentsBytes(variant, lengths, numTopics);
    return {
      block,
      kind: this.#kindOf({ variant, firstDocument, endDocument }, lengths),
      variant,
      address: this.#arena.allocate(bytes),
      documentsBytes: bytes,
      firstDocument,
      numDocuments: lengths.length,
      alphaRows: documentAlphas?.addressOfGroup(firstDocument) ?? 0,
      tokensAddress: this.#arena.allocateUnset(4 * numTokens),
      numTokens,
    };
  }

  #kindOf(tile: Tile, lengths: Uint32Array): TileKind {
    const { documentAlphas, numTopics } = this.#shape;
    const isExpanded =
      documentAlphas === undefined &&
      tile.variant === 'sparse' &&
      tileExpandedBytes(tile, numTopics) <= this.#storage.expandedBytes &&
      lengths.every((length) => length <= mostTokensOfExpanded);
    return tileKinds[isExpanded ? 'expanded' : tile.variant];
  }

  /** When all tiles of a block have been taken, its units can be written. */
  #endBlock(block: number): void {
    const ofBlock = this.description.tiles.filter((tile) => tile.block === block);
    if (!ofBlock.every((tile) => this.#taken.has(tile))) return;
    for (let range = 0; range < this.description.numRanges; range++) {
      const ofUnit = ofBlock.flatMap((tile) => this.#taken.get(tile)?.[range] ?? []);
      const withTokens = ofUnit.filter(({ numRuns }) => numRuns > 0);
      this.#writeUnit(block * this.description.numRanges + range, withTokens);
    }
    for (const tile of ofBlock) this.#taken.delete(tile);
  }

  #writeUnit(unit: number, ofUnit: readonly RunsOfTile[]): void {
    const { unitsAddress, unitSizesAddress, numUnits } = this.description;
    const { memory } = this.#arena;
    const address = this.#arena.allocateUnset(tileRecordBytes * ofUnit.length);
    uint32At(memory, unitsAddress, 2 * numUnits).set([address, ofUnit.length], 2 * unit);
    const records = uint32At(memory, address, (tileRecordBytes / 4) * ofUnit.length);
    const sizes = uint32At(memory, unitSizesAddress, numUnits);
    ofUnit.forEach(({ tile, runsAddress, numRuns, tokensAddress, numTokens }, index) => {
      const { kind, address: documents, documentsBytes: bytes, alphaRows, numDocuments } = tile;
      records.set(
        [kind, documents, runsAddress, numRuns, tokensAddress, bytes, alphaRows, numDocuments],
        (tileRecordBytes / 4) * index,
      );
      sizes[unit] += numTokens;
    });
  }
}
