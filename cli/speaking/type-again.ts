/** What a person is told to type, so that it can be typed as it stands. */
import type { StoredRun } from '../../corpora/database/runs.ts';
import { inert } from '../components/inert.ts';
import type { Project } from '../project.ts';

/** A word as a shell takes it: quoted where it holds anything that a shell would read. */
export function shellQuoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${inert(word).replaceAll("'", String.raw`'\''`)}'`;
}

/** A path likewise, and never taken for an option. */
export function shellPath(path: string): string {
  return shellQuoted(path.startsWith('-') ? `./${path}` : path);
}

/** A project file and, where one was named, the run. */
export function fileWithRun(file: string, run: string | undefined): string {
  return run === undefined ? shellPath(file) : `${shellPath(file)} --run ${shellQuoted(run)}`;
}

/** The project file and, unless it is the newest, the run: "a.gibbon --run 'first try'". */
export function fileAndRun({ file, runs }: Project, run: StoredRun): string {
  return fileWithRun(file.path, runs.find().id === run.id ? undefined : run.name);
}
