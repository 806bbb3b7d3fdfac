/**
 * Which worker works on what, and when: the one difference between the two ways of reading.
 *
 * Clocks count steps from the beginning of the run; a sweep is `numRanges` steps, and the first
 * sweep (number 0) gives every token its first topic.
 */
import type { StaleClocks } from '../parameter-server/clocks.ts';
import { holderBefore, shardInCircle, shardOf } from '../parameter-server/rotation.ts';

/** One unit of work: the tokens of a block's documents whose words are in a range. */
export interface Unit {
  readonly block: number;
  readonly range: number;
  readonly clock: number;
  readonly sweep: number;
}

export interface Schedule {
  /**
   * Waits until there is something for this worker to do, and takes it: at most `atMost` units, all
   * of which can be done now, in any order or at once.
   *
   * @returns none when the goal is reached, or the run is aborted.
   */
  take(atMost: number): readonly Unit[];
}

/** The step that a block has not begun. */
interface NextStep {
  readonly block: number;
  readonly clock: number;
}

interface Answers {
  readonly ready: NextStep[];
  readonly waiting: NextStep[];
  /** All have reached the goal. */
  isOver: boolean;
  isAborted: boolean;
}

function nothingAsked(): Answers {
  return { ready: [], waiting: [], isOver: true, isAborted: false };
}

/**
 * Lockstep by rotation: in step c, block b samples its words of range (b + c) mod B. No two units
 * of a step share a document or a row.
 *
 * A unit may start when its documents and its rows are free: when block b, and block b + 1 that
 * held the range before, have completed the step before. Every worker has blocks of its own,
 * neighbours, so that documents stay in its cache and most ranges are handed on to itself; it helps
 * with the block that is furthest behind when none of its own can start: with one, not two at
 * once, or their owners would soon have nothing to do.
 *
 * Of units that are sampled faster together it waits for the second, when that is an own one of the
 * same step. Nobody waits forever: of the blocks that are furthest behind all can start, so they
 * are taken, in pairs or alone.
 */
export class LockstepSchedule implements Schedule {
  readonly #clocks: StaleClocks;
  readonly #numBlocks: number;
  readonly #claims: Int32Array;
  readonly #own: readonly number[];
  readonly #others: readonly number[];

  /**
   * @param shape.blocks those of this process: workers of other hosts take the others.
   * @param shape.claims steps of each block that somebody has taken, in shared memory.
   */
  constructor(
    clocks: StaleClocks,
    shape: {
      worker: number;
      numWorkers: number;
      numBlocks: number;
      blocks: { readonly first: number; readonly end: number };
      claims: Int32Array;
    },
  ) {
    const { worker, numWorkers, numBlocks, blocks: here } = shape;
    this.#clocks = clocks;
    this.#numBlocks = numBlocks;
    this.#claims = shape.claims;
    const numHere = here.end - here.first;
    const blocks = Array.from({ length: numHere }, (_, index) => here.first + index);
    const isOwn = (block: number) =>
      Math.floor(((block - here.first) * numWorkers) / numHere) === worker;
    this.#own = blocks.filter(isOwn);
    this.#others = blocks.filter((block) => !isOwn(block));
  }

  take(atMost: number): readonly Unit[] {
    return this.#clocks.waitFor(() => this.#claim(atMost));
  }

  /** @returns undefined when nothing can start now, none when nothing ever will. */
  #claim(atMost: number): Unit[] | undefined {
    const own = this.#ask(this.#own, atMost);
    const others = own.ready.length === 0 ? this.#ask(this.#others, 1) : nothingAsked();
    if (own.isAborted || others.isAborted) return [];
    if (own.isOver && others.isOver) return [];
    const chosen = own.ready.length > 0 ? waitForSecond(own, atMost) : others.ready;
    const units: Unit[] = [];
    for (const step of chosen) {
      // Compare-and-exchange, so that exactly one of the workers that want a unit gets it.
      const { block, clock } = step;
      if (Atomics.compareExchange(this.#claims, block, clock, clock + 1) === clock) {
        units.push(this.#unitOf(step));
      }
    }
    return units.length > 0 ? units : undefined;
  }

  /** Asks for the next steps of these blocks, those furthest behind first, until enough may start. */
  #ask(blocks: readonly number[], atMost: number): Answers {
    const answers = nothingAsked();
    const clocks = this.#clocksOf(blocks);
    let clock = nextAbove(-1, clocks);
    while (clock < Infinity) {
      for (let index = 0; index < clocks.length; index++) {
        if (clocks[index] === clock) this.#askFor({ block: blocks[index], clock }, answers);
        if (answers.ready.length === atMost || answers.isAborted) return answers;
      }
      clock = nextAbove(clock, clocks);
    }
    return answers;
  }

  #clocksOf(blocks: readonly number[]): number[] {
    return blocks.map((block) => Atomics.load(this.#claims, block)); // others claim, too
  }

  #askFor(step: NextStep, answers: Answers): void {
    const { block, clock } = step;
    const permission = this.#clocks.ask(clock, [block, holderBefore(block, this.#numBlocks)]);
    if (permission === 'abort') answers.isAborted = true;
    if (permission !== 'end') answers.isOver = false;
    if (permission === 'wait') answers.waiting.push(step);
    if (permission === 'start') answers.ready.push(step);
  }

  #unitOf({ block, clock }: NextStep): Unit {
    const range = shardOf(block, clock, this.#numBlocks);
    return { block, range, clock, sweep: Math.floor(clock / this.#numBlocks) };
  }
}

/**
 * The lowest clock that is higher than this; Infinity where there is none. Without sorting: of the
 * blocks of one worker few clocks differ, and mostly the first may start.
 */
function nextAbove(clock: number, clocks: readonly number[]): number {
  let next = Infinity;
  for (let index = 0; index < clocks.length; index++) {
    if (clocks[index] > clock && clocks[index] < next) next = clocks[index];
  }
  return next;
}

/** None yet, where one is ready and another of the same step will be. */
function waitForSecond({ ready, waiting }: Answers, atMost: number): readonly NextStep[] {
  const isToCome = waiting.some(({ clock }) => clock === ready[0].clock);
  return ready.length < atMost && isToCome ? [] : ready;
}

/**
 * Live reading: a worker goes through its own partition, range after range, from a place of its
 * own in the circle, so that workers seldom meet at the same rows.
 */
export class LiveSchedule implements Schedule {
  readonly #clocks: StaleClocks;
  readonly #worker: number;
  readonly #numWorkers: number;
  readonly #numRanges: number;
  #clock: number;

  constructor(
    clocks: StaleClocks,
    shape: { worker: number; numWorkers: number; numRanges: number; firstClock: number },
  ) {
    const { worker, numWorkers, numRanges, firstClock } = shape;
    this.#clocks = clocks;
    this.#worker = worker;
    this.#numWorkers = numWorkers;
    this.#numRanges = numRanges;
    this.#clock = firstClock;
  }

  take(): readonly Unit[] {
    const clock = this.#clock;
    const permission = this.#clocks.waitFor(() => {
      const answer = this.#clocks.ask(clock);
      return answer === 'wait' ? undefined : answer;
    });
    if (permission !== 'start') return [];
    this.#clock++;
    const range = shardInCircle(this.#worker, clock, {
      numClients: this.#numWorkers,
      numShards: this.#numRanges,
    });
    return [{ block: this.#worker, range, clock, sweep: Math.floor(clock / this.#numRanges) }];
  }
}
