/** Lays out the corpus in shared memory, and what the counts begin with, before workers sample. */
import type { Grid } from '../corpus/grid.ts';
import type { ParameterServer } from '../parameter-server/server.ts';
import { addSeedTokens, seedTotals } from '../priors/seed-words.ts';
import type { TokenLayout } from '../sampler/layout.ts';
import type { RunSettings } from './settings.ts';
import {
  type OwnBlocks,
  type StoredState,
  type TrainerOptions,
  clockOf,
} from './trainer-options.ts';
import { untilOthersRan } from './until-others-ran.ts';

/** The blocks of this process: all, unless other hosts have theirs. */
export function blocksOf({ share }: TrainerOptions, grid: Grid): OwnBlocks {
  return share?.blocks ?? { first: 0, end: grid.numBlocks };
}

/** Lays out block after block, with a break after each. */
export async function layBlocks(
  options: TrainerOptions,
  { grid, layout }: { grid: Grid; layout: TokenLayout },
): Promise<void> {
  const { source, start, signal, onProgress } = options;
  const own = blocksOf(options, grid);
  for (let block = 0; block < grid.numBlocks; block++) {
    if (block < own.first || block >= own.end) {
      layout.skipBlock(block);
      continue;
    }
    if (block > own.first) await untilOthersRan();
    signal?.throwIfAborted();
    const first = grid.blockStarts[block];
    const end = grid.blockStarts[block + 1];
    const words = source.readWords(first, end);
    const topics = start?.readTopics(first, end);
    layout.layBlock({ block, words, topics });
    onProgress?.((block + 1 - own.first) / (own.end - own.first));
  }
}

/**
 * Gives the server what it begins with beside the counted topics of this process: rows and totals of other
 * hosts, and seed tokens.
 *
 * @param counted topic totals of this process.
 */
export async function beginCounts(
  options: TrainerOptions,
  { grid, server, layout }: { grid: Grid; server: ParameterServer; layout: TokenLayout },
  counted: Int32Array,
): Promise<void> {
  const { settings, start, share } = options;
  const { seedWords = [] } = settings;
  const joined = start === undefined ? undefined : await share?.join(server.rows, grid);
  addSeedTokens(seedWords, server.rows, grid);
  if (joined !== undefined) {
    layout.occupyRows(server.rows, { first: 0, end: server.rows.numRows });
  }
  server.useTotals(
    clockOf(start, settings),
    withSeeds(joined ?? counted, settings),
    laggedTotalsOf(start, settings),
  );
}

/** As the server has them: a checkpoint holds tokens only. */
function laggedTotalsOf(
  start: StoredState | undefined,
  settings: RunSettings,
): Int32Array | undefined {
  return start?.laggedTotals && withSeeds(start.laggedTotals, settings);
}

function withSeeds(totals: Int32Array, { seedWords = [], numTopics }: RunSettings): Int32Array {
  const seeds = seedTotals(seedWords, numTopics);
  return totals.map((count, topic) => count + (seeds[topic] ?? 0));
}
