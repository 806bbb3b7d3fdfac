/**
 * What the parameter server holds: a table of additive 32-bit numbers, cut into shards.
 *
 *     rows     numRows x stride, int32; shard s holds the rows shardStarts[s] to shardStarts[s+1]-1
 *     totals   4 x numShards x stride, int32: each shard's part of the column sums, in versions
 *     clocks   numShards x numClients, int32: the clocks each shard knows each client to have
 *              completed
 *     owners   numShards, int32: who holds a shard for itself (lockstep), 0 for nobody
 *
 * A row lives whole in one shard. `stride` is the number of columns padded to 16, so that a row is
 * a whole number of cache lines; the padding stays zero. Nothing here knows what a topic is.
 */
import { type Arena, int32At } from '../memory/arena.ts';

/** How many versions of the totals there are: see LockstepClient. */
export const numVersions = 4;

/** Where the table lies in shared memory. Plain data: it travels to the workers in a message. */
export interface TableLayout {
  readonly numRows: number;
  readonly numColumns: number;
  readonly stride: number;
  readonly numShards: number;
  readonly numClients: number;
  /** First row of each shard, and numRows at the end. */
  readonly shardStarts: Uint32Array;
  readonly rowsAddress: number;
  readonly totalsAddress: number;
  readonly clocksAddress: number;
  readonly ownersAddress: number;
}

export interface TableShape {
  readonly numRows: number;
  readonly numColumns: number;
  readonly numClients: number;
  readonly shardStarts: Uint32Array;
}

/** Columns are padded to a cache line of int32. */
export function strideOf(numColumns: number): number {
  return Math.ceil(numColumns / 16) * 16;
}

export function tableBytes(shape: TableShape): number {
  const numShards = shape.shardStarts.length - 1;
  const stride = strideOf(shape.numColumns);
  return (
    4 * (shape.numRows + numVersions * numShards) * stride + 4 * numShards * (shape.numClients + 1)
  );
}

export function allocateTable(arena: Arena, shape: TableShape): TableLayout {
  const { numRows, numColumns, numClients, shardStarts } = shape;
  const numShards = shardStarts.length - 1;
  const stride = strideOf(numColumns);
  return {
    numRows,
    numColumns,
    stride,
    numShards,
    numClients,
    shardStarts,
    rowsAddress: arena.allocate(4 * numRows * stride),
    totalsAddress: arena.allocate(4 * numVersions * numShards * stride),
    clocksAddress: arena.allocate(4 * numShards * numClients),
    ownersAddress: arena.allocate(4 * numShards),
  };
}

/** The rows as one array: row r begins at r * stride. */
export function rowsOf(memory: WebAssembly.Memory, table: TableLayout): Int32Array {
  return int32At(memory, table.rowsAddress, table.numRows * table.stride);
}

/** One shard's part of the column totals, in one of its versions (length stride). */
export function totalsPart(
  memory: WebAssembly.Memory,
  table: TableLayout,
  place: { shard: number; version: number },
): Int32Array {
  const part = place.version * table.numShards + place.shard;
  return int32At(memory, table.totalsAddress + 4 * part * table.stride, table.stride);
}
