/** Opens a project file to inspect a run. */
import type { Inspection } from '../../core/inspection/inspection.ts';
import { openInspection as openWith } from '../../corpora/project/open-inspection.ts';
import { printMessage } from '../speaking/messages.ts';

/**
 * The newest checkpoint of a run, ready for questions; what a person should know is printed.
 *
 * @param run its name; the newest run by default.
 * @throws {UserError} when there is no such file or run, or nothing has been saved yet.
 */
export function openInspection(file: string, run?: string): Inspection {
  return openWith(file, run, printMessage);
}
