/**
 * Stops real code at every atomic operation, in one thread: while `Atomics` is replaced, a piece of
 * code runs up to its next operation, and is thrown out of there. To go on it is run again from its
 * beginning, with the answers that it has had; what it then does again to memory is undone before
 * the operation is done. So nothing of what is tested is written for the test.
 */
import { assert } from '../../core/errors.ts';

type Cells = Int32Array;
type Name = 'load' | 'store' | 'add' | 'sub' | 'exchange' | 'compareExchange' | 'wait' | 'notify';

export interface Operation {
  readonly name: Name;
  /** Byte address of the cell: two operations on different cells have no bearing on each other. */
  readonly address: number;
  readonly cells: Cells;
  readonly index: number;
  readonly values: readonly number[];
}

export type Answer = number | 'ok' | 'not-equal';

/** What has been done of a piece of code: enough to bring it back to where it is. */
export interface Trace {
  readonly operations: readonly Operation[];
  readonly answers: readonly Answer[];
}

export const emptyTrace: Trace = { operations: [], answers: [] };

export type Reached =
  | { readonly isDone: false; readonly next: Operation }
  | { readonly isDone: true; readonly result: unknown };

/** Thrown through the code under test, which catches nothing; always the same, for speed. */
const stop = new Error('stopped at an atomic operation');
let stoppedAt: Operation | undefined;

function stopAt(operation: Operation): never {
  stoppedAt = operation;
  throw stop;
}

const real = globalThis.Atomics;

/** Runs a piece of code up to its first operation, or to its end when it has none. */
export function enter(work: () => unknown): Reached {
  return runWith(stopAt, work);
}

/**
 * Does one operation more, and runs on up to the one behind it.
 *
 * @param undo puts memory back to what it was before this call.
 * @param answerOf does the operation.
 */
export function goOn(
  work: () => unknown,
  trace: Trace,
  { undo, answerOf }: { undo: () => void; answerOf: (operation: Operation) => Answer },
): { reached: Reached; trace: Trace } {
  let position = 0;
  let extended = trace;
  const reached = runWith((operation) => {
    const place = position++;
    if (place < trace.operations.length) {
      assert(isSame(operation, trace.operations[place]), 'run again, the code takes another way');
      return trace.answers[place];
    }
    if (place > trace.operations.length) stopAt(operation);
    undo();
    const answer = answerOf(operation);
    extended = {
      operations: [...trace.operations, operation],
      answers: [...trace.answers, answer],
    };
    return answer;
  }, work);
  return { reached, trace: extended };
}

/** @returns undefined for a wait that has to wait. */
export function perform({ name, cells, index, values }: Operation): Answer | undefined {
  const [a, b] = values;
  switch (name) {
    case 'load':
      return real.load(cells, index);
    case 'store':
      return real.store(cells, index, a);
    case 'add':
      return real.add(cells, index, a);
    case 'sub':
      return real.sub(cells, index, a);
    case 'exchange':
      return real.exchange(cells, index, a);
    case 'compareExchange':
      return real.compareExchange(cells, index, a, b);
    case 'wait':
      return real.load(cells, index) === a ? undefined : 'not-equal';
    case 'notify':
      return 0; // who waits is known outside
  }
}

export function isWrite({ name }: Operation): boolean {
  return name !== 'load' && name !== 'wait';
}

function isSame(a: Operation, b: Operation): boolean {
  return a.name === b.name && a.address === b.address && a.values[0] === b.values[0];
}

let answerer: (operation: Operation) => Answer = stopAt;

function answering(name: Name) {
  return (cells: Cells, index: number, ...values: number[]) =>
    answerer({ name, cells, index, values, address: cells.byteOffset + 4 * index });
}

const simulated = {
  load: answering('load'),
  store: answering('store'),
  add: answering('add'),
  sub: answering('sub'),
  exchange: answering('exchange'),
  compareExchange: answering('compareExchange'),
  wait: answering('wait'),
  notify: answering('notify'),
} as unknown as typeof Atomics;

function runWith(answer: (operation: Operation) => Answer, work: () => unknown): Reached {
  answerer = answer;
  globalThis.Atomics = simulated;
  try {
    return { isDone: true, result: work() };
  } catch (error) {
    if (error !== stop || stoppedAt === undefined) throw error;
    return { isDone: false, next: stoppedAt };
  } finally {
    globalThis.Atomics = real;
  }
}
