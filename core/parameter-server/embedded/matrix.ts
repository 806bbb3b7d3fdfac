/**
 * A matrix of fixed-point numbers in shared memory: 64-bit integers, row after row, to which any
 * client adds by atomic operations. Sums of integers are the same in every order.
 */
import { assert } from '../../errors.ts';
import type { Arena } from '../../memory/arena.ts';
import type { Pending } from '../client.ts';
import { type AdditiveMatrix, type MatrixShape, numCellsOf } from '../matrix.ts';

/** Plain data: it travels to the workers in a message. */
export interface MatrixLayout {
  readonly shape: MatrixShape;
  readonly address: number;
}

export function matrixBytes(shape: MatrixShape): number {
  return 8 * numRowsOf(shape) * shape.numColumns;
}

export function allocateMatrix(arena: Arena, shape: MatrixShape): MatrixLayout {
  return { shape, address: arena.allocate(matrixBytes(shape)) };
}

export class EmbeddedMatrix implements AdditiveMatrix {
  readonly shape: MatrixShape;
  readonly #shards: readonly BigInt64Array[];

  constructor(memory: WebAssembly.Memory, { shape, address }: MatrixLayout) {
    const { numColumns, shardStarts } = shape;
    this.shape = shape;
    this.#shards = Array.from({ length: shardStarts.length - 1 }, (_, shard) => {
      const start = address + 8 * numColumns * shardStarts[shard];
      return new BigInt64Array(memory.buffer, start, numCellsOf(shape, shard));
    });
  }

  pull(shard: number, into: Float64Array): Pending {
    copy(this.#shardOf(shard, into.length), into);
    return undefined;
  }

  add(shard: number, differences: Float64Array): Pending {
    const cells = this.#shardOf(shard, differences.length);
    for (let cell = 0; cell < cells.length; cell++) {
      const difference = differences[cell];
      if (difference === 0) continue;
      assert(Number.isSafeInteger(difference), `${difference} is no fixed-point number`);
      const sum = Number(Atomics.add(cells, cell, BigInt(difference))) + difference;
      assert(Number.isSafeInteger(sum), `a fixed-point sum of ${sum} is beyond 2^53`);
    }
    return undefined;
  }

  /** All rows, one after the other. */
  read(): Float64Array {
    const all = new Float64Array(numRowsOf(this.shape) * this.shape.numColumns);
    let first = 0;
    for (const cells of this.#shards) copy(cells, all.subarray(first, (first += cells.length)));
    return all;
  }

  #shardOf(shard: number, length: number): BigInt64Array {
    const cells = this.#shards[shard];
    assert(cells.length === length, `shard ${shard} has ${cells.length} numbers, not ${length}`);
    return cells;
  }
}

/** Atomically, because 64 bits might otherwise be read in two halves. */
function copy(cells: BigInt64Array, into: Float64Array): void {
  for (let cell = 0; cell < cells.length; cell++) into[cell] = Number(Atomics.load(cells, cell));
}

function numRowsOf({ shardStarts }: MatrixShape): number {
  return shardStarts[shardStarts.length - 1];
}
