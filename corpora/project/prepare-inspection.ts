/** What is done for whoever looks at a run next, when it has ended. */
import { UserError } from '../../core/errors.ts';
import { withBreaks } from '../breaks.ts';
import { storeTables } from '../database/inspection/store-tables.ts';
import type { ProjectFile } from '../database/project-file.ts';
import type { Say } from './say.ts';

interface Preparing {
  readonly say: Say;
  /** Ends it early. */
  readonly signal: AbortSignal;
  /** Called when it takes longer than somebody who sees nothing should wait. */
  readonly onSlow?: (() => void) | undefined;
  readonly slowMs?: number;
}

/**
 * Stores the tables that an inspection needs, so that it need not wait for them; signals and screens
 * are answered meanwhile.
 */
export async function prepareInspection(
  file: ProjectFile,
  run: string,
  { say, signal, onSlow, slowMs = 2000 }: Preparing,
): Promise<void> {
  const slow = setTimeout(() => onSlow?.(), slowMs);
  try {
    await withBreaks(storeTables(file, run), signal);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof UserError)) throw error;
    say(error.message); // the run is saved all the same
  } finally {
    clearTimeout(slow);
  }
}
