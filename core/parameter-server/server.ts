/**
 * The parameter server as it is seen from outside: by the thread that makes it, and by every thread
 * that opens it. How and where numbers are kept is up to each transport (embedded/ is the one in
 * shared memory; open.ts knows them all).
 */
import type { Rows } from '../memory/rows.ts';
import type { ParameterClient, Reading } from './client.ts';
import type { StaleClocks } from './clocks.ts';
import type { AdditiveMatrix, MatrixShape } from './matrix.ts';

export interface ServerShape {
  readonly numRows: number;
  readonly numColumns: number;
  /** First row of each shard, and numRows at the end. */
  readonly shardStarts: Uint32Array;
  /**
   * The most that a number of each row can come to, in lockstep: what is known to stay small takes less
   * memory. Absent: anything of 32 bits.
   */
  readonly mostOfRows?: Uint32Array | undefined;
  readonly numClients: number;
  readonly reading: Reading;
  /** How many clocks a client may be ahead of the slowest in live reading, or Infinity. */
  readonly staleness: number;
  /** Other sums that are kept, under the same clocks. */
  readonly matrices?: readonly MatrixShape[] | undefined;
}

/** Rows and totals. They may be views: read them before any client continues. */
export interface Numbers {
  readonly rows: Rows;
  /** Column totals (length stride). */
  readonly totals: Int32Array;
}

/** All numbers of one moment. */
export interface Snapshot extends Numbers {
  /** The totals that lockstep's next step will read (length stride); undefined: `totals`. */
  readonly laggedTotals: Int32Array | undefined;
  /** Of each matrix: its rows, one after the other. */
  readonly matrices: readonly Float64Array[];
}

/** What a thread needs to open its clients. Plain data: it travels in a message. */
export interface Connection {
  readonly transport: 'embedded';
}

/** What the thread has that made the server. */
export interface ParameterServer {
  readonly clocks: StaleClocks;
  /** All zero at first; to be filled in, if at all, before any client starts. */
  readonly rows: Rows;
  readonly matrices: readonly AdditiveMatrix[];

  /** Lets a thread open this many clients. Only before any of them starts. */
  connect(numClients: number): Connection;

  /**
   * The totals of rows that were filled in (length K or more), for clients that will all start at `clock`.
   *
   * @param laggedTotals from the snapshot that the run resumes from, if it had them.
   */
  useTotals(clock: number, totals: Int32Array, laggedTotals?: Int32Array): void;

  /** Only while no client is at a step, all of them at one clock. */
  snapshot(): Promise<Snapshot>;

  /** The rows and totals that this process has, at any time: for display, not for computing. */
  peek(): Numbers;
}

/** What a thread has that opened a connection. */
export interface OpenedServer {
  /** As many as it connected for: each for one step at a time. */
  readonly clients: readonly ParameterClient[];
  /** Where they lie in this process. */
  readonly rows: Rows;
  /** Other clients may change a row while this one reads it (live reading). */
  readonly rowsAreShared: boolean;
  readonly clocks: StaleClocks;
  readonly matrices: readonly AdditiveMatrix[];
}
