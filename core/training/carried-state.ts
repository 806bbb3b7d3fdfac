/** The state of a run under way, for other workers to go on from: nothing is read from anywhere. */
import { cutCorpus } from '../corpus/grid.ts';
import { assert } from '../errors.ts';
import type { StoredState, TrainerOptions } from './shared-state.ts';

/** @param topics of each block. */
export function carriedState(
  { source, settings: { numBlocks } }: Pick<TrainerOptions, 'source' | 'settings'>,
  at: Omit<StoredState, 'readTopics'>,
  topics: Iterable<Uint16Array>,
): StoredState {
  const { blockStarts } = cutCorpus(source, numBlocks, numBlocks);
  const ofBlocks = [...topics];
  return {
    ...at,
    readTopics: (first) => {
      const block = blockStarts.indexOf(first);
      assert(block >= 0 && block < numBlocks, `document ${first} begins a block`);
      return ofBlocks[block];
    },
  };
}
