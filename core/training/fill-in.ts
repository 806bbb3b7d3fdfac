/** Lays out the corpus in shared memory, and counts what is known of its topics, before workers start. */
import type { Grid } from '../corpus/grid.ts';
import type { Rows } from '../memory/rows.ts';
import type { ParameterServer } from '../parameter-server/server.ts';
import { addSeedTokens, seedTotals } from '../priors/seed-words.ts';
import { type TokenLayout, isTopic } from '../sampler/layout.ts';
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

/**
 * Lays out block after block; seed tokens, and assignments that are given, are counted into the
 * server's rows.
 */
export async function fillIn(
  options: TrainerOptions,
  { grid, server, layout }: { grid: Grid; server: ParameterServer; layout: TokenLayout },
): Promise<void> {
  const { settings, start, share } = options;
  const { seedWords = [] } = settings;
  await layBlocks(options, { grid, server, layout });
  const joined = start === undefined ? undefined : await share?.join(server.rows, grid);
  addSeedTokens(seedWords, server.rows, grid);
  if (start === undefined && seedWords.length === 0) return;
  const lagged = laggedTotalsOf(start, settings);
  if (joined === undefined) {
    server.sumUp(clockOf(start, settings), lagged);
    return;
  }
  layout.occupyRows(server.rows, { first: 0, end: server.rows.numRows });
  server.useTotals(clockOf(start, settings), withSeeds(joined, settings), lagged);
}

async function layBlocks(
  options: TrainerOptions,
  { grid, server, layout }: { grid: Grid; server: ParameterServer; layout: TokenLayout },
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
    if (topics !== undefined) {
      countTopics({ words, topics, numTopics: options.settings.numTopics }, server.rows, grid);
    }
    onProgress?.((block + 1 - own.first) / (own.end - own.first));
  }
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

function countTopics(
  { words, topics, numTopics }: { words: Uint32Array; topics: Uint16Array; numTopics: number },
  rows: Rows,
  { rowOfWord }: Grid,
): void {
  for (let token = 0; token < words.length; token++) {
    if (!isTopic(topics[token], numTopics)) continue;
    rows.add(rowOfWord[words[token]], topics[token], 1);
  }
}
