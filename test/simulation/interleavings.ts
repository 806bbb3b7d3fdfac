/**
 * Processes that share memory and take turns at every atomic operation: one order by a seed, or all
 * of them. A system's state is plain: the bytes of its memory and how far each process is; so it can
 * be gone back to, and met again.
 */
import { RandomStream } from '../../core/random/stream.ts';
import {
  type Answer,
  type Operation,
  type Trace,
  emptyTrace,
  enter,
  goOn,
  isWrite,
  perform,
} from './simulated-atomics.ts';

/** A process goes from place to place; at each it has some work to do, which is real code. */
export interface Process<Place> {
  readonly start: Place;
  workAt(place: Place): () => unknown;
  /** @returns undefined at the end. */
  placeAfter(place: Place, result: unknown): Place | undefined;
}

export interface System<Place> {
  /** All that processes share. */
  readonly memory: Uint8Array;
  readonly processes: readonly Process<Place>[];
  /** Throws when the end of all processes is not what it should be. */
  checkEnd(): void;
}

/** How far a process is. */
interface Progress<Place> {
  /** undefined: it has ended. */
  readonly place: Place | undefined;
  readonly trace: Trace;
  readonly next: Operation | undefined;
  /** It waits; woken, its wait has an answer. */
  readonly sleep: 'awake' | 'asleep' | 'woken';
}

type State<Place> = readonly Progress<Place>[];

/** One order of everything, drawn from the seed. @throws what a check finds. */
export function runInSomeOrder<Place>(system: System<Place>, seed: number): void {
  const random = new RandomStream({ seed, sweep: 0, unit: 0 });
  let state = begin(system);
  // One process is often let run for a while: most faults need one that is far behind.
  let favourite = 0;
  let patience = 0;
  for (;;) {
    const able = ableOf(state);
    if (able.length === 0) break;
    if (patience-- <= 0 || !able.includes(favourite)) {
      favourite = able[Math.floor(random.next() * able.length)];
      patience = Math.floor(random.next() * random.next() * 40);
    }
    state = advance(system, state, favourite);
  }
  endOf(system, state);
}

export interface Bounds {
  /** How often a process is interrupted at most: held up while it could go on. */
  readonly interruptions: number;
  readonly states?: number;
}

/** A state that was come to, and how. */
interface Arrival<Place> {
  readonly state: State<Place>;
  readonly memory: Uint8Array;
  readonly interruptions: number;
  /** The process that came there, when it counts. */
  readonly last: number;
}

/**
 * Every order of everything, each state once. @throws what a check finds in any of them.
 *
 * An operation on a cell that no other process ever touches, or that nobody ever writes, has no
 * bearing on others: it is done at once, without trying what else could come first. Which cells are
 * so is found on the way; when one turns out not to be, all begins afresh.
 *
 * @param bounds where there are too many: only orders with few interruptions, which find most
 *   faults (Musuvathi and Qadeer, "Iterative context bounding", PLDI 2007).
 * @returns how many states there are.
 */
export function runInEveryOrder<Place>(
  open: () => System<Place>,
  bounds: Bounds = { interruptions: Infinity },
): number {
  const contended = new Set<number>();
  for (;;) {
    const numStates = explore(open(), contended, bounds);
    if (numStates !== undefined) return numStates;
  }
}

/** @returns the number of states; undefined when another cell turned out to be contended. */
function explore<Place>(
  system: System<Place>,
  contended: Set<number>,
  { interruptions: most, states: mostStates = 300_000 }: Bounds,
): number | undefined {
  const uses = new Map<number, Use>();
  const seen = new Set<string>();
  const stack: Arrival<Place>[] = [];
  const numBefore = contended.size;
  const keep = (state: State<Place>, interruptions: number, last: number) => {
    const how = most === Infinity ? '' : `${interruptions} ${last} `;
    const key = how + keyOf(system, state);
    if (seen.has(key)) return;
    seen.add(key);
    if (seen.size > mostStates) throw new Error(`there are more than ${mostStates} states`);
    stack.push({ state, interruptions, last, memory: system.memory.slice() });
  };
  keep(begin(system), 0, 0);
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { state, memory, interruptions, last } = at;
    system.memory.set(memory);
    const able = ableOf(state);
    if (able.length === 0) endOf(system, state);
    const free = able.find((index) => !contended.has(state[index].next?.address ?? -1));
    for (const index of free === undefined ? able : [free]) {
      const isFree = index === free || index === last || !able.includes(last);
      const spent = interruptions + (isFree ? 0 : 1);
      if (spent > most) continue;
      system.memory.set(memory);
      const operation = state[index].next;
      if (operation) noteUse(uses, contended, operation, index);
      keep(advance(system, state, index), spent, index === free ? last : index);
    }
    if (contended.size > numBefore) return undefined;
  }
  return seen.size;
}

interface Use {
  readonly processes: Set<number>;
  isWritten: boolean;
}

function noteUse(
  uses: Map<number, Use>,
  contended: Set<number>,
  operation: Operation,
  index: number,
): void {
  const { address } = operation;
  const use = uses.get(address) ?? { processes: new Set(), isWritten: false };
  use.processes.add(index);
  use.isWritten ||= isWrite(operation);
  uses.set(address, use);
  if (use.isWritten && use.processes.size > 1) contended.add(address);
}

/** 64 bits of the memory, and how far each process is. */
function keyOf<Place>({ memory }: System<Place>, state: State<Place>): string {
  let a = 1;
  let b = 2;
  for (const word of new Int32Array(memory.buffer, memory.byteOffset, memory.length / 4)) {
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul(b + word, 0x5bd1e995) ^ (b >>> 15);
  }
  const ofProcesses = state.map(
    ({ place, trace, sleep }) => `${JSON.stringify(place)} ${trace.answers.join()} ${sleep}`,
  );
  return `${a} ${b} ${ofProcesses.join(' | ')}`;
}

function begin<Place>({ processes }: System<Place>): State<Place> {
  return processes.map((process) => comeTo(process, process.start));
}

/** Comes to a place, and through places at which there is no atomic operation. */
function comeTo<Place>(process: Process<Place>, start: Place | undefined): Progress<Place> {
  let place = start;
  while (place !== undefined) {
    const reached = enter(process.workAt(place));
    if (!reached.isDone) return { place, trace: emptyTrace, next: reached.next, sleep: 'awake' };
    place = process.placeAfter(place, reached.result);
  }
  return { place, trace: emptyTrace, next: undefined, sleep: 'awake' };
}

function ableOf<Place>(state: State<Place>): number[] {
  return [...state.keys()].filter(
    (index) => state[index].next !== undefined && state[index].sleep !== 'asleep',
  );
}

/** Lets one process do its next operation. */
function advance<Place>(system: System<Place>, state: State<Place>, index: number): State<Place> {
  const { memory, processes } = system;
  const process = processes[index];
  const { place, trace, next, sleep } = state[index];
  if (place === undefined || next === undefined) return state;
  if (next.name === 'wait' && sleep === 'awake' && perform(next) === undefined) {
    return state.with(index, { ...state[index], sleep: 'asleep' });
  }
  const before = memory.slice();
  const { reached, trace: longer } = goOn(process.workAt(place), trace, {
    undo: () => {
      memory.set(before);
    },
    answerOf: (operation): Answer =>
      sleep === 'woken' ? 'ok' : (perform(operation) ?? 'not-equal'),
  });
  const moved = reached.isDone
    ? comeTo(process, process.placeAfter(place, reached.result))
    : {
        place,
        trace: forgetRounds(longer, reached.next),
        next: reached.next,
        sleep: 'awake' as const,
      };
  const others = next.name === 'notify' ? wake(state, next.address) : state;
  return others.with(index, moved);
}

function wake<Place>(state: State<Place>, address: number): State<Place> {
  return state.map((progress) =>
    progress.sleep === 'asleep' && progress.next?.address === address
      ? { ...progress, sleep: 'woken' }
      : progress,
  );
}

/** Who has waited begins to ask afresh: what was answered before has no bearing any more. */
function forgetRounds(trace: Trace, next: Operation): Trace {
  const hasWaited = trace.operations.at(-2)?.name === 'wait';
  const isAtStart =
    trace.operations[0].name === next.name && trace.operations[0].address === next.address;
  return hasWaited && isAtStart ? emptyTrace : trace;
}

function endOf<Place>(system: System<Place>, state: State<Place>): void {
  const asleep = [...state.keys()].filter((index) => state[index].sleep === 'asleep');
  if (asleep.length > 0)
    throw new Error(`processes ${asleep.join(', ')} sleep and nobody wakes them`);
  system.checkEnd();
}
