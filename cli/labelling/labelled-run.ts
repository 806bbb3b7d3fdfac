/** Labels beside a training: what a new run could take over, and what a resumed one has. */
import { TopicNotes } from '../../corpora/database/inspection/topic-notes.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { count } from '../components/numbers.ts';
import type { Project } from '../project.ts';
import { fileAndRun } from '../speaking/type-again.ts';

/** The newest other run whose topics have labels; undefined where the run has some of its own. */
export function labelledRun({ file, runs }: Project, run: StoredRun): StoredRun | undefined {
  const hasNotes = ({ id }: StoredRun): boolean =>
    new TopicNotes(file, id, () => undefined).all().length > 0;
  if (hasNotes(run)) return undefined;
  return runs.list().find((other) => other.id !== run.id && hasNotes(other));
}

/** What to know before a run with labels goes on; undefined where it has none. */
export function labelsMayAge(project: Project, run: StoredRun): string | undefined {
  const notes = new TopicNotes(project.file, run.id, () => undefined).all();
  const named = notes.filter(([, { label, group }]) => (label ?? group) !== undefined);
  if (named.length === 0) return undefined;
  const has = named.length === 1 ? 'has a label, which stays' : 'have labels, which stay';
  return (
    `Note: ${count(named.length, 'topic')} ${has} while the words of topics change. ` +
    `Look at them again afterwards: gibbon topics ${fileAndRun(project, run)}`
  );
}
