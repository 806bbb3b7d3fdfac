/** What to say before training where more workers are wanted than can work. */
import type { RunSettings } from '../../core/training/settings.ts';

/** Of a smaller corpus more blocks would only make it slower (core/corpus/grid.ts). */
const fewestTokens = 1_000_000;

export function describeUnusedWorkers(
  { staleness, numBlocks }: Pick<RunSettings, 'staleness' | 'numBlocks'>,
  { numTokens, numWorkers }: { numTokens: number; numWorkers: number },
): string | undefined {
  if (staleness > 0 || numWorkers <= numBlocks || numTokens < fewestTokens) return undefined;
  return (
    `${numBlocks} of ${numWorkers} workers will work: in lockstep each needs a block of documents, ` +
    `and there are ${numBlocks}. A new run with --blocks ${numWorkers} would use them all.`
  );
}
