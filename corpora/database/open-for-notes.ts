/** Opens a project file for inspection. */
import { UserError } from '../../core/errors.ts';
import { ProjectFile } from './project-file.ts';

/**
 * For writing, so that labels and tables can be kept; for reading where that is not allowed.
 *
 * @throws {UserError} when there is no such file, or it cannot be read.
 */
export function openForNotes(file: string): ProjectFile {
  try {
    return ProjectFile.open(file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return ProjectFile.open(file, { readOnly: true });
  }
}
