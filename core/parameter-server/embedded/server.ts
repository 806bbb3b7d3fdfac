/** The parameter server in the memory that the threads of one process share. */
import type { Arena } from '../../memory/arena.ts';
import type { Rows } from '../../memory/rows.ts';
import { type StaleClocks, numControlCells } from '../clocks.ts';
import { lagOf, leadBoundOf, versionBefore } from '../rotation.ts';
import type { Numbers, ParameterServer, ServerShape, Snapshot } from '../server.ts';
import { allocateBuffers, bufferBytes } from './buffers.ts';
import { liveVersion } from './live-client.ts';
import { type EmbeddedMatrix, allocateMatrix, matrixBytes } from './matrix.ts';
import {
  type EmbeddedConnection,
  type EmbeddedLayout,
  openClocks,
  openMatrices,
  openRows,
} from './open.ts';
import { allocateTable, strideOf, sumParts, tableBytes, totalsParts } from './table.ts';

/** Bytes of the table and the matrices; a few kB of clocks and buffers come to them. */
export function embeddedBytes(shape: ServerShape): number {
  const { matrices = [] } = shape;
  return matrices.reduce((sum, matrix) => sum + matrixBytes(matrix), tableBytes(shape));
}

/** Bytes of a connection with this many clients. */
export function embeddedConnectionBytes(shape: ServerShape, numClients: number): number {
  return numClients * bufferBytes(strideOf(shape.numColumns));
}

export class EmbeddedServer implements ParameterServer {
  readonly clocks: StaleClocks;
  readonly rows: Rows;
  readonly matrices: readonly EmbeddedMatrix[];
  readonly #arena: Arena;
  readonly #layout: EmbeddedLayout;

  constructor(arena: Arena, shape: ServerShape) {
    const { reading, staleness, matrices = [] } = shape;
    const table = allocateTable(arena, shape);
    this.#arena = arena;
    this.#layout = {
      memory: arena.memory,
      table,
      matrices: matrices.map((matrix) => allocateMatrix(arena, matrix)),
      reading,
      leadBound: leadBoundOf(reading, { numShards: table.numShards, staleness }),
      controlAddress: arena.allocate(4 * numControlCells),
    };
    this.clocks = openClocks(this.#layout);
    this.rows = openRows(this.#layout);
    this.matrices = openMatrices(this.#layout);
  }

  connect(numClients: number): EmbeddedConnection {
    const buffersAddress = allocateBuffers(this.#arena, this.#layout.table, numClients);
    return { transport: 'embedded', ...this.#layout, buffersAddress, numHands: numClients };
  }

  useTotals(clock: number, totals: Int32Array, laggedTotals?: Int32Array): void {
    // Only the sum over the shards is ever read: shard 0 holds it all.
    this.#partsBefore(clock)[0].set(totals);
    if (this.#isLagging) this.#partsBefore(clock - 1)[0].set(laggedTotals ?? totals);
  }

  snapshot(): Promise<Snapshot> {
    const clock = this.clocks.slowest(0);
    return Promise.resolve({
      ...this.peek(),
      laggedTotals: this.#isLagging ? this.#totalsBefore(clock - 1) : undefined,
      matrices: this.matrices.map((matrix) => matrix.read()),
    });
  }

  peek(): Numbers {
    return { rows: this.rows, totals: this.#totalsBefore(this.clocks.slowest(0)) };
  }

  get #isLagging(): boolean {
    const { reading, table } = this.#layout;
    return reading === 'lockstep' && lagOf(table.numShards) > 0;
  }

  #totalsBefore(clock: number): Int32Array {
    const totals = new Int32Array(this.#layout.table.stride);
    sumParts(this.#partsBefore(clock), totals);
    return totals;
  }

  /** Each shard's part of the totals as they were before the step of that clock. */
  #partsBefore(clock: number): Int32Array[] {
    const { memory, table, reading } = this.#layout;
    const version = reading === 'live' ? liveVersion : versionBefore(clock);
    return totalsParts(memory, table, version);
  }
}
