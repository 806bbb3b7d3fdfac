/**
 * Who may start which clock: Stale Synchronous Parallel (Ho et al., "More Effective Distributed ML
 * via a Stale Synchronous Parallel Parameter Server", NIPS 2013), on cells of shared memory.
 *
 * A client's clock is the number of steps it has completed. With staleness s it may start step c
 * when every client has completed at least c - s steps, so that completed counts never differ by
 * more than s + 1 (the one being the step just finished). s = 0 is bulk-synchronous; Infinity
 * never waits.
 *
 * Freshness belongs to a shard: each keeps its own cell per client, written after that client's
 * last push of the step, so that a tick never overtakes the updates it covers. A tick reaches the
 * shards in order, so what the last shard knows, all know: questions about all of them look there.
 *
 * The goal bounds everybody: no step at or beyond it is started. Lowering it while workers run is
 * how a run pauses, with all clients at one and the same clock (see `lowerGoal`).
 */
import { assert } from '../errors.ts';

/** A goal must leave room for a flag beside it in an int32. */
const clocksEnd = 2 ** 30;

/**
 * Cells of `control` (length numControlCells). Workers and whoever lowers the goal read and write
 * them with Atomics; `reset` and `resetDealing` plainly, while no worker runs: the message that
 * sets the workers going makes that visible to them.
 */
const pulse = 0; // counts every event that a waiting client may care about; waited upon
const goal = 1; // 2 * g + f: no client starts step g or later; f = 1 when g is final
const highestStarted = 2; // the highest step that any client has started
const aborted = 3; // 1 when the run has failed: everybody leaves at once
const dealt = 4; // parts of a job dealt out so far
const waiting = 5; // how many clients wait, or are about to
export const numControlCells = 16;

export type Permission = 'start' | 'wait' | 'end' | 'abort';

export class StaleClocks {
  readonly #control: Int32Array;
  readonly #completed: Int32Array;
  readonly #numShards: number;
  readonly #numClients: number;
  readonly #staleness: number;

  /** @param cells `completed` is numShards x numClients: see TableLayout. */
  constructor(
    cells: { control: Int32Array; completed: Int32Array },
    shape: { numShards: number; numClients: number; staleness: number },
  ) {
    assert(
      cells.completed.length === shape.numShards * shape.numClients,
      'a cell per shard and client',
    );
    this.#control = cells.control;
    this.#completed = cells.completed;
    this.#numShards = shape.numShards;
    this.#numClients = shape.numClients;
    this.#staleness = shape.staleness;
  }

  /** Puts every client at `clock` and sets the goal, below 2^30. Only while no worker runs. */
  reset(clock: number, goalClock: number): void {
    assert(goalClock < clocksEnd, `a goal of ${goalClock} steps is beyond ${clocksEnd}`);
    this.#completed.fill(clock);
    this.#control[goal] = finalGoal(goalClock);
    this.#control[highestStarted] = clock - 1;
  }

  /** Begins to deal from 0 again. Only while no worker runs. */
  resetDealing(): void {
    this.#control[dealt] = 0;
  }

  /** The next number that no other worker has been dealt, from 0. */
  deal(): number {
    // One read-modify-write, so that two workers never get the same part.
    return Atomics.add(this.#control, dealt, 1);
  }

  /** Steps that `client` has completed, as `shard` knows it. */
  completed(shard: number, client: number): number {
    // Pairs with the store in `tick`: who sees the tick sees the updates before it.
    return Atomics.load(this.#completed, shard * this.#numClients + client);
  }

  /** The fewest steps that any client has completed, as one shard knows it. */
  slowest(shard: number): number {
    let fewest = Infinity;
    for (let client = 0; client < this.#numClients; client++) {
      fewest = Math.min(fewest, this.completed(shard, client));
    }
    return fewest;
  }

  /** The bound itself, for every shard. Asserted whenever a client reads. */
  isWithinBound(clock: number): boolean {
    return this.slowest(this.#lastShard) >= clock - this.#staleness;
  }

  /** Whether every client has completed `clock` steps, as all shards know. */
  haveCompleted(clock: number): boolean {
    return this.slowest(this.#lastShard) >= clock;
  }

  /** How many steps behind `clock` the slowest is: a read may lack the updates of that many. */
  stalenessAt(clock: number): number {
    return Math.max(0, clock - this.slowest(this.#lastShard));
  }

  /** Whether every shard knows that a client has completed `clock` steps. */
  hasCompleted(client: number, clock: number): boolean {
    return this.completed(this.#lastShard, client) >= clock;
  }

  get #lastShard(): number {
    return this.#numShards - 1;
  }

  /**
   * May a client start step `clock` now? 'start' is a promise to do the whole step: from then on
   * the goal cannot be lowered below its end.
   *
   * @param after clients whose work the step builds upon: they must have completed `clock` steps,
   *   whatever the staleness.
   */
  ask(clock: number, after: readonly number[] = []): Permission {
    // Only ever set, from any thread; a client that sees it late is woken by the pulse that
    // follows.
    if (Atomics.load(this.#control, aborted) === 1) return 'abort';
    // The goal and whether it is final are one cell, so that they are read together.
    const current = Atomics.load(this.#control, goal);
    if (clock >= clockOf(current)) return isFinal(current) ? 'end' : 'wait';
    if (!after.every((client) => this.hasCompleted(client, clock))) return 'wait';
    if (!this.isWithinBound(clock)) return 'wait';
    this.#raiseHighestStarted(clock);
    // Announced first, then the goal read again: whoever lowers the goal stores first, then reads
    // what is announced. One of the two sees the other (all Atomics are in one total order).
    if (clock >= clockOf(Atomics.load(this.#control, goal))) return 'wait';
    return 'start';
  }

  /**
   * Asks repeatedly until the answer is not `undefined`, and waits for an event in between. The
   * slowest client never waits here for others. Only for worker threads.
   */
  waitFor<Answer>(question: () => Answer | undefined): Answer {
    for (;;) {
      // Read before asking: an event between the answer and the wait changes the pulse, and the
      // wait returns at once.
      const seen = Atomics.load(this.#control, pulse);
      const answer = question();
      if (answer !== undefined) return answer;
      // Counted before sleeping: who ticks later sees the count and wakes us, and who ticked
      // before has changed the pulse.
      Atomics.add(this.#control, waiting, 1);
      Atomics.wait(this.#control, pulse, seen);
      Atomics.sub(this.#control, waiting, 1); // others count themselves at the same time
    }
  }

  /** The same for a thread that may not sleep, because it has other things to do. */
  async waitWithoutSleeping<Answer>(question: () => Answer | undefined): Promise<Answer> {
    for (;;) {
      const seen = Atomics.load(this.#control, pulse); // as in waitFor
      const answer = question();
      if (answer !== undefined) return answer;
      Atomics.add(this.#control, waiting, 1);
      await Atomics.waitAsync(this.#control, pulse, seen).value;
      Atomics.sub(this.#control, waiting, 1);
    }
  }

  /** Lets everybody who waits ask again: something has happened that no tick tells. */
  wake(): void {
    this.#wakeAll();
  }

  /**
   * Records at one shard that a client has completed its steps up to `clock`. To be called after
   * the client's last push of the step to that shard.
   */
  tick(shard: number, client: number, clock: number): void {
    // A store in the total order of Atomics: every update before it is visible to who reads it.
    Atomics.store(this.#completed, shard * this.#numClients + client, clock);
  }

  /** Tells every shard, in order, and wakes those who wait. */
  tickAll(client: number, clock: number): void {
    for (let shard = 0; shard < this.#numShards; shard++) this.tick(shard, client, clock);
    this.#wakeAll();
  }

  /**
   * Ends the segment as soon as every step already started is complete, with all clients at one
   * clock; steps not yet started stay undone.
   *
   * @returns the clock at which everybody will stop: at most the goal so far.
   */
  lowerGoal(): number {
    const ceiling = clockOf(Atomics.load(this.#control, goal)); // nobody else changes it meanwhile
    let end: number;
    do {
      end = Math.min(ceiling, Atomics.load(this.#control, highestStarted) + 1);
      Atomics.store(this.#control, goal, provisionalGoal(end)); // nobody ends at this one
      // Someone may have announced a step between the two lines above: then go up to its end.
    } while (end < Math.min(ceiling, Atomics.load(this.#control, highestStarted) + 1));
    Atomics.store(this.#control, goal, finalGoal(end));
    this.#wakeAll();
    return end;
  }

  /** Makes everybody leave: a worker has failed. */
  abort(): void {
    // Before the pulse, so that a client that wakes by it, or sees it changed, finds the reason.
    Atomics.store(this.#control, aborted, 1);
    this.#wakeAll();
  }

  #raiseHighestStarted(clock: number): void {
    // Compare-and-exchange in a loop is an atomic maximum; an outdated first read costs one more
    // turn.
    let highest = Atomics.load(this.#control, highestStarted);
    while (highest < clock) {
      highest = Atomics.compareExchange(this.#control, highestStarted, highest, clock);
    }
  }

  #wakeAll(): void {
    Atomics.add(this.#control, pulse, 1); // changes the value that waiters compare with
    // Waking costs a system call, and in a virtual machine up to a tenth of a millisecond.
    if (Atomics.load(this.#control, waiting) > 0) Atomics.notify(this.#control, pulse);
  }
}

function finalGoal(clock: number): number {
  return 2 * clock + 1;
}

function provisionalGoal(clock: number): number {
  return 2 * clock;
}

function clockOf(goalCell: number): number {
  return goalCell >> 1;
}

function isFinal(goalCell: number): boolean {
  return (goalCell & 1) === 1;
}
