/** The state of a run under way, for other workers to go on from: nothing is read from anywhere. */
import { cutCorpus } from '../corpus/grid.ts';
import { assert } from '../errors.ts';
import type { StoredState, TrainerOptions } from './shared-state.ts';

/** @param topics of each block. */
export async function carriedState(
  { source, settings: { numBlocks } }: Pick<TrainerOptions, 'source' | 'settings'>,
  at: Omit<StoredState, 'readTopics'>,
  topics: AsyncIterable<Uint16Array>,
): Promise<StoredState> {
  const { blockStarts } = cutCorpus(source, numBlocks, numBlocks);
  const ofBlocks: Uint16Array[] = [];
  for await (const ofBlock of topics) ofBlocks.push(ofBlock);
  return {
    ...at,
    readTopics: (first, end) => {
      // A block without documents begins where the next does.
      const block = blockStarts.findIndex(
        (start, at) => start === first && blockStarts[at + 1] === end,
      );
      assert(block >= 0 && block < numBlocks, `document ${first} begins a block`);
      return ofBlocks[block];
    },
  };
}
