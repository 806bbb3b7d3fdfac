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
  /**
   * Waits until there is a unit for this worker to do, and takes it.
   *
   * @returns undefined when the goal is reached, or the run is aborted.
   */
  take(): Unit | undefined;
}

/**
 * Lockstep by rotation: in step c, block b samples its words of range (b + c) mod B. No two units
 * of a step share a document or a row.
 *
 * A unit may start when its documents and its rows are free: when block b, and block b + 1 that
 * held the range before, have completed the step before. Every worker has blocks of its own,
 * neighbours, so that documents stay in its cache and most ranges are handed on to itself; it helps
 * with the block that is furthest behind when none of its own can start.
 */
export class LockstepSchedule implements Schedule {
  readonly #clocks: StaleClocks;
  readonly #numBlocks: number;
  readonly #claims: Int32Array;
  readonly #isOwn: boolean[];

  /** @param shape.claims steps of each block that somebody has taken, in shared memory. */
  constructor(
    clocks: StaleClocks,
    shape: { worker: number; numWorkers: number; numBlocks: number; claims: Int32Array },
  ) {
    const { worker, numWorkers, numBlocks } = shape;
    this.#clocks = clocks;
    this.#numBlocks = numBlocks;
    this.#claims = shape.claims;
    this.#isOwn = Array.from(
      { length: numBlocks },
      (_, block) => Math.floor((block * numWorkers) / numBlocks) === worker,
    );
  }

  take(): Unit | undefined {
    const unit = this.#clocks.waitFor(() => this.#claimOne());
    return unit === 'end' ? undefined : unit;
  }

  /** @returns undefined when nothing can start now. */
  #claimOne(): Unit | 'end' | undefined {
    let isOver = true;
    for (const block of this.#inOrder()) {
      const clock = Atomics.load(this.#claims, block); // others claim at the same time
      const next = (block + 1) % this.#numBlocks;
      const permission = this.#clocks.ask(clock, [block, next]);
      if (permission === 'abort') return 'end';
      if (permission !== 'end') isOver = false;
      if (permission !== 'start') continue;
      // Compare-and-exchange, so that of all who want the unit one gets it.
      const isOurs = Atomics.compareExchange(this.#claims, block, clock, clock + 1) === clock;
      if (isOurs) return this.#unitOf(block, clock);
    }
    return isOver ? 'end' : undefined;
  }

  /** Own blocks first, and of them, as of the others, those that are furthest behind. */
  #inOrder(): number[] {
    const clocks = Array.from(this.#isOwn, (_, block) => Atomics.load(this.#claims, block));
    return Array.from(clocks.keys()).sort(
      (a, b) => Number(this.#isOwn[b]) - Number(this.#isOwn[a]) || clocks[a] - clocks[b] || a - b,
    );
  }

  #unitOf(block: number, clock: number): Unit {
    const range = (block + clock) % this.#numBlocks;
    return { block, range, clock, sweep: Math.floor(clock / this.#numBlocks) };
  }
}

/**
 * Live reading: a worker goes through its own partition, range after range, from a place of its
 * own in the circle, so that workers seldom meet at the same rows.
 */
export class LiveSchedule implements Schedule {
  readonly #clocks: StaleClocks;
  readonly #worker: number;
  readonly #numRanges: number;
  readonly #firstRange: number;
  #clock: number;

  constructor(
    clocks: StaleClocks,
    shape: { worker: number; numWorkers: number; numRanges: number; firstClock: number },
  ) {
    const { worker, numWorkers, numRanges, firstClock } = shape;
    this.#clocks = clocks;
    this.#worker = worker;
    this.#numRanges = numRanges;
    this.#firstRange = Math.floor((worker * numRanges) / numWorkers);
    this.#clock = firstClock;
  }

  take(): Unit | undefined {
    const clock = this.#clock;
    const permission = this.#clocks.waitFor(() => {
      const answer = this.#clocks.ask(clock);
      return answer === 'wait' ? undefined : answer;
    });
    if (permission !== 'start') return undefined;
    this.#clock++;
    return {
      block: this.#worker,
      range: (this.#firstRange + clock) % this.#numRanges,
      clock,
      sweep: Math.floor(clock / this.#numRanges),
    };
  }
}
