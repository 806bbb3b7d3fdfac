/** A project file together with its stores. */
import { UserError } from '../../core/errors.ts';
import { CheckpointStore, type CheckpointSummary } from '../database/checkpoints.ts';
import { CorpusStore } from '../database/corpus-store.ts';
import { explainDatabaseError } from '../database/database-errors.ts';
import { ProjectFile } from '../database/project-file.ts';
import type { Say } from './say.ts';
import { RunStore, type StoredRun } from '../database/runs.ts';

export interface Stores {
  readonly file: ProjectFile;
  readonly corpus: CorpusStore;
  readonly runs: RunStore;
  readonly checkpoints: CheckpointStore;
}

/** @throws {UserError} when there is no such file, or it is no project file, or damaged. */
export function openStores(path: string, options: { readOnly: boolean; say: Say }): Stores {
  const file = ProjectFile.open(path, options);
  for (const notice of file.notices) options.say(notice);
  try {
    return storesOf(file, options.say);
  } catch (error) {
    file.close();
    throw explainDatabaseError(error, 'open', path);
  }
}

/** The stores of an open file; one that is still to get its name has them, too. */
export function storesOf(file: ProjectFile, say?: Say): Stores {
  const corpus = new CorpusStore(file);
  const checkpoints = new CheckpointStore(file, corpus, say);
  return { file, corpus, runs: new RunStore(file), checkpoints };
}

/** The newest whole checkpoint of a run; says so when a newer one is damaged. */
export function newestCheckpoint(
  { checkpoints }: Pick<Stores, 'checkpoints'>,
  run: StoredRun,
  say: Say,
): CheckpointSummary | undefined {
  return checkpoints.newestWhole(run, (damaged, reason) => {
    say(
      `The checkpoint of sweep ${damaged.sweep} of "${run.name}" is damaged (${reason}); ` +
        'using the one before it.',
    );
  });
}

/**
 * Does `work` on the newest whole checkpoint of a run, which stays there meanwhile, whoever trains: all that
 * it reads is of one moment. Nothing may be written in it.
 *
 * @throws {UserError} when the run has no checkpoint yet.
 */
export function readNewest<Result>(
  stores: Pick<Stores, 'file' | 'checkpoints'>,
  run: StoredRun,
  say: Say,
  work: (checkpoint: CheckpointSummary) => Result,
): Result {
  return stores.file.read(() => {
    const checkpoint = newestCheckpoint(stores, run, say);
    if (checkpoint !== undefined) return work(checkpoint);
    throw new UserError(
      'no-checkpoint',
      `Cannot read the run "${run.name}" (${stores.file.path}): it has no checkpoint yet`,
      { hint: 'Train until the first one is written.', details: { run: run.name } },
    );
  });
}
