/** Jobs in parts that the workers deal among themselves: whoever is done with one takes the next. */
import type { StaleClocks } from '../parameter-server/clocks.ts';
import { shardOf } from '../parameter-server/rotation.ts';
import type { WorkerSetup } from './messages.ts';

/** The parts of a job that this worker is dealt. */
export function* dealt(clocks: StaleClocks, numParts: number): Generator<number> {
  for (;;) {
    const part = clocks.deal();
    if (part >= numParts) return;
    yield part;
  }
}

/** All ranges; where other hosts have blocks too, those that the blocks of this one hold. */
export function rangesHere(
  { numBlocks, numRanges, blocks }: Pick<WorkerSetup, 'numBlocks' | 'numRanges' | 'blocks'>,
  clocks: StaleClocks,
): number[] {
  const all = Array.from({ length: numRanges }, (_, range) => range);
  const numHere = blocks.end - blocks.first;
  if (numHere === numBlocks) return all;
  const clock = clocks.slowest(0);
  return all.slice(0, numHere).map((index) => shardOf(blocks.first + index, clock, numBlocks));
}
