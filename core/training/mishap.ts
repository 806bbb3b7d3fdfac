/** Things that go wrong on purpose: how experiments and tests see what a run makes of them. */
import { assert } from '../errors.ts';
import { RandomStream } from '../random/stream.ts';
import type { Mishap, WorkerSetup } from './messages.ts';

/** @returns what a worker calls before each unit; nothing happens where no mishap was ordered. */
export function openMishap({ mishap, seed, worker }: WorkerSetup, firstClock: number): () => void {
  if (mishap === undefined) return () => undefined;
  const random = new RandomStream({ seed, sweep: firstClock, unit: worker });
  const happen = actionOf(mishap, worker);
  return () => {
    if (random.next() < mishap.probability) happen();
  };
}

function actionOf({ kind, milliseconds }: Mishap, worker: number): () => void {
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
      return () => process.exit(7);
    case 'exhaust':
      return () => {
        for (const taken: number[][] = []; ;)
          taken.push(new Array<number>(10_000).fill(taken.length));
      };
  }
}
