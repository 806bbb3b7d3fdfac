import { ProjectFile } from './project-file.ts';

/** How many runs a project file holds. */
export function countRuns(file: string): number {
  const project = ProjectFile.open(file, { readOnly: true });
  try {
    const count = project.database.prepare<[], number>('SELECT count(*) FROM runs').pluck().get();
    return count ?? 0;
  } finally {
    project.close();
  }
}
