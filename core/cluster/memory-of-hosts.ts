/** What each of several machines needs of memory that train one model together. */
import { type MemoryPlan, grownShare, planMemory, programBytes } from '../training/memory-plan.ts';
import type { ShapeOptions } from '../training/shared-state.ts';

export interface MemoryOfHosts {
  /** Who has the project file, sends the others their documents, and trains alone while the corpus grows. */
  readonly coordinator: MemoryPlan;
  /** Any other. */
  readonly host: MemoryPlan;
}

/** What a host keeps of its documents as they came: words, and topics to begin with. */
const bytesOfFetchedToken = 6;
/** The same on its way: kept until it is known to have been read. */
const bytesOfSentToken = 6;

/**
 * Each host has the whole table and its share of the blocks, as if all had as many workers.
 *
 * @param isBeginning whether the corpus may grow first; else the run goes on from a checkpoint.
 */
export function planMemoryOfHosts(
  options: ShapeOptions,
  { numHosts, isBeginning }: { readonly numHosts: number; readonly isBeginning: boolean },
): MemoryOfHosts {
  const { source, settings } = options;
  const alone = planMemory(options);
  if (numHosts === 1) return { coordinator: alone, host: alone };
  const numOwn = Math.ceil(settings.numBlocks / numHosts);
  const own = numOwn / settings.numBlocks;
  const grown = isBeginning ? grownShare(settings, source) : 0;
  const tokensOf = (share: number) => alone.tokenBytes * share;
  const fetched = bytesOfFetchedToken * source.numTokens * own;
  const sent = bytesOfSentToken * source.numTokens * (1 - own);
  // The memory of the growing start is given back some time after that of the whole run is taken.
  const before = grown === 0 ? 0 : alone.tableBytes + tokensOf(Math.min(own, grown));
  return {
    coordinator: planOf(alone, tokensOf(Math.max(own, grown)), alone.restBytes + sent + before),
    host: planOf(alone, tokensOf(own), programBytes(options) + fetched),
  };
}

function planOf(alone: MemoryPlan, tokenBytes: number, restBytes: number): MemoryPlan {
  return { ...alone, tokenBytes, restBytes, totalBytes: alone.tableBytes + tokenBytes + restBytes };
}
