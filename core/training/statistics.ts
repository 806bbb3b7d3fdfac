/**
 * What each worker tells about itself, in shared memory, so that a screen can look at any time
 * without asking. Plain stores of 8 aligned bytes: a reader sees an old or a new number, and
 * nothing is decided by them.
 */
import { float64At } from '../memory/arena.ts';

/** Cells per worker: the named ones below, then the histogram of staleness. */
const numNamedCells = 9;
const numHistogramCells = 24;
const numCells = numNamedCells + numHistogramCells;

export const statisticsBytesPerWorker = numCells * 8;

const fieldNames = [
  'samplingSeconds',
  'pullingSeconds',
  'pushingSeconds',
  'waitingSeconds',
  'numTokens', // sampled
  'numChanged', // tokens whose topic changed: before merging two deltas each, in sweep 0 one
  'numDeltas', // additions to cells of rows, after merging: see UnitResult
  'clock', // steps completed by the client whose unit was done last
  'clockUnderWay', // what that will be after the unit it is at; 0 between units
] as const;

export type StatisticName = (typeof fieldNames)[number];

const cellOf = Object.fromEntries(fieldNames.map((name, cell) => [name, cell])) as Readonly<
  Record<StatisticName, number>
>;

export interface WorkerTotals extends Readonly<Record<StatisticName, number>> {
  /** Reads that lacked the updates of a clocks, for a = 0, 1, ... (the last: that and more). */
  readonly stalenessHistogram: readonly number[];
}

export class WorkerStatistics {
  readonly #cells: Float64Array;
  #lapStart = 0;

  constructor(memory: WebAssembly.Memory, address: number, worker: number) {
    this.#cells = float64At(memory, address + worker * statisticsBytesPerWorker, numCells);
  }

  add(name: StatisticName, amount: number): void {
    this.#cells[cellOf[name]] += amount;
  }

  set(name: StatisticName, value: number): void {
    this.#cells[cellOf[name]] = value;
  }

  /** Something begins whose laps are timed. */
  startLaps(): void {
    this.#lapStart = performance.now();
  }

  /** A lap ends, and the next one begins: its seconds are added to these. */
  endLap(name: `${string}Seconds` & StatisticName): void {
    const now = performance.now();
    this.#cells[cellOf[name]] += (now - this.#lapStart) / 1000;
    this.#lapStart = now;
  }

  countRead(staleness: number): void {
    this.#cells[numNamedCells + Math.min(staleness, numHistogramCells - 1)]++;
  }

  read(): WorkerTotals {
    const named = Object.fromEntries(
      fieldNames.map((name, index) => [name, this.#cells[index]]),
    ) as Record<StatisticName, number>;
    const stalenessHistogram = [...this.#cells.subarray(numNamedCells)];
    while (stalenessHistogram.at(-1) === 0) stalenessHistogram.pop();
    return { ...named, stalenessHistogram };
  }
}
