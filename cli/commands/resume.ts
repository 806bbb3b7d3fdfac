import { type Command, Option } from 'commander';
import { UserError } from '../../core/errors.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import { type RunSettings, checkUnchanged } from '../../core/training/settings.ts';
import type { CheckpointSummary } from '../../corpora/database/checkpoints.ts';
import type { RunChange, StoredRun } from '../../corpora/database/runs.ts';
import { printMessage } from '../speaking/messages.ts';
import { type Project, newestCheckpoint, withProject } from '../project.ts';
import { checkMemoryFor } from '../training/check-memory.ts';
import { describeSampler } from '../training/describe-sampler.ts';
import {
  type ModelOptions,
  type StretchOptions,
  addFixedOptions,
  addStretchOptions,
  askedOf,
  flagOf,
  settingParser,
} from '../training/options.ts';
import { type Stretch, trainRun } from '../training/train-run.ts';
import { fileAndRun } from '../speaking/type-again.ts';

const examples = `
Examples:
  gibbon resume speeches.gibbon                  train the sweeps that are left
  gibbon resume speeches.gibbon --sweeps 2000    train until there are 2000 sweeps in all
  gibbon resume speeches.gibbon --run topics-50 --workers 4`;

interface ResumeOptions extends StretchOptions, Partial<ModelOptions> {
  readonly run?: string;
  readonly sweeps?: number;
  readonly otherSampler?: boolean;
}

export function addResumeCommand(program: Command): void {
  const command = program
    .command('resume <file>')
    .summary('resume a run from its last checkpoint')
    .description(
      'Resumes a run from its last checkpoint. In lockstep the result is the same, byte for ' +
        'byte, as if it had never stopped; the number of workers may differ.',
    )
    .option('--run <name>', 'name of the run (default: the newest)')
    .option(
      '-n, --sweeps <total>',
      'total number of sweeps, earlier ones included',
      settingParser('numSweeps'),
    );
  addStretchOptions(command);
  command.addOption(
    new Option('--other-sampler', 'resume with the sampler of this gibbon').hideHelp(),
  );
  addFixedOptions(command);
  command.addHelpText('after', examples).action(resume);
}

async function resume(path: string, options: ResumeOptions): Promise<void> {
  await withProject(path, { readOnly: false }, async (project) => {
    await trainRun(project, () => goOn(project, options), options);
  });
}

/** Marks the run as going on; undefined when it has all its sweeps. */
function goOn(project: Project, options: ResumeOptions): Stretch | undefined {
  const run = project.runs.find(options.run);
  checkCanGoOn(project, run, options);
  const checkpoint = newestCheckpoint(project, run);
  const numSweeps = options.sweeps ?? run.numSweeps;
  if (checkpoint && checkpoint.sweep >= numSweeps) {
    printMessage(
      `"${run.name}" has ${checkpoint.sweep} sweeps already; nothing to do. ` +
        `For more: gibbon resume ${fileAndRun(project, run)} --sweeps ${2 * checkpoint.sweep}`,
    );
    return undefined;
  }
  const source = project.corpus.trainingTokens(run.settings);
  const sampler = bestSamplerName(source.documentLengths);
  checkSampler(project, run, { ...options, sampler });
  const settings = settingsOf(run, { ...options, sampler });
  checkMemoryFor(source, settings, options.workers);
  const note = describeSampler(source.documentLengths);
  if (note !== undefined) printMessage(note);
  if (checkpoint) project.checkpoints.deleteAfter(run, checkpoint);
  project.runs.forgetMeasurementsAfter(run, checkpoint?.sweep ?? -1);
  const changes = [...run.changes, ...changesBetween(run.settings, settings, checkpoint)];
  project.runs.update(run, { state: 'running', numSweeps, settings, changes });
  return { run: project.runs.find(run.name), checkpoint };
}

/** With the sampler of here and now, which is the run's own unless another is wanted. */
function settingsOf(
  { settings }: StoredRun,
  { staleness = settings.staleness, sampler }: ResumeOptions & { sampler: string },
): RunSettings {
  return { ...settings, staleness, sampler };
}

/** What this stretch does in another way than the one before; said, and stored with the run. */
function changesBetween(
  before: RunSettings,
  now: RunSettings,
  checkpoint: CheckpointSummary | undefined,
): RunChange[] {
  const at = { sweep: checkpoint?.sweep ?? 0, step: checkpoint?.step ?? 0 };
  const changed = (['staleness', 'sampler'] as const).filter(
    (setting) => before[setting] !== now[setting],
  );
  return changed.map((setting) => {
    const [from, to] = [shown(before[setting]), shown(now[setting])];
    printMessage(`The ${setting} changes from ${from} to ${to} at sweep ${at.sweep}.`);
    return { setting, from, to, ...at };
  });
}

function shown(value: number | string): string {
  return value === Infinity ? 'inf' : String(value);
}

/** @throws {UserError} when the run's corpus or settings are not those it began with. */
function checkCanGoOn(project: Project, run: StoredRun, options: ResumeOptions): void {
  const { fingerprint } = project.corpus.summary();
  if (fingerprint !== run.fingerprint) {
    throw new UserError(
      'corpus-changed',
      `Cannot resume "${run.name}" (${project.file.path}): its corpus has changed: its ` +
        `fingerprint is ${fingerprint.slice(0, 12)}..., the run was trained on ` +
        `${run.fingerprint.slice(0, 12)}...`,
      { hint: `Train a new run on the corpus as it is now: gibbon train ${project.file.path}` },
    );
  }
  checkUnchanged(askedOf(options), run.settings, { runName: run.name, nameOf: flagOf });
}

/** @param options.sampler the one of here and now. */
function checkSampler(
  project: Project,
  run: StoredRun,
  { sampler, otherSampler }: ResumeOptions & { sampler: string },
): void {
  if (run.settings.sampler === sampler || otherSampler) return;
  throw new UserError(
    'other-sampler',
    `Cannot resume "${run.name}" (${project.file.path}): it was trained with the sampler ` +
      `${run.settings.sampler}, this gibbon has ${sampler}`,
    {
      hint:
        'Its topics can still be inspected. To continue from its last checkpoint with the sampler of ' +
        'this gibbon (as good a chain, but not the same bytes): --other-sampler',
    },
  );
}
