/** Opens a project file to inspect a run. */
import path from 'node:path';
import type { Inspection } from '../../core/inspection/inspection.ts';
import type { LongWork } from '../../core/inspection/long-work.ts';
import { ProjectInspection } from '../database/inspection/project-inspection.ts';
import { openForNotes } from '../database/open-for-notes.ts';
import { ProjectFile } from '../database/project-file.ts';
import type { Say } from './say.ts';

/**
 * The newest checkpoint of a run, ready for questions.
 *
 * @param run its name; the newest run by default.
 * @param how.work tells of what takes long, opening included.
 * @param how.readOnly nothing is written: no labels, and no tables for the next time.
 * @throws {UserError} when there is no such file or run, or nothing has been saved yet.
 */
export function openInspection(
  file: string,
  run: string | undefined,
  say: Say,
  { work, readOnly = false }: { readonly work?: LongWork; readonly readOnly?: boolean } = {},
): Inspection {
  const project = readOnly ? ProjectFile.open(file, { readOnly }) : openForNotes(file);
  for (const notice of project.notices) say(notice);
  try {
    return new ProjectInspection(project, { fileName: path.basename(file), run, say, work });
  } catch (error) {
    project.close();
    throw error;
  }
}
