/** How many runs a project file holds. */
import { ProjectFile } from './project-file.ts';
import { checkNobodyTrains } from './training-lock.ts';

/**
 * How many runs would be lost with a project file.
 *
 * @throws {UserError} when one of them is being trained.
 */
export function countRuns(file: string): number {
  const project = ProjectFile.open(file, { readOnly: true });
  try {
    checkNobodyTrains(project, { what: 'replace' });
    const count = project.database.prepare<[], number>('SELECT count(*) FROM runs').pluck().get();
    return count ?? 0;
  } finally {
    project.close();
  }
}
