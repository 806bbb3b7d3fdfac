/** The beginning of a run in a project file. */
import type { NewRun, StoredRun } from '../database/runs.ts';
import type { SeedTopic } from '../text/seed-topics.ts';
import type { Say } from './say.ts';
import { labelSeedTopics } from './seed-words.ts';
import type { Stores } from './stores.ts';

/** A run that its corpus allows. */
export interface PlannedRun {
  readonly run: NewRun;
  readonly seedTopics: readonly SeedTopic[];
}

/** The run as it stands in the file, with the names of seed words as labels: both, or neither. */
export function beginRun(
  { file, runs }: Pick<Stores, 'file' | 'runs'>,
  { run, seedTopics }: PlannedRun,
  say: Say,
): StoredRun {
  return file.write(() => {
    const begun = runs.create(run);
    labelSeedTopics({ file }, { run: begun, topics: seedTopics, say });
    return begun;
  });
}
