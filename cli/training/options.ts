/** The options of `train` and `resume`, and what they mean. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import {
  type CheckpointInterval,
  defaultCheckpointInterval,
} from '../../core/training/session/checkpoint-interval.ts';
import { settingsFor } from '../../core/training/new-settings.ts';
import {
  type AskedSettings,
  type RunSettings,
  type SettingName,
  defaultSettings,
  isAllowed,
  defaultOptimization,
  settingRanges,
} from '../../core/training/settings.ts';
import type { FixedSetting } from '../../core/training/unchanged-settings.ts';
import { type Optimization, optimizations } from '../../core/priors/schedule.ts';
import { isRunName } from '../../corpora/database/run-name.ts';
import { positiveNumber, wholeNumber } from '../options/numbers.ts';
import type { ServerOptions } from '../cluster/options.ts';
import { parseCheckpointInterval } from './checkpoint-interval.ts';

/** What decides a new run. */
export interface ModelOptions {
  readonly topics: number;
  readonly alpha?: number;
  readonly alphaSum: number;
  readonly beta: number;
  readonly seed?: number;
  readonly blocks?: number;
  readonly measureEvery: number;
  readonly holdOut?: number;
  readonly optimize: Optimization;
  readonly optimizeEvery: number;
  readonly samples: number;
  readonly sampleEvery: number;
  readonly staleness?: number;
  readonly seedWords?: string;
  readonly seedStrength?: number;
  readonly covariates?: string;
  readonly name?: string;
}

/** How a run is trained and shown; may change when it is resumed. */
export interface StretchOptions extends ServerOptions {
  readonly workers: number;
  readonly checkpointEvery?: CheckpointInterval;
  readonly plain?: boolean;
  readonly json?: boolean;
  readonly staleness?: number;
  /** Whether a process on another host that seems to hold the file is taken for dead. */
  readonly takeOver?: boolean;
}

/** The flag of each setting that decides a run and cannot change. */
const fixedFlags: Readonly<Record<FixedSetting, readonly [flag: string, text: string]>> = {
  numTopics: ['-k, --topics', 'number of topics to find'],
  alphaSum: ['--alpha-sum', 'prior of the topics in a document, summed over the topics'],
  alpha: ['--alpha', 'the same prior, for each topic instead of summed'],
  beta: ['--beta', 'prior of each word in a topic'],
  seed: [
    '--seed',
    'seed of all randomness; the same seed repeats a run exactly (default: drawn, shown and stored)',
  ],
  holdOut: [
    '--hold-out',
    'set documents aside, such as 10%, to measure how well the model predicts them (gibbon evaluate)',
  ],
  measureEvery: ['--measure-every', 'measure the likelihood every N sweeps'],
  optimize: [
    '--optimize',
    'which priors to learn, starting from the values set: all (each alpha, and beta), alpha, ' +
      'symmetric-alpha (one for all topics), beta, or none',
  ],
  optimizeEvery: ['--optimize-every', 'sweeps between two updates of the priors'],
  numSamples: [
    '--samples',
    'states from the last fifth of the run to average probabilities and shares over (1: the last one only)',
  ],
  sampleEvery: ['--sample-every', 'sweeps from one of these states to the next'],
  seedStrength: [
    '--seed-strength',
    'prior of a seed word: as if it had this many tokens in its topic for each that it has in all ' +
      `(default: ${defaultSettings.seedStrength})`,
  ],
  numBlocks: [
    '--blocks',
    'blocks of documents; in lockstep, at most this many workers can work at once (default: by the ' +
      'number of tokens)',
  ],
};

const seedWordsOption = [
  '--seed-words <file>',
  'words that you expect in topics: a topic a line, "name: word, word"; the name becomes its label',
] as const;

export const covariatesOption = [
  '--covariates <fields>',
  'metadata fields that the shares of topics depend on, with commas between: party, year (a number), ' +
    'year:spline (a curve), year:category, or party*year (an interaction)',
] as const;

const fixedSettings = Object.keys(fixedFlags) as FixedSetting[];

export function addModelOptions(command: Command): Command {
  for (const setting of fixedSettings) {
    const option = fixedOption(setting);
    if (setting === 'optimize') option.default(defaultOptimization);
    if (setting in defaultSettings && setting !== 'seedStrength') {
      option.default(defaultSettings[setting as keyof typeof defaultSettings]);
    }
    command.addOption(setting === 'alpha' ? option.conflicts('alphaSum') : option);
    if (setting === 'sampleEvery') command.option(...covariatesOption).option(...seedWordsOption);
  }
  return command.option(
    '--name <run>',
    'a name for the run (default: topics-50, topics-50-2, ...)',
    runName,
  );
}

/** The same options where a run is resumed: known only to say why they cannot change. */
export function addFixedOptions(command: Command): Command {
  for (const setting of fixedSettings) command.addOption(fixedOption(setting).hideHelp());
  command.addOption(new Option(...seedWordsOption).hideHelp());
  return command;
}

function fixedOption(setting: FixedSetting): Option {
  const [flag, text] = fixedFlags[setting];
  if (setting === 'holdOut') return new Option(`${flag} <share>`, text).argParser(heldOutShare);
  if (setting === 'optimize') return new Option(`${flag} <what>`, text).choices(optimizations);
  const unit = setting.endsWith('Every') ? 'sweeps' : 'number';
  return new Option(`${flag} <${unit}>`, text).argParser(settingParser(setting));
}

/** What a person types for a setting: "--topics". */
export function flagOf(setting: FixedSetting): string {
  return fixedFlags[setting][0].replace(/^-., /, '');
}

/** Reads a number within the range of the setting. */
export function settingParser(setting: SettingName): (text: string) => number {
  const range = settingRanges[setting];
  return range.isWhole ? wholeNumber(range) : positiveNumber(range);
}

/** A number of sweeps, or `auto`. */
export function sweepsParser(text: string): number | 'auto' {
  return text.toLowerCase() === 'auto' ? 'auto' : settingParser('numSweeps')(text);
}

/** "10%" or 0.1. */
function heldOutShare(text: string): number {
  const [, digits, percent] = /^(\d+\.?\d*|\.\d+)(%?)$/.exec(text) ?? [];
  const share = Number(digits) / (percent === '%' ? 100 : 1);
  if (isAllowed('holdOut', share)) return share;
  throw new InvalidArgumentError('Expected a share of the documents above 0, up to 90% or 0.9.');
}

/** Those of a run that is trained on this machine; where it may be on several, `addServerOptions` adds the others. */
export function addStretchOptions(command: Command): Command {
  return command
    .addOption(
      new Option('-w, --workers <number>', 'worker threads')
        .argParser(settingParser('numWorkers'))
        .default(availableParallelism(), `${availableParallelism()}, one per core`),
    )
    .option(
      '--staleness <clocks>',
      '0: lockstep, repeatable to the byte (default); 1, 2, ...: live reading, with workers at most ' +
        'this many clocks apart; inf: live reading without that limit',
      staleness,
    )
    .option(
      '--checkpoint-every <interval>',
      'how often to save: sweeps (50) or time (5m); give it twice for both (default: 5m)',
      collectIntervals,
    )
    .addOption(
      new Option('--take-over', 'train even if a process on another host seems to').hideHelp(),
    )
    .option('--plain', 'print lines instead of drawing the screen')
    .option('--json', 'print one JSON object per line on stdout, for programs');
}

export function checkpointIntervalOf(options: StretchOptions): CheckpointInterval {
  return options.checkpointEvery ?? defaultCheckpointInterval;
}

/** The settings of a run that were typed, by their names in the library. */
export function askedOf(options: Partial<ModelOptions>): AskedSettings {
  const { topics: numTopics, blocks: numBlocks, samples: numSamples, ...rest } = options;
  const { alpha, alphaSum, sampleEvery, seedStrength } = rest;
  const { beta, seed, measureEvery, holdOut, optimize, optimizeEvery, staleness } = rest;
  const decided = { numTopics, alpha, alphaSum, beta, seed, numBlocks, measureEvery, staleness };
  return { ...decided, holdOut, optimize, optimizeEvery, numSamples, sampleEvery, seedStrength };
}

/**
 * What decides a new run on a corpus.
 *
 * @throws {UserError} when the settings do not suit the corpus.
 */
export function settingsOf(
  options: ModelOptions,
  source: Pick<TokenSource, 'numTokens' | 'numWords' | 'documentLengths'>,
  others: Pick<AskedSettings, 'seedWords' | 'seedStrength' | 'autoSweeps' | 'covariates'> = {},
): RunSettings {
  const { alpha } = options;
  // The sum has a default, which gives way.
  const alphaSum = alpha === undefined ? options.alphaSum : undefined;
  return settingsFor({ ...askedOf(options), alphaSum, ...others }, source);
}

function staleness(text: string): number {
  if (/^(inf|infinity)$/i.test(text)) return Infinity;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (isAllowed('staleness', value)) return value;
  throw new InvalidArgumentError('Expected a whole number from 0, or inf.');
}

function collectIntervals(text: string, before: CheckpointInterval = {}): CheckpointInterval {
  const interval = parseCheckpointInterval(text);
  if (interval) return { ...before, ...interval };
  throw new InvalidArgumentError('Expected a number of sweeps (50) or a time (90s, 5m, 2h).');
}

function runName(text: string): string {
  if (isRunName(text)) return text;
  throw new InvalidArgumentError('Expected a name of 1 to 200 characters on one line.');
}
