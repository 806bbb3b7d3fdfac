/** Opens a run of a project file for a report. */
import { CheckpointStore } from '../database/checkpoints.ts';
import { CorpusStore } from '../database/corpus-store.ts';
import type { Say } from '../database/inspection/looked-at.ts';
import { ProjectInspection } from '../database/inspection/project-inspection.ts';
import type { ProjectFile } from '../database/project-file.ts';
import { RunStore, type StoredRun } from '../database/runs.ts';

/** Where everything in a report comes from. */
export interface ReportSource {
  readonly inspection: ProjectInspection;
  readonly corpus: CorpusStore;
  readonly checkpoints: CheckpointStore;
  readonly runs: RunStore;
  readonly run: StoredRun;
}

/** @throws {UserError} when there is no such run, or it has no checkpoint. */
export function openReportSource(
  file: ProjectFile,
  { run, say }: { run: string | undefined; say: Say },
): ReportSource {
  const inspection = new ProjectInspection(file, { fileName: '', run, say });
  const corpus = new CorpusStore(file);
  const runs = new RunStore(file);
  return {
    inspection,
    corpus,
    checkpoints: new CheckpointStore(file, corpus, say),
    runs,
    run: runs.find(inspection.run.name),
  };
}
