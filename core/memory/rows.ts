/**
 * Rows of whole numbers in shared memory, each in as few bytes as hold what it may come to: as a list
 * of what is not zero, or in 1, 2 or 4 bytes a number. Of words, most are rare: one that occurs 20 times
 * has a list of at most 20 topics, 112 bytes, where a thousand topics take 1 kB.
 *
 *     rows     one behind the other: lists (row-list.ts), each at a multiple of 16 bytes, and others,
 *              stride numbers, each at a multiple of 16 numbers
 *     places   u32 a row: address in the rows / 16 << 2 | what kind of row
 *
 * Where all rows are alike, of int32, there are no places.
 */
import { assert } from '../errors.ts';
import { type Arena, int32At, uint32At } from './arena.ts';
import {
  type RowList,
  addToList,
  assertHeld,
  clearList,
  entriesOf,
  fillList,
  listBytes,
  mostOfEntry,
  roomOf,
  spreadList,
} from './row-list.ts';

/** The numbers of a row as they lie. */
export type RowNumbers = Uint8Array | Uint16Array | Int32Array;

/** What is kept in rows. */
export interface RowsShape {
  readonly numRows: number;
  /** Numbers of a row, a multiple of 16. */
  readonly stride: number;
  /** The most that the numbers of each row can add up to; absent where rows are to be of int32. */
  readonly mostOfRows?: Uint32Array | undefined;
}

/** Where rows lie. Plain data: it travels to the workers in a message. */
export interface RowsLayout {
  readonly numRows: number;
  readonly stride: number;
  readonly address: number;
  readonly bytes: number;
  /** 0 where all rows are of int32. */
  readonly placesAddress: number;
}

const groupSize = 16;
/** Where numbers have a place each, the logarithm of their bytes. */
const kinds = { byte: 0, short: 1, int: 2, list: 3 } as const;
type Kind = (typeof kinds)[keyof typeof kinds];
const mostOfByte = 2 ** 8 - 1;
const mostOfShort = 2 ** 16 - 1;

/** Bytes that rows will take of an arena, with their places. */
export function rowsBytes(shape: RowsShape): number {
  const { numRows, stride, mostOfRows } = shape;
  if (mostOfRows === undefined) return 4 * numRows * stride;
  return placeRows(shape, mostOfRows).bytes + 4 * numRows;
}

export function allocateRows(arena: Arena, shape: RowsShape): RowsLayout {
  const { numRows, stride, mostOfRows } = shape;
  if (mostOfRows === undefined) {
    const bytes = 4 * numRows * stride;
    return { numRows, stride, address: arena.allocate(bytes), bytes, placesAddress: 0 };
  }
  const { places, bytes } = placeRows(shape, mostOfRows);
  const address = arena.allocate(bytes);
  const placesAddress = arena.allocate(4 * numRows);
  int32At(arena.memory, placesAddress, numRows).set(places);
  return { numRows, stride, address, bytes, placesAddress };
}

/** Where each row begins: groups of 16 numbers stay in a cache line. */
function placeRows(
  { numRows, stride }: RowsShape,
  mostOfRows: Uint32Array,
): { places: Int32Array; bytes: number } {
  assert(mostOfRows.length === numRows && stride % groupSize === 0, 'each row has its most');
  const places = new Int32Array(numRows);
  let bytes = 0;
  for (let row = 0; row < numRows; row++) {
    const most = mostOfRows[row];
    const kind = kindFor(most, stride);
    const alignment = kind === kinds.list ? 16 : groupSize << kind;
    bytes = Math.ceil(bytes / alignment) * alignment;
    places[row] = placeAt(bytes, kind);
    bytes += kind === kinds.list ? listBytes(most) : stride << kind;
  }
  return { places, bytes: Math.ceil(bytes / 16) * 16 };
}

/** The place of a row that begins `bytes` behind the first. */
function placeAt(bytes: number, kind: Kind): number {
  return ((bytes / 16) << 2) | kind;
}

/** The smallest; a list cannot be longer than what all its numbers may come to. */
function kindFor(most: number, stride: number): Kind {
  const kind = most <= mostOfByte ? kinds.byte : most <= mostOfShort ? kinds.short : kinds.int;
  const canBeList = Math.max(most, stride - 1) <= mostOfEntry;
  return canBeList && listBytes(most) < stride << kind ? kinds.list : kind;
}

export class Rows {
  readonly layout: RowsLayout;
  /** The same bytes, and where each row lies in them; absent where rows are of int32. */
  readonly #places: Int32Array | undefined;
  readonly #bytes: Uint8Array;
  readonly #shorts: Uint16Array;
  readonly #ints: Int32Array;
  readonly #unsigned: Uint32Array;

  constructor(memory: WebAssembly.Memory, layout: RowsLayout) {
    const { address, bytes, placesAddress, numRows } = layout;
    this.layout = layout;
    this.#bytes = new Uint8Array(memory.buffer, address, bytes);
    this.#shorts = new Uint16Array(memory.buffer, address, bytes >>> 1);
    this.#ints = int32At(memory, address, bytes >>> 2);
    this.#unsigned = uint32At(memory, address, bytes >>> 2);
    this.#places = placesAddress === 0 ? undefined : int32At(memory, placesAddress, numRows);
  }

  get numRows(): number {
    return this.layout.numRows;
  }

  /** Numbers of a row; row r of int32 begins at r * stride. */
  get stride(): number {
    return this.layout.stride;
  }

  /** The numbers of a row (length stride): where they lie, or, of a list, as they are now. */
  at(row: number): RowNumbers {
    const { stride } = this.layout;
    const place = this.#placeOf(row);
    const group = place >>> 2;
    switch (place & 3) {
      case kinds.byte:
        return this.#bytes.subarray(16 * group, 16 * group + stride);
      case kinds.short:
        return this.#shorts.subarray(8 * group, 8 * group + stride);
      case kinds.int:
        return this.#ints.subarray(4 * group, 4 * group + stride);
      default:
        return spreadList(this.#listAt(row), stride);
    }
  }

  /** What is not zero of a row that is kept as a list (row-list.ts); undefined for others. */
  listAt(row: number): Uint32Array | undefined {
    return this.#isList(row) ? entriesOf(this.#listAt(row)) : undefined;
  }

  /** Adds to a number. */
  add(row: number, column: number, number: number): void {
    const place = this.#placeOf(row);
    const group = place >>> 2;
    switch (place & 3) {
      case kinds.byte:
        this.#bytes[16 * group + column] += number;
        break;
      case kinds.short:
        this.#shorts[8 * group + column] += number;
        break;
      case kinds.int:
        this.#ints[4 * group + column] += number;
        break;
      default:
        addToList(this.#listAt(row), column, number);
    }
  }

  /**
   * Adds numbers at rising columns.
   *
   * @throws an error of ours when it cannot hold one of them.
   */
  addAll(row: number, columns: Uint32Array, numbers: Uint32Array): void {
    const list = this.listAt(row);
    if (list?.length === 0) fillList(this.#listAt(row), columns, numbers);
    else if (list !== undefined)
      columns.forEach((column, at) => this.add(row, column, numbers[at]));
    else addEach(this.at(row), columns, numbers);
  }

  /** Makes a row zero. */
  clear(row: number): void {
    if (this.#isList(row)) clearList(this.#listAt(row));
    else this.at(row).fill(0);
  }

  #isList(row: number): boolean {
    return (this.#placeOf(row) & 3) === kinds.list;
  }

  /** Its room ends where the next row begins. */
  #listAt(row: number): RowList {
    const begin = 16 * (this.#placeOf(row) >>> 2);
    const isLast = row === this.numRows - 1;
    const end = isLast ? this.layout.bytes : 16 * (this.#placeOf(row + 1) >>> 2);
    return { numbers: this.#unsigned, start: begin / 4, room: roomOf(end - begin) };
  }

  #placeOf(row: number): number {
    if (this.#places !== undefined) return this.#places[row];
    return placeAt(4 * row * this.layout.stride, kinds.int);
  }

  /** All rows as one array, where all are of int32: for whoever reads no others. */
  get ints(): Int32Array {
    assert(this.#places === undefined, 'rows are of int32');
    return this.#ints;
  }
}

function addEach(cells: RowNumbers, columns: Uint32Array, numbers: Uint32Array): void {
  for (let at = 0; at < columns.length; at++) {
    const sum = cells[columns[at]] + numbers[at];
    cells[columns[at]] = sum;
    assertHeld(cells[columns[at]], sum);
  }
}
