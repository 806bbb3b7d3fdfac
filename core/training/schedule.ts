/**
 * Who works on what, when: the one difference between the two ways of reading.
 *
 * Clocks count steps from the beginning of the run; a sweep is `numRanges` steps, and the first
 * sweep (number 0) gives every token its first topic.
 */
import type { StaleClocks } from '../parameter-server/clocks.ts';

/** One unit of work: the tokens of a block's documents whose words are in a range. */
export interface Unit {
  readonly block: number;
  readonly range: number;
  readonly clock: number;
  readonly sweep: number;
}

export interface Schedule {
  /** The unit that this worker should do next. There is always one: the clocks say when to end. */
  next(): Unit;
}

/**
 * Lockstep by rotation: in step r, block b samples its words of range (b + r) mod B. No two units
 * of a step share a document or a row. The B units of a step are dealt to whoever comes next, so
 * that no worker idles while another has two left.
 */
export class LockstepSchedule implements Schedule {
  readonly #clocks: StaleClocks;
  readonly #numBlocks: number;
  readonly #firstClock: number;

  constructor(clocks: StaleClocks, shape: { numBlocks: number; firstClock: number }) {
    this.#clocks = clocks;
    this.#numBlocks = shape.numBlocks;
    this.#firstClock = shape.firstClock;
  }

  next(): Unit {
    const dealt = this.#clocks.deal();
    const block = dealt % this.#numBlocks;
    const clock = this.#firstClock + Math.floor(dealt / this.#numBlocks);
    return {
      block,
      range: (block + clock) % this.#numBlocks,
      clock,
      sweep: Math.floor(clock / this.#numBlocks),
    };
  }
}

/**
 * Live reading: a worker goes through its own partition, range after range, from a place of its
 * own in the circle, so that workers seldom meet at the same rows.
 */
export class LiveSchedule implements Schedule {
  readonly #worker: number;
  readonly #numRanges: number;
  readonly #firstRange: number;
  #clock: number;

  constructor(
    worker: number,
    shape: { numWorkers: number; numRanges: number; firstClock: number },
  ) {
    this.#worker = worker;
    this.#numRanges = shape.numRanges;
    this.#firstRange = Math.floor((worker * shape.numRanges) / shape.numWorkers);
    this.#clock = shape.firstClock;
  }

  next(): Unit {
    const clock = this.#clock++;
    return {
      block: this.#worker,
      range: (this.#firstRange + clock) % this.#numRanges,
      clock,
      sweep: Math.floor(clock / this.#numRanges),
    };
  }
}
