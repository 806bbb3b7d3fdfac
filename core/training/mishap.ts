/** Faults injected on purpose, for experiments and tests. */
import { assert } from '../errors.ts';
import { RandomStream } from '../random/stream.ts';
import type { Mishap, WorkerSetup } from './messages.ts';

interface Circumstances {
  /** The clock at which the worker starts: a resumed run does not repeat the first one's draws. */
  readonly firstClock: number;
  /** Ends the worker's thread at once, with no message to anybody. */
  readonly endThread: () => never;
}

/** @returns what a worker calls before each unit; undefined where no mishap was ordered. */
export function openMishap(
  { mishap, seed, worker }: WorkerSetup,
  { firstClock, endThread }: Circumstances,
): (() => void) | undefined {
  if (mishap === undefined) return undefined;
  const random = new RandomStream({ seed, sweep: firstClock, unit: worker });
  const happen = actionOf(mishap, { worker, endThread });
  return () => {
    if (random.next() < mishap.probability) happen();
  };
}

function actionOf(
  { kind, milliseconds }: Mishap,
  { worker, endThread }: { worker: number; endThread: () => never },
): () => void {
  switch (kind) {
    case 'sleep': {
      const cell = new Int32Array(new SharedArrayBuffer(4)); // nobody ever wakes it
      return () => void Atomics.wait(cell, 0, 0, milliseconds);
    }
    case 'throw':
      return () => {
        assert(false, `worker ${worker} was ordered to fail`);
      };
    case 'exit':
      return endThread;
    case 'exhaust':
      return () => {
        for (const taken: number[][] = []; ;)
          taken.push(new Array<number>(10_000).fill(taken.length));
      };
  }
}
