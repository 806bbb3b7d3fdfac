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
 * of a step share a document or a row. The B units of a step are dealt to whoever comes next, the
 * longest first, so that no worker idles while another has two left.
 */
export class LockstepSchedule implements Schedule {
  readonly #clocks: StaleClocks;
  readonly #numBlocks: number;
  readonly #firstClock: number;
  readonly #order: Uint16Array;

  /** @param shape.order blocks by falling size of their unit, step after step: see `orderOf`. */
  constructor(
    clocks: StaleClocks,
    shape: { numBlocks: number; firstClock: number; order: Uint16Array },
  ) {
    this.#clocks = clocks;
    this.#numBlocks = shape.numBlocks;
    this.#firstClock = shape.firstClock;
    this.#order = shape.order;
  }

  next(): Unit {
    const dealt = this.#clocks.deal();
    const clock = this.#firstClock + Math.floor(dealt / this.#numBlocks);
    const step = clock % this.#numBlocks;
    const block = this.#order[step * this.#numBlocks + (dealt % this.#numBlocks)];
    return {
      block,
      range: rangeInStep(block, step, this.#numBlocks),
      clock,
      sweep: Math.floor(clock / this.#numBlocks),
    };
  }
}

/**
 * The order in which the units of each step are dealt. It decides who waits, never what is sampled.
 *
 * @param unitSizes tokens of unit block * B + range.
 * @returns B blocks for each of the B steps.
 */
export function orderOf(unitSizes: Uint32Array, numBlocks: number): Uint16Array {
  const order = new Uint16Array(numBlocks * numBlocks);
  for (let step = 0; step < numBlocks; step++) {
    const sizeOf = (block: number) =>
      unitSizes[block * numBlocks + rangeInStep(block, step, numBlocks)];
    const blocks = order.subarray(step * numBlocks, (step + 1) * numBlocks);
    blocks.forEach((_, block) => (blocks[block] = block));
    blocks.sort((a, b) => sizeOf(b) - sizeOf(a) || a - b);
  }
  return order;
}

function rangeInStep(block: number, step: number, numBlocks: number): number {
  return (block + step) % numBlocks;
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
