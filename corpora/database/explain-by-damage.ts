/** Tells errors that come from a damaged project file from those that do not. */
import type { UserError } from '../../core/errors.ts';
import { damagedFile } from './damaged-file.ts';
import { isProjectFile } from './opening-checks.ts';
import { ProjectFile } from './project-file.ts';
import { verifyProject } from './verify.ts';

/**
 * Reads the whole file, which takes a while: for errors that nobody expected.
 *
 * @param file any path.
 * @returns undefined when that is no project file, or it is whole.
 */
export function explainByDamage(error: Error, file: string): UserError | undefined {
  const found = firstProblem(file);
  return found === undefined ? undefined : damagedFile(file, found, error);
}

function firstProblem(path: string): string | undefined {
  try {
    if (!isProjectFile(path)) return undefined;
    const file = ProjectFile.open(path, { readOnly: true });
    try {
      const [problem] = verifyProject(file).problems;
      return problem && `${problem.where}: ${problem.what}`;
    } finally {
      file.close();
    }
  } catch {
    return undefined; // then the original error says more
  }
}
