/** What is done for whoever looks at a run next, when it has ended. */
import { UserError } from '../../core/errors.ts';
import { withBreaks } from '../breaks.ts';
import { storeTables } from '../database/inspection/store-tables.ts';
import type { ProjectFile } from '../database/project-file.ts';
import type { Say } from './say.ts';

/**
 * Stores the tables that an inspection needs, so that it need not wait for them; signals and screens
 * are answered meanwhile.
 *
 * @param how.signal ends it early.
 */
export async function prepareInspection(
  file: ProjectFile,
  run: string,
  { say, signal }: { readonly say: Say; readonly signal: AbortSignal },
): Promise<void> {
  try {
    await withBreaks(storeTables(file, run), signal);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof UserError)) throw error;
    say(error.message); // the run is saved all the same
  }
}
