/** `gibbon train`: begins a run, after an import when it is given sources. */
import fs from 'node:fs';
import { type Command } from 'commander';
import { describeDesign } from '../../core/covariates/describe.ts';
import type { CovariateDesign } from '../../core/covariates/design.ts';
import { UsageError, UserError } from '../../core/errors.ts';
import { defaultSettings } from '../../core/training/settings.ts';
import { featuresOfRun, newDesign } from '../../corpora/covariates/run-features.ts';
import { isProjectFile } from '../../corpora/database/opening-checks.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { askedSweeps } from '../../corpora/project/asked-sweeps.ts';
import { labelSeedTopics } from '../../corpora/project/seed-words.ts';
import {
  type ParsedImportOptions,
  addImportOptions,
  importOptionsFrom,
  targetOf,
} from '../importing/options.ts';
import { showImport } from '../importing/progress.ts';
import { describeImport } from '../importing/report.ts';
import { shellPath } from '../speaking/type-again.ts';
import { printMessage } from '../speaking/messages.ts';
import { type Project, withProject } from '../project.ts';
import { checkMemoryFor } from '../training/check-memory.ts';
import { describeSampler } from '../training/describe-sampler.ts';
import { describeUnusedWorkers } from '../training/unused-workers.ts';
import {
  type ModelOptions,
  type StretchOptions,
  addModelOptions,
  addStretchOptions,
  sweepsParser,
  settingsOf,
} from '../training/options.ts';
import { readSeedWords } from '../training/seed-words.ts';
import { type TypedOptions, typedOptions } from '../training/typed-options.ts';
import { trainRun } from '../training/train-run.ts';

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
  addStretchOptions(command);
  addImportOptions(command);
  command.addHelpText('after', examples).action(train);
}

interface TrainOptions extends ModelOptions, StretchOptions, ParsedImportOptions {
  readonly sweeps: number | 'auto';
}

async function train(sources: string[], options: TrainOptions, command: Command): Promise<void> {
  const path = await findOrImport(sources, options, typedOptions(command));
  await withProject(path, { readOnly: false }, async (project) => {
    const { numWords, fingerprint } = project.corpus.summary();
    project.corpus.vocabulary(); // the screen needs it: read first, it spares the tokens a look at each word
    const source = project.corpus.trainingTokens(options);
    const { numTokens } = source;
    const seeds = await readSeedWords(project, options, { ...options, numTopics: options.topics });
    const sweeps = askedSweeps(options.sweeps);
    const covariates = designOf(options, project);
    const settings = settingsOf(options, source, { ...seeds.settings, ...sweeps, covariates });
    if (settings.numTopics > numWords) {
      printMessage(`Note: more topics (${settings.numTopics}) than words (${numWords}).`);
    }
    const features = featuresOfRun({ name: options.name ?? '', settings }, project.corpus);
    checkMemoryFor(source, settings, { ...options, features, isBeginning: true });
    const notes = [
      describeSampler(source.documentLengths),
      describeUnusedWorkers(settings, { numTokens, numWorkers: options.workers }),
    ];
    const numHeldOut = project.corpus.heldOutDocuments(settings).length;
    if (settings.holdOut !== undefined) printMessage(`Held out ${numHeldOut} documents.`);
    for (const note of notes) if (note !== undefined) printMessage(note);
    const run = { name: options.name, fingerprint, settings, numSweeps: sweeps.numSweeps };
    const begin = (): StoredRun => {
      const begun = project.runs.create(run);
      labelSeedTopics(project, { run: begun, topics: seeds.topics, say: printMessage });
      return begun;
    };
    await trainRun(project, () => ({ run: begin() }), options);
  });
}

/** What the shares of topics are to depend on; says what was taken of it. */
function designOf({ covariates }: TrainOptions, project: Project): CovariateDesign | undefined {
  if (covariates === undefined) return undefined;
  const design = newDesign(covariates, project.corpus);
  printMessage(['Covariates:', ...describeDesign(design).map((line) => `  ${line}`)].join('\n'));
  return design;
}

/** The project file to train on: the given one, or a new one made of the sources. */
async function findOrImport(
  sources: string[],
  options: TrainOptions,
  typed: TypedOptions,
): Promise<string> {
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
      { hint: `To train in a copy: cp ${first} ${options.into} && gibbon train ${options.into}` },
    );
  }
  const project = sources.find((source) => isProjectFile(source));
  if (project !== undefined) {
    throw new UserError(
      'conflicting-sources',
      `Cannot train on several sources when one of them is a project file (${project})`,
      { hint: `Train on it alone: gibbon train ${project}` },
    );
  }
  const into = targetOf(sources, options);
  if (options.replace !== true) checkIsNew(into, typed);
  const imported = importOptionsFrom(options);
  const { importCorpus } = await import('../../corpora/importing/import-corpus.ts');
  const report = await showImport((onProgress, signal) =>
    importCorpus(sources, into, { ...imported, signal }, onProgress),
  );
  printMessage(describeImport(report, into));
  return into;
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
function checkIsNew(into: string, { training }: TypedOptions): void {
  if (!fs.existsSync(into) || !isProjectFile(into)) return;
  throw new UserError(
    'target-exists',
    `Cannot import into ${into}: this project file already exists; a new name was expected`,
    {
      hint:
        `To train on it: ${['gibbon train', shellPath(into), ...training].join(' ')}\n` +
        'To import the texts again: --into FILE gives another name, --replace overwrites it.',
    },
  );
}
