/** `gibbon train`: begins a run, after an import when it is given sources. */
import fs from 'node:fs';
import { type Command } from 'commander';
import { UsageError, UserError } from '../../core/errors.ts';
import { defaultSettings } from '../../core/training/settings.ts';
import { isProjectFile } from '../../corpora/database/opening-checks.ts';
import { beginRun } from '../../corpora/project/begin-run.ts';
import { addServerOptions } from '../cluster/options.ts';
import {
  type ParsedImportOptions,
  addImportOptions,
  importOptionsFrom,
  targetOf,
} from '../importing/options.ts';
import { withProject } from '../project.ts';
import { printMessage } from '../speaking/messages.ts';
import { shellPath } from '../speaking/type-again.ts';
import { type AskedRun, type RunOptions, askedRun, planRun } from '../training/begin-run.ts';
import { importAndTrain } from '../training/import-and-train.ts';
import { addModelOptions, addStretchOptions, sweepsParser } from '../training/options.ts';
import { trainRun } from '../training/train-run.ts';
import { type TypedOptions, rememberTyped } from '../training/typed-options.ts';

const examples = `
Examples:
  gibbon train speeches.gibbon --topics 50 --sweeps 500 --seed 7
  gibbon train speeches.gibbon --sweeps auto           until it no longer gets better
  gibbon train texts/ --into texts.gibbon              import a folder and train on it
  gibbon train talks.csv --text-column body --topics 20
  gibbon train speeches.gibbon --seed-words topics.txt    with words that you expect in topics
  gibbon train speeches.gibbon --covariates year:spline,party    shares that depend on them
  gibbon train speeches.gibbon --hold-out 10%          to measure it with gibbon evaluate
  gibbon train speeches.gibbon --workers 4 --staleness 2    live reading instead of lockstep`;

export function defineCommand(command: Command): void {
  command
    .arguments('<source...>')
    .description(
      'Trains a model on a project file (made by "gibbon import"), or on texts, which are imported ' +
        'first.',
    )
    .option(
      '-n, --sweeps <number>',
      'passes over all tokens; auto: until the likelihood no longer rises beyond its noise',
      sweepsParser,
      defaultSettings.numSweeps,
    );
  addModelOptions(command);
  addServerOptions(command);
  addStretchOptions(command);
  addImportOptions(command);
  const typed = rememberTyped(command);
  command
    .addHelpText('after', examples)
    .action((sources: string[], options: TrainOptions) => train(sources, options, typed()));
}

type TrainOptions = RunOptions & ParsedImportOptions;

async function train(sources: string[], options: TrainOptions, typed: TypedOptions): Promise<void> {
  const file = projectFileAmong(sources, options, typed);
  if (file !== undefined) {
    const asked = await askedRun(options);
    await trainIn(file, asked);
    return;
  }
  const into = targetOf(sources, options);
  if (options.replace !== true) checkIsNew(into, typed);
  const importing = { sources, into, options: importOptionsFrom(options) };
  await importAndTrain(importing, await askedRun(options));
}

async function trainIn(file: string, asked: AskedRun): Promise<void> {
  await withProject(file, { readOnly: false }, async (project) => {
    const planned = await planRun(project, asked, printMessage);
    const begin = () => ({ run: beginRun(project, planned, printMessage) });
    await trainRun(project, begin, asked.options);
  });
}

/** The project file to train on; undefined where texts are to be imported. */
function projectFileAmong(
  sources: string[],
  options: TrainOptions,
  typed: TypedOptions,
): string | undefined {
  const [first] = sources;
  if (sources.length === 1 && isProjectFile(first)) {
    if (options.into === undefined) {
      checkNothingToImport(first, typed);
      return first;
    }
    throw new UsageError(
      'conflicting-options',
      `Cannot train on ${first} with --into ${options.into}: it is already a project file; ` +
        'texts were expected',
      { hint: trainInCopy(first, options.into, typed) },
    );
  }
  const project = sources.find((source) => isProjectFile(source));
  if (project === undefined) return undefined;
  throw new UserError(
    'conflicting-sources',
    `Cannot train on several sources when one of them is a project file (${project})`,
    { hint: `Train on it alone: ${trainOn(project, typed)}` },
  );
}

function trainInCopy(file: string, copy: string, typed: TypedOptions): string {
  return `To train in a copy: gibbon copy ${shellPath(file)} ${shellPath(copy)}, then ${trainOn(copy, typed)}`;
}

/** With the options of the training that were typed. */
function trainOn(file: string, { training }: TypedOptions): string {
  return ['gibbon train', shellPath(file), ...training].join(' ');
}

/** The words of a project file are chosen already: options about them would be ignored. */
function checkNothingToImport(
  file: string,
  { preparing, importing, training }: TypedOptions,
): void {
  if (preparing.length + importing.length === 0) return;
  const path = shellPath(file);
  const found = [...preparing, ...importing].join(' ');
  const remake =
    importing.length === 0
      ? `gibbon prepare ${path} ${preparing.join(' ')} --into NEW.gibbon`
      : `gibbon import SOURCE... ${found} --into NEW.gibbon`;
  throw new UsageError(
    'conflicting-options',
    `Cannot train on ${file} with ${found}: it is a project file, whose words are already chosen; ` +
      'only training options were expected',
    {
      hint:
        `To choose the words differently: ${remake}\n` +
        `Then train on that: ${['gibbon train NEW.gibbon', ...training].join(' ')}`,
    },
  );
}

/** Training on the same texts again most likely means another run on the same corpus. */
function checkIsNew(into: string, typed: TypedOptions): void {
  if (!fs.existsSync(into) || !isProjectFile(into)) return;
  throw new UserError(
    'target-exists',
    `Cannot import into ${into}: this project file already exists; a new name was expected`,
    {
      hint:
        `To train on it: ${trainOn(into, typed)}\n` +
        'To import the texts again: --into FILE gives another name, --replace overwrites it.',
    },
  );
}
