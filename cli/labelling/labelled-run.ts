/** Finds labels that a new run could take over. */
import { TopicNotes } from '../../corpora/database/inspection/topic-notes.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import type { Project } from '../project.ts';

/** The newest other run whose topics have labels; undefined where the run has some of its own. */
export function labelledRun({ file, runs }: Project, run: StoredRun): StoredRun | undefined {
  const hasNotes = ({ id }: StoredRun): boolean =>
    new TopicNotes(file, id, () => undefined).all().length > 0;
  if (hasNotes(run)) return undefined;
  return runs.list().find((other) => other.id !== run.id && hasNotes(other));
}
