/**
 * Lockstep: the totals that all units of a step begin with, summed up once in each thread. Summed for
 * every unit they took 14 of 90 ns a token on AP (K = 100, 32 shards).
 */
import { lagOf, numVersions, versionBefore } from '../rotation.ts';
import { type TableLayout, sumParts, totalsParts } from './table.ts';

export class StepTotals {
  readonly #parts: Int32Array[][]; // [version][shard]
  readonly #lag: number;
  readonly #sums: Int32Array;
  #clock = -1;

  constructor(memory: WebAssembly.Memory, table: TableLayout) {
    this.#parts = Array.from({ length: numVersions }, (_, version) =>
      totalsParts(memory, table, version),
    );
    this.#lag = lagOf(table.numShards);
    this.#sums = new Int32Array(table.stride);
  }

  /** Each shard's part, as it was before the step of that clock. */
  partsBefore(clock: number): readonly Int32Array[] {
    return this.#parts[versionBefore(clock)];
  }

  /**
   * What a client sees in step `clock` (rotation.ts): what it had to wait for does not change any more.
   * To be read at once.
   */
  seenIn(clock: number): Int32Array {
    if (clock !== this.#clock) sumParts(this.partsBefore(clock - this.#lag), this.#sums);
    this.#clock = clock;
    return this.#sums;
  }
}
