/**
 * Codes the rows of this process' table for other hosts, and takes in theirs. Coding is WebAssembly's
 * (assembly/index.ts), where this machine can run it, with the same bytes as range-code.ts.
 */
import { assert } from '../../errors.ts';
import { Arena } from '../../memory/arena.ts';
import type { Rows } from '../../memory/rows.ts';
import { type EmbeddedConnection, openRows } from '../embedded/open.ts';
import { strideOf } from '../embedded/table.ts';
import type { Connection } from '../server.ts';
import { coderBase64 } from './binary.js';
import { checksumBytes, decodeRows, encodeRows } from './range-code.ts';

/** Rows `first` to `end - 1`. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

export interface RangeCoder {
  encode(stretch: Stretch): Uint8Array;
  /**
   * Writes the rows over what was there.
   *
   * @throws an error of ours when the bytes are not those of as many rows.
   */
  decode(bytes: Uint8Array, stretch: Stretch): void;
}

/** The functions of assembly/index.ts. */
interface CoderInstance {
  scratchBytes(stride: number): number;
  configure(
    rows: number,
    rowPlaces: number,
    stride: number,
    occupancy: number,
    scratch: number,
  ): void;
  begin(): void;
  encode(first: number, end: number): number;
  pieceAddress(): number;
  pieceBytes(): number;
  checksum(): number;
  occupy(first: number, end: number): void;
  clear(first: number, end: number): void;
}

/** Bytes of shared memory that a coder takes. */
export function coderBytes(numColumns: number): number {
  return canRunCoder() ? openInstance(new Arena(1).memory).scratchBytes(strideOf(numColumns)) : 0;
}

/**
 * @param occupancy address of 64-bit masks for each row, if there are any: a bit for each group of 16
 *   columns that may hold counts. Rows that arrive set theirs.
 */
export function openCoder(arena: Arena, connection: Connection, occupancy = 0): RangeCoder {
  const layout = connection as EmbeddedConnection;
  if (canRunCoder()) return new CompiledCoder(arena, layout, occupancy);
  assert(occupancy === 0, 'whoever keeps an occupancy can run the coder');
  return new PlainCoder(layout);
}

export class PlainCoder implements RangeCoder {
  readonly #rows: Rows;

  constructor(connection: Connection) {
    this.#rows = openRows(connection as EmbeddedConnection);
  }

  encode(stretch: Stretch): Uint8Array {
    return encodeRows({ rows: this.#rows, ...stretch });
  }

  decode(bytes: Uint8Array, stretch: Stretch): void {
    decodeRows(bytes, { rows: this.#rows, ...stretch });
  }

  /** As `decode`, into rows that are zero. */
  add(bytes: Uint8Array, stretch: Stretch): void {
    decodeRows(bytes, { rows: this.#rows, ...stretch }, { add: true });
  }
}

class CompiledCoder implements RangeCoder {
  readonly #plain: PlainCoder;
  readonly #compiled: CoderInstance;
  readonly #memory: Uint8Array;
  readonly #hasOccupancy: boolean;

  constructor(arena: Arena, layout: EmbeddedConnection, occupancy: number) {
    const { rows, stride } = layout.table;
    this.#plain = new PlainCoder(layout);
    this.#compiled = openInstance(arena.memory);
    this.#hasOccupancy = occupancy !== 0;
    const scratch = arena.allocate(this.#compiled.scratchBytes(stride));
    this.#compiled.configure(rows.address, rows.placesAddress, stride, occupancy, scratch);
    this.#memory = new Uint8Array(arena.memory.buffer);
  }

  encode({ first, end }: Stretch): Uint8Array {
    const pieces: Uint8Array[] = [];
    this.#compiled.begin();
    for (let row = first; row < end;) {
      row = this.#compiled.encode(row, end);
      assert(row >= 0, `row ${-1 - row} has a negative count, which cannot be sent`);
      const address = this.#compiled.pieceAddress() >>> 0; // above 2 GiB it looks negative
      pieces.push(this.#memory.slice(address, address + this.#compiled.pieceBytes()));
    }
    return joined(pieces, this.#compiled.checksum());
  }

  decode(bytes: Uint8Array, stretch: Stretch): void {
    if (!this.#hasOccupancy) {
      this.#plain.decode(bytes, stretch);
      return;
    }
    const { first, end } = stretch;
    this.#compiled.clear(first, end);
    this.#plain.add(bytes, stretch);
    this.#compiled.occupy(first, end);
  }
}

function joined(pieces: readonly Uint8Array[], checksum: number): Uint8Array {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const bytes = new Uint8Array(length + checksumBytes);
  let filled = 0;
  for (const piece of pieces) {
    bytes.set(piece, filled);
    filled += piece.length;
  }
  new DataView(bytes.buffer).setUint32(filled, checksum, true);
  return bytes;
}

/** Whether WebAssembly here knows SIMD. */
function canRunCoder(): boolean {
  return WebAssembly.validate(coderBinary());
}

function openInstance(memory: WebAssembly.Memory): CoderInstance {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(coderBinary()), {
    env: { memory },
  });
  return instance.exports as unknown as CoderInstance;
}

function coderBinary(): Uint8Array {
  return Uint8Array.from(atob(coderBase64), (character) => character.charCodeAt(0));
}
