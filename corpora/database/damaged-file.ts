/** The error for a damaged project file. */
import { UserError } from '../../core/errors.ts';

/** What was read is not as it was written, or cannot have been written by gibbon. */
export function damagedFile(path: string, what: string, cause?: unknown): UserError {
  return new UserError('file-damaged', `Cannot read ${path}: it is damaged: ${what}`, {
    hint: 'Restore it from a copy, or import the texts again.',
    cause,
  });
}
