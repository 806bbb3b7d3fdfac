/** Opens a project file together with its stores. */
import { UserError } from '../core/errors.ts';
import { CheckpointStore, type CheckpointSummary } from '../corpora/database/checkpoints.ts';
import { CorpusStore } from '../corpora/database/corpus-store.ts';
import { explainDatabaseError } from '../corpora/database/database-errors.ts';
import { ProjectFile } from '../corpora/database/project-file.ts';
import { RunStore, type StoredRun } from '../corpora/database/runs.ts';
import { printMessage } from './speaking/messages.ts';

export interface Project {
  readonly file: ProjectFile;
  readonly corpus: CorpusStore;
  readonly runs: RunStore;
  readonly checkpoints: CheckpointStore;
}

/** Opens a project file, and says what a person should know of how it was found. */
export function openProjectFile(path: string, options?: { readOnly: boolean }): ProjectFile {
  const file = ProjectFile.open(path, options);
  for (const notice of file.notices) printMessage(notice);
  return file;
}

export function openProject(path: string, options: { readOnly: boolean }): Project {
  const file = openProjectFile(path, options);
  try {
    const corpus = new CorpusStore(file);
    const checkpoints = new CheckpointStore(file, corpus);
    return { file, corpus, runs: new RunStore(file), checkpoints };
  } catch (error) {
    file.close();
    throw explainDatabaseError(error, 'open', path);
  }
}

/** Opens a project file, hands it to `work`, and closes it tidily whatever happens. */
export async function withProject<Result>(
  path: string,
  options: { readOnly: boolean },
  work: (project: Project) => Promise<Result> | Result,
): Promise<Result> {
  const project = openProject(path, options);
  try {
    return await work(project);
  } catch (error) {
    throw explainDatabaseError(error, options.readOnly ? 'read' : 'work in', path);
  } finally {
    project.file.close();
  }
}

/** The newest whole checkpoint of a run; says so when a newer one is damaged. */
export function newestCheckpoint(project: Project, run: StoredRun): CheckpointSummary | undefined {
  return project.checkpoints.newestWhole(run, (damaged, reason) => {
    printMessage(
      `The checkpoint of sweep ${damaged.sweep} of "${run.name}" is damaged (${reason}); ` +
        'using the one before it.',
    );
  });
}

/**
 * The newest whole checkpoint of a run, for those who cannot do without.
 *
 * @throws {UserError} when the run has none yet.
 */
export function checkpointOf(project: Project, run: StoredRun): CheckpointSummary {
  const checkpoint = newestCheckpoint(project, run);
  if (checkpoint !== undefined) return checkpoint;
  throw new UserError(
    'no-checkpoint',
    `Cannot read the run "${run.name}" (${project.file.path}): it has no checkpoint yet`,
    { hint: 'Train until the first one is written.', details: { run: run.name } },
  );
}
