/** Opens a project file for a command: what a person should know of it is printed. */
import { explainDatabaseError } from '../corpora/database/database-errors.ts';
import { openForNotes } from '../corpora/database/open-for-notes.ts';
import { isProjectFile } from '../corpora/database/opening-checks.ts';
import { ProjectFile } from '../corpora/database/project-file.ts';
import { type Stores, openStores } from '../corpora/project/stores.ts';
import { printMessage } from './speaking/messages.ts';

export type Project = Stores;

/**
 * Opens a project file, and says what a person should know of how it was found.
 *
 * @param access what is made for looking can be kept in it, if that is possible; or nothing.
 */
export function openProjectFile(path: string, access: 'look' | 'read-only'): ProjectFile {
  const file = access === 'look' ? openForNotes(path) : ProjectFile.open(path, { readOnly: true });
  for (const notice of file.notices) printMessage(notice);
  return file;
}

/** Says how a project file was found, if there is one, that a command is about to change or to replace. */
export function sayHowFound(path: string): void {
  if (isProjectFile(path)) openProjectFile(path, 'read-only').close();
}

/** Opens a project file, hands it to `work`, and closes it tidily whatever happens. */
export async function withProject<Result>(
  path: string,
  options: { readOnly: boolean },
  work: (project: Project) => Promise<Result> | Result,
): Promise<Result> {
  const project = openStores(path, { ...options, say: printMessage });
  try {
    return await work(project);
  } catch (error) {
    throw explainDatabaseError(error, options.readOnly ? 'read' : 'work in', path);
  } finally {
    project.file.close();
  }
}
