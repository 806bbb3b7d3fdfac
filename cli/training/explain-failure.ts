/** The message when a run cannot continue: the cause, what was saved, and what to type. */
import { UserError } from '../../core/errors.ts';
import { WorkerError } from '../../core/training/worker-pool.ts';
import { explainDatabaseError } from '../../corpora/database/database-errors.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import type { Project } from '../project.ts';
import { hintOf } from '../speaking/hints.ts';
import { shellPath, shellQuoted } from '../speaking/type-again.ts';

/** An error of the world around as one that says how to continue; a fault of ours as it is. */
export function explainFailure(error: unknown, project: Project, run: StoredRun): unknown {
  const { path } = project.file;
  const cause =
    error instanceof WorkerError
      ? new UserError('worker-failed', `Cannot continue training in ${path}: ${error.message}`, {
          cause: error,
        })
      : explainDatabaseError(error, `save the run "${run.name}" in`, path);
  if (!(cause instanceof UserError) || cause === error) return error;
  return withWhatIsSaved(cause, project, run);
}

/** The same error, with how to continue the run. */
export function withWhatIsSaved(error: UserError, project: Project, run: StoredRun): UserError {
  return new UserError(error.code, error.message, {
    hint: `${hintOf(error) ?? ''}\n${whatIsSaved(project, run)}`.trim(),
    cause: error.cause ?? error,
  });
}

/** What stands in the file of a run that ended before it was saved, and how to continue. */
export function whatIsSaved({ file, checkpoints }: Project, run: StoredRun): string {
  const typed = `${shellPath(file.path)} --run ${shellQuoted(run.name)}`;
  const sweep = sweepOfNewest();
  if (sweep === undefined) {
    return `Nothing of "${run.name}" was saved yet; to begin again: gibbon resume ${typed}`;
  }
  return (
    `The checkpoint of sweep ${sweep} of "${run.name}" is whole; ` +
    `to continue from it: gibbon resume ${typed}`
  );

  function sweepOfNewest(): number | undefined {
    try {
      return checkpoints.list(run)[0]?.sweep;
    } catch {
      return undefined; // a file that cannot be read any more
    }
  }
}
