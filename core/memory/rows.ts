/**
 * Rows of whole numbers in shared memory, each in as few bytes a number as hold what it may come to:
 * 1, 2 or 4. Of words, most are rare: a thousand topics of one that occurs 200 times take 1 kB.
 *
 *     rows     numRows x stride, one row behind the other, each at a multiple of 16 numbers
 *     places   u32 a row: address in the rows / 16 << 2 | logarithm of the bytes of a number
 *
 * Where all rows are alike, of int32, there are no places.
 */
import { assert } from '../errors.ts';
import { type Arena, int32At } from './arena.ts';

/** The numbers of a row as they lie. */
export type RowNumbers = Uint8Array | Uint16Array | Int32Array;

/** What is kept in rows. */
export interface RowsShape {
  readonly numRows: number;
  /** Numbers of a row, a multiple of 16. */
  readonly stride: number;
  /** The most that a number of each row can come to; absent where rows are to be of int32. */
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
const widths = { byte: 0, short: 1, int: 2 } as const;
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
    const width = widthFor(mostOfRows[row]);
    const bytesOfGroup = groupSize << width;
    bytes = Math.ceil(bytes / bytesOfGroup) * bytesOfGroup;
    places[row] = placeAt(bytes, width);
    bytes += stride << width;
  }
  return { places, bytes };
}

/** The place of a row that begins `bytes` behind the first. */
function placeAt(bytes: number, width: number): number {
  return ((bytes / 16) << 2) | width;
}

function widthFor(most: number): number {
  if (most <= mostOfByte) return widths.byte;
  return most <= mostOfShort ? widths.short : widths.int;
}

export class Rows {
  readonly layout: RowsLayout;
  /** The same bytes, and where each row lies in them; absent where rows are of int32. */
  readonly #places: Int32Array | undefined;
  readonly #bytes: Uint8Array;
  readonly #shorts: Uint16Array;
  readonly #ints: Int32Array;

  constructor(memory: WebAssembly.Memory, layout: RowsLayout) {
    const { address, bytes, placesAddress, numRows } = layout;
    this.layout = layout;
    this.#bytes = new Uint8Array(memory.buffer, address, bytes);
    this.#shorts = new Uint16Array(memory.buffer, address, bytes >>> 1);
    this.#ints = int32At(memory, address, bytes >>> 2);
    this.#places = placesAddress === 0 ? undefined : int32At(memory, placesAddress, numRows);
  }

  get numRows(): number {
    return this.layout.numRows;
  }

  /** Numbers of a row; row r of int32 begins at r * stride. */
  get stride(): number {
    return this.layout.stride;
  }

  /** The numbers of a row where they lie (length stride). */
  at(row: number): RowNumbers {
    const { stride } = this.layout;
    const place = this.#placeOf(row);
    const group = place >>> 2;
    switch (place & 3) {
      case widths.byte:
        return this.#bytes.subarray(16 * group, 16 * group + stride);
      case widths.short:
        return this.#shorts.subarray(8 * group, 8 * group + stride);
      default:
        return this.#ints.subarray(4 * group, 4 * group + stride);
    }
  }

  /** Adds to a number. */
  add(row: number, column: number, number: number): void {
    const place = this.#placeOf(row);
    const group = place >>> 2;
    switch (place & 3) {
      case widths.byte:
        this.#bytes[16 * group + column] += number;
        break;
      case widths.short:
        this.#shorts[8 * group + column] += number;
        break;
      default:
        this.#ints[4 * group + column] += number;
    }
  }

  #placeOf(row: number): number {
    if (this.#places !== undefined) return this.#places[row];
    return placeAt(4 * row * this.layout.stride, widths.int);
  }

  /** All rows as one array, where all are of int32: for whoever reads no others. */
  get ints(): Int32Array {
    assert(this.#places === undefined, 'rows are of int32');
    return this.#ints;
  }
}
