/** Marks a stored run as resumed from its newest whole checkpoint. */
import { UserError } from '../../core/errors.ts';
import { bestSamplerName, canResumeWith } from '../../core/sampler/open.ts';
import { checkCovariates } from '../../core/training/check-settings.ts';
import { type RunSettings, checkSetting, defaultSettings } from '../../core/training/settings.ts';
import { type FixedSetting, checkUnchanged } from '../../core/training/unchanged-settings.ts';
import type { CheckpointSummary } from '../database/checkpoints.ts';
import type { RunChange, StoredRun } from '../database/runs.ts';
import { gibbonVersion } from '../version.ts';
import type { ResumeChoices } from './resume-choices.ts';
import type { Say } from './say.ts';
import { type Stores, newestCheckpoint } from './stores.ts';

/** What is to be trained: a run, and where it goes on. */
export interface Stretch {
  readonly run: StoredRun;
  /** Absent when it begins. */
  readonly checkpoint?: CheckpointSummary | undefined;
  /** Whether it has all its sweeps already: then nothing was changed, and nothing is to be done. */
  readonly isComplete?: boolean;
}

export interface ResumeHooks {
  readonly say: Say;
  /** What the caller calls a setting, for messages. */
  readonly nameOf?: (setting: FixedSetting) => string;
  /** Called before anything is changed; may refuse. */
  readonly check: (run: ResumedRun) => void;
}

interface ResumedRun {
  readonly name: string;
  readonly settings: RunSettings;
  /** It was left before there was a checkpoint. */
  readonly isBeginning: boolean;
}

/** @throws {UserError} when there is no such run, or it cannot go on like this. */
export function resumeRun(stores: Stores, choices: ResumeChoices, hooks: ResumeHooks): Stretch {
  const { runs, checkpoints } = stores;
  const run = runs.find(choices.run);
  checkCanGoOn(stores, run, choices, hooks);
  const checkpoint = newestCheckpoint(stores, run, hooks.say);
  const { numSweeps, autoSweeps } = sweepsOf(run, choices, checkpoint);
  if (checkpoint && checkpoint.sweep >= numSweeps) return { run, checkpoint, isComplete: true };
  const sampler = samplerOf(stores, run, choices);
  const { staleness = run.settings.staleness } = choices;
  const settings = { ...run.settings, staleness, sampler, autoSweeps };
  checkCovariates(settings);
  hooks.check({ name: run.name, settings, isBeginning: checkpoint === undefined });
  if (checkpoint) checkpoints.deleteAfter(run, checkpoint);
  runs.forgetMeasurementsAfter(run, checkpoint?.sweep ?? -1);
  const version = gibbonVersion();
  const changes = changesBetween(
    { ...run.settings, version: run.version ?? version, sweeps: sweepsSaid(run) },
    { ...settings, version, sweeps: sweepsSaid({ settings, numSweeps }) },
    checkpoint,
  );
  for (const { setting, from, to, sweep } of changes) {
    if (setting === 'sweeps') continue; // asked for, and shown all the time
    hooks.say(`The ${setting} changes from ${from} to ${to} at sweep ${sweep}.`);
  }
  runs.update(run, {
    state: 'running',
    numSweeps,
    settings,
    version,
    changes: [...run.changes, ...changes],
  });
  return { run: runs.find(run.name), checkpoint };
}

/** Where it ends, and whether by itself: as before, unless something else is asked for. */
function sweepsOf(
  run: StoredRun,
  { numSweeps: asked }: ResumeChoices,
  checkpoint: CheckpointSummary | undefined,
): Pick<RunSettings, 'autoSweeps'> & { readonly numSweeps: number } {
  const { autoSweeps } = run.settings;
  if (typeof asked === 'number') return { numSweeps: asked, autoSweeps: undefined };
  if (asked === undefined || autoSweeps) return { numSweeps: run.numSweeps, autoSweeps };
  const { mostSweeps: most } = defaultSettings;
  return { numSweeps: most, autoSweeps: { most, after: checkpoint?.sweep ?? 0 } };
}

function sweepsSaid({
  settings,
  numSweeps,
}: Pick<StoredRun, 'settings' | 'numSweeps'>): number | string {
  return settings.autoSweeps === undefined ? numSweeps : 'auto';
}

/** What this stretch does differently from the one before; stored with the run. */
function changesBetween(
  before: Record<RunChange['setting'], number | string>,
  now: Record<RunChange['setting'], number | string>,
  checkpoint: CheckpointSummary | undefined,
): RunChange[] {
  const at = { sweep: checkpoint?.sweep ?? 0, step: checkpoint?.step ?? 0 };
  return (['staleness', 'sampler', 'version', 'sweeps'] as const)
    .filter((setting) => before[setting] !== now[setting])
    .map((setting) => ({ setting, from: shown(before[setting]), to: shown(now[setting]), ...at }));
}

function shown(value: number | string): string {
  return value === Infinity ? 'inf' : String(value);
}

/** @throws {UserError} when the run's corpus or settings are not those it began with. */
function checkCanGoOn(
  { file, corpus }: Stores,
  run: StoredRun,
  { fixed = {}, numSweeps, staleness }: ResumeChoices,
  { nameOf }: ResumeHooks,
): void {
  if (numSweeps !== undefined && numSweeps !== 'auto') checkSetting('numSweeps', numSweeps);
  if (staleness !== undefined) checkSetting('staleness', staleness);
  const { fingerprint } = corpus.summary();
  if (fingerprint !== run.fingerprint) {
    throw new UserError(
      'corpus-changed',
      `Cannot resume "${run.name}" (${file.path}): its corpus has changed: its ` +
        `fingerprint is ${fingerprint.slice(0, 12)}..., the run was trained on ` +
        `${run.fingerprint.slice(0, 12)}...`,
      { hint: 'Train a new run on the corpus as it is now.', details: { file: file.path } },
    );
  }
  checkUnchanged(fixed, run.settings, { runName: run.name, nameOf });
}

/** The run's own, if this gibbon has it and this machine can run it; another if it is wanted. */
function samplerOf(
  { file, corpus }: Stores,
  run: StoredRun,
  { otherSampler }: ResumeChoices,
): string {
  const { documentLengths } = corpus.trainingTokens(run.settings);
  const sampler = bestSamplerName(documentLengths);
  if (otherSampler) return sampler;
  if (canResumeWith(run.settings.sampler, documentLengths)) return run.settings.sampler;
  throw new UserError(
    'other-sampler',
    `Cannot resume "${run.name}" (${file.path}): it was trained with the sampler ` +
      `${run.settings.sampler}, this gibbon has ${sampler}`,
    {
      hint:
        'Its topics can still be inspected. It can continue from its last checkpoint with the other ' +
        'sampler if you ask for it: the topics are as good, but not the same bytes.',
    },
  );
}
