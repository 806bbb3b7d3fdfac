/**
 * The second kind of table: a matrix of additive fixed-point numbers without column totals, such as
 * the sum of what blocks of documents contribute to a gradient. It keeps the same promises as rows
 * of counts (client.ts): differences are applied exactly once, in any order, and those added between
 * a client's `pull` and `push` of a step are covered by that step's tick.
 *
 * Numbers are whole (the caller scales them) and, like all sums of them, below 2^53 in magnitude, so
 * that a double holds each exactly: sums do not depend on the order of adding.
 */
import type { Pending } from './client.ts';

export interface MatrixShape {
  readonly numColumns: number;
  /** First row of each shard, and the number of rows at the end. */
  readonly shardStarts: Uint32Array;
}

/** Rows of a matrix are given and taken as one array, row after row, without padding. */
export interface AdditiveMatrix {
  readonly shape: MatrixShape;

  /** Copies the rows of a shard as they stand. */
  pull(shard: number, into: Float64Array): Pending;

  /** Adds differences to the rows of a shard: whole numbers below 2^53 in magnitude. */
  add(shard: number, differences: Float64Array): Pending;
}

/** Of one shard of a matrix. */
export function numCellsOf({ shardStarts, numColumns }: MatrixShape, shard: number): number {
  return (shardStarts[shard + 1] - shardStarts[shard]) * numColumns;
}
