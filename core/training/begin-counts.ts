/** What the counts of a run begin with, before workers sample. */
import type { Grid } from '../corpus/grid.ts';
import type { ParameterServer } from '../parameter-server/server.ts';
import { addSeedTokens, seedTotals } from '../priors/seed-words.ts';
import type { TokenLayout } from '../sampler/layout.ts';
import type { RunSettings } from './settings.ts';
import { type StoredState, type TrainerOptions, clockOf } from './trainer-options.ts';

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
