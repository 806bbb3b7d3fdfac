/**
 * A table of additive 32-bit numbers in shared memory, cut into shards.
 *
 *     rows     numRows x stride (memory/rows.ts); shard s holds the rows shardStarts[s] to
 *              shardStarts[s+1]-1
 *     totals   4 x numShards x stride, int32: each shard's part of the column sums, in versions
 *     clocks   numShards x numClients, int32: the clocks each shard knows each client to have
 *              completed
 *     owners   numShards, int32: who holds a shard for itself (lockstep), 0 for nobody
 *
 * A row lives whole in one shard. `stride` is the number of columns padded to 16, so that a row is
 * a whole number of cache lines; the padding stays zero. Nothing here knows what a topic is.
 */
import { type Arena, int32At } from '../../memory/arena.ts';
import { type RowsLayout, allocateRows, rowsBytes } from '../../memory/rows.ts';
import { numVersions } from '../rotation.ts';
import type { ServerShape } from '../server.ts';

/** Where the table lies in shared memory. Plain data: it travels to the workers in a message. */
export interface TableLayout {
  readonly rows: RowsLayout;
  readonly stride: number;
  readonly numShards: number;
  readonly numClients: number;
  /** First row of each shard, and numRows at the end. */
  readonly shardStarts: Uint32Array;
  readonly totalsAddress: number;
  readonly clocksAddress: number;
  readonly ownersAddress: number;
}

export type TableShape = Pick<
  ServerShape,
  'numRows' | 'numColumns' | 'mostOfRows' | 'numClients' | 'shardStarts'
>;

/** Columns are padded to a cache line of int32. */
export function strideOf(numColumns: number): number {
  return Math.ceil(numColumns / 16) * 16;
}

export function tableBytes(shape: TableShape): number {
  const numShards = shape.shardStarts.length - 1;
  const stride = strideOf(shape.numColumns);
  return (
    rowsBytes({ ...shape, stride }) +
    4 * numVersions * numShards * stride +
    4 * numShards * (shape.numClients + 1)
  );
}

export function allocateTable(arena: Arena, shape: TableShape): TableLayout {
  const { numColumns, numClients, shardStarts } = shape;
  const numShards = shardStarts.length - 1;
  const stride = strideOf(numColumns);
  return {
    rows: allocateRows(arena, { ...shape, stride }),
    stride,
    numShards,
    numClients,
    shardStarts,
    totalsAddress: arena.allocate(4 * numVersions * numShards * stride),
    clocksAddress: arena.allocate(4 * numShards * numClients),
    ownersAddress: arena.allocate(4 * numShards),
  };
}

/** Every shard's part of the column totals, in one of their versions (numShards x length stride). */
export function totalsParts(
  memory: WebAssembly.Memory,
  table: TableLayout,
  version: number,
): Int32Array[] {
  return Array.from({ length: table.numShards }, (_, shard) => {
    const part = version * table.numShards + shard;
    return int32At(memory, table.totalsAddress + 4 * part * table.stride, table.stride);
  });
}

/** Column totals: the sum of every shard's part, number by number. */
export function sumParts(parts: readonly Int32Array[], into: Int32Array): void {
  into.fill(0);
  for (const part of parts) {
    for (let column = 0; column < into.length; column++) into[column] += part[column];
  }
}
