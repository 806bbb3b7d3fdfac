/** Whether the runs of a search that a project file has already are what the search would train. */
import { UserError } from '../../core/errors.ts';
import { type FixedSetting, changedSetting } from '../../core/training/unchanged-settings.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import type { Project } from '../project.ts';
import { shellPath, shellQuoted } from '../speaking/type-again.ts';
import { flagOf } from '../training/options.ts';
import type { PlannedRun } from './train-all.ts';

/**
 * A run is known by its name: one that was trained otherwise would be measured as if it were of the search.
 *
 * @throws {UserError} when a run has the name of one of the search, and other settings.
 */
export function checkStored({ file, runs }: Project, plan: readonly PlannedRun[]): void {
  const stored = new Map(runs.list().map((run) => [run.name, run.settings]));
  for (const { name, settings } of plan) {
    const found = stored.get(name);
    const difference = found && differenceOf(settings, found);
    if (difference === undefined) continue;
    throw new UserError(
      'run-name-taken',
      `Cannot search (${file.path}): its run "${name}" was trained ${difference}`,
      {
        hint: `Give it another name: gibbon runs ${shellPath(file.path)} --rename ${shellQuoted(name)} OTHER`,
      },
    );
  }
}

/** "with --hold-out 0.3; --hold-out 0.1 was expected". */
function differenceOf(planned: RunSettings, found: RunSettings): string | undefined {
  if (found.seedWords !== undefined) return 'with --seed-words; none were expected';
  if (found.covariates !== undefined) return 'with --covariates; none were expected';
  // Neither changes what is measured.
  const { numBlocks: _, measureEvery: __, ...decisive } = planned;
  const changed = changedSetting(decisive, found);
  if (changed === undefined) return undefined;
  const { setting, value, stored } = changed;
  return `with ${said(setting, stored)}; ${said(setting, value)} was expected`;
}

function said(setting: FixedSetting, value: number | string): string {
  return `${flagOf(setting)} ${value}`;
}
