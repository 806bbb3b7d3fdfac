/** Opens a project file together with its stores. */
import { CheckpointStore, type CheckpointSummary } from '../corpora/database/checkpoints.ts';
import { CorpusStore } from '../corpora/database/corpus-store.ts';
import { ProjectFile } from '../corpora/database/project-file.ts';
import { RunStore, type StoredRun } from '../corpora/database/runs.ts';
import { printMessage } from './messages.ts';

export interface Project {
  readonly file: ProjectFile;
  readonly corpus: CorpusStore;
  readonly runs: RunStore;
  readonly checkpoints: CheckpointStore;
}

export function openProject(path: string, options: { readOnly: boolean }): Project {
  const file = ProjectFile.open(path, options);
  const corpus = new CorpusStore(file);
  return {
    file,
    corpus,
    runs: new RunStore(file),
    checkpoints: new CheckpointStore(file, corpus),
  };
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
