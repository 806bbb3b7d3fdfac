/** Things that go wrong on purpose: how experiments and tests see what a run makes of them. */
import { assert } from '../errors.ts';
import { RandomStream } from '../random/stream.ts';
import type { WorkerSetup } from './messages.ts';

/** @returns what a worker calls before each unit; nothing happens where no mishap was ordered. */
export function openMishap({ mishap, seed, worker }: WorkerSetup, firstClock: number): () => void {
  if (mishap === undefined) return () => undefined;
  const random = new RandomStream({ seed, sweep: firstClock, unit: worker });
  const cell = new Int32Array(new SharedArrayBuffer(4)); // nobody ever wakes it
  return () => {
    if (random.next() >= mishap.probability) return;
    assert(mishap.kind !== 'throw', `worker ${worker} was ordered to fail`);
    Atomics.wait(cell, 0, 0, mishap.milliseconds);
  };
}
