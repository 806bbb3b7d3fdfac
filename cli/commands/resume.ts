/** `gibbon resume`: continues a run from its last checkpoint. */
import { isDeepStrictEqual } from 'node:util';
import { type Command, Option } from 'commander';
import { termsOf } from '../../core/covariates/describe.ts';
import { UsageError } from '../../core/errors.ts';
import { featuresOfRun, newDesign } from '../../corpora/covariates/run-features.ts';
import { type Stretch, resumeRun } from '../../corpora/project/resume-run.ts';
import { addServerOptions } from '../cluster/options.ts';
import { printMessage } from '../speaking/messages.ts';
import { type Project, withProject } from '../project.ts';
import { labelsMayAge } from '../labelling/labelled-run.ts';
import { checkMemoryFor } from '../training/check-memory.ts';
import { describeSampler } from '../training/describe-sampler.ts';
import {
  type ModelOptions,
  type StretchOptions,
  addFixedOptions,
  addStretchOptions,
  askedOf,
  covariatesOption,
  flagOf,
  sweepsParser,
} from '../training/options.ts';
import { findAskedWords, readSeedTopics } from '../training/seed-words.ts';
import { trainRun } from '../training/train-run.ts';
import { fileAndRun } from '../speaking/type-again.ts';
import { count } from '../components/numbers.ts';

const examples = `
Examples:
  gibbon resume speeches.gibbon                  train the sweeps that are left
  gibbon resume speeches.gibbon --sweeps 2000    train until it has 2000 sweeps in all
  gibbon resume speeches.gibbon --run topics-50 --workers 4`;

interface ResumeOptions extends StretchOptions, Partial<ModelOptions> {
  readonly run?: string;
  readonly sweeps?: number | 'auto';
  readonly otherSampler?: boolean;
}

export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description(
      'Resumes a run from its last checkpoint. With the number of sweeps that it was begun with, the ' +
        'result in lockstep is the same, byte for byte, as if it had never stopped, whatever the ' +
        'number of workers.',
    )
    .option('--run <name>', 'name of the run (default: the newest)')
    .option(
      '-n, --sweeps <total>',
      'total number of sweeps, earlier ones included; auto: until the likelihood no longer rises',
      sweepsParser,
    );
  addServerOptions(command);
  addStretchOptions(command);
  command.addOption(
    new Option('--other-sampler', 'resume with the sampler of this gibbon').hideHelp(),
  );
  addFixedOptions(command);
  command.addOption(new Option(...covariatesOption).hideHelp());
  command.addHelpText('after', examples).action(resume);
}

async function resume(path: string, options: ResumeOptions): Promise<void> {
  await withProject(path, { readOnly: false }, async (project) => {
    await checkSeedWords(project, options);
    checkCovariates(project, options);
    await trainRun(project, () => goOn(project, options), options);
  });
}

/** They may be given again, like every other setting, but not changed. */
async function checkSeedWords(project: Project, options: ResumeOptions): Promise<void> {
  const { seedWords: list } = options;
  if (list === undefined) return;
  const topics = await readSeedTopics(list);
  const { name, settings } = project.runs.find(options.run);
  const { numTopics, holdOut, seedStrength } = settings;
  const choices = { seedStrength, ...options, topics: numTopics, holdOut, say: printMessage };
  const asked = await findAskedWords(project, topics, choices);
  if (isDeepStrictEqual(asked.seedWords, settings.seedWords)) return;
  throw new UsageError(
    'setting-is-fixed',
    `Cannot resume "${name}" with these seed words: it was begun with ` +
      `${settings.seedWords === undefined ? 'none' : 'others'}, and that cannot change`,
    {
      hint: 'Leave them out, or train a new run.',
      details: { name: '--seed-words', asked: list },
    },
  );
}

/** They, too, may be given again. */
function checkCovariates(project: Project, { run, covariates: terms }: ResumeOptions): void {
  if (terms === undefined) return;
  const { name, settings } = project.runs.find(run);
  const { covariates: begun } = settings;
  if (begun !== undefined && termsOf(newDesign(terms, project.corpus)) === termsOf(begun)) return;
  throw new UsageError(
    'setting-is-fixed',
    `Cannot resume "${name}" with --covariates ${terms}: it was begun with ` +
      `${begun === undefined ? 'none' : termsOf(begun)}, and that cannot change`,
    {
      hint: 'Leave them out, or train a new run.',
      details: { name: '--covariates', asked: terms },
    },
  );
}

/** Marks the run as running, unless it has all its sweeps. */
function goOn(project: Project, options: ResumeOptions): Stretch {
  const { run, sweeps: numSweeps, staleness, otherSampler } = options;
  const { staleness: _, ...fixed } = askedOf(options);
  const stretch = resumeRun(
    project,
    { run, numSweeps, staleness, otherSampler, fixed },
    {
      say: printMessage,
      nameOf: flagOf,
      check: ({ name, settings, isBeginning }) => {
        const source = project.corpus.trainingTokens(settings);
        const features = featuresOfRun({ name, settings }, project.corpus);
        printMessage(checkMemoryFor(source, settings, { ...options, features, isBeginning }));
        const note = describeSampler(source.documentLengths);
        if (note !== undefined) printMessage(note);
      },
    },
  );
  if (!stretch.isComplete) {
    const note = labelsMayAge(project, stretch.run);
    if (note !== undefined) printMessage(note);
    return stretch;
  }
  const { sweep = 0 } = stretch.checkpoint ?? {};
  printMessage(
    `"${stretch.run.name}" has ${count(sweep, 'sweep')} already; nothing to do. ` +
      `For more: gibbon resume ${fileAndRun(project, stretch.run)} --sweeps ${2 * sweep}`,
  );
  return stretch;
}
