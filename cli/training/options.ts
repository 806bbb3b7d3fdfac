/** The options of `train` and `resume`, and what they mean. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { UsageError, UserError } from '../../core/errors.ts';
import { defaultNumBlocks } from '../../core/corpus/grid.ts';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import { positiveNumber, wholeNumber } from '../options/numbers.ts';
import {
  type CheckpointInterval,
  defaultCheckpointInterval,
  parseCheckpointInterval,
} from './checkpoint-interval.ts';

const maxTopics = 65_536;
const maxPrior = 1000;
/**
 * The sampler computes in 32-bit floats, in which 1 + 3e-8 is 1. With alpha 0.1 and beta 1e-6 it
 * still changes the topics of as many tokens as the reference does in 64 bits (72 % in a settled
 * chain of 600 topics); with priors of 1e-7 up to 8 % fewer, with 1e-9 those of all tokens at
 * every sweep, and with 1e-300 all weights are 0 and all tokens end in one topic.
 */
const minPrior = 1e-6;
/** Times the most blocks, it is still a number of steps that the clocks can hold. */
export const maxSweeps = 1_000_000;
const maxBlocks = 1024;
const maxWorkers = 256;
const maxSeed = 2 ** 32 - 1;

/** What decides a new run. */
export interface ModelOptions {
  readonly topics: number;
  readonly alpha?: number;
  readonly alphaSum: number;
  readonly beta: number;
  readonly seed?: number;
  readonly blocks?: number;
  readonly measureEvery: number;
  readonly staleness?: number;
  readonly name?: string;
}

/** How a run is trained and shown; may change when it goes on. */
export interface StretchOptions {
  readonly workers: number;
  readonly checkpointEvery?: CheckpointInterval;
  readonly plain?: boolean;
  readonly json?: boolean;
  readonly staleness?: number;
  /** Whether a process on another host that seems to hold the file is taken for dead. */
  readonly takeOver?: boolean;
}

export function addModelOptions(command: Command): Command {
  const topics = wholeNumber({ least: 1, most: maxTopics });
  const prior = positiveNumber({ least: minPrior, most: maxPrior });
  return command
    .option('-k, --topics <number>', 'how many topics to find', topics, 50)
    .option(
      '--alpha-sum <number>',
      'prior of topics in a document, summed over the topics',
      positiveNumber({ least: minPrior, most: maxPrior * maxTopics }),
      5,
    )
    .addOption(
      new Option('--alpha <number>', 'the same prior, of each topic')
        .argParser(prior)
        .conflicts('alphaSum'),
    )
    .option('--beta <number>', 'prior of each word in a topic', prior, 0.01)
    .option(
      '--seed <number>',
      'repeat a run exactly (default: a new one, shown and stored)',
      wholeNumber({ least: 0, most: maxSeed }),
    )
    .option('--name <run>', 'a name for the run (default: topics-50, topics-50-2, ...)', runName)
    .option(
      '--measure-every <sweeps>',
      'sweeps between two measurements of the likelihood',
      wholeNumber({ least: 1, most: maxSweeps }),
      10,
    )
    .addOption(
      new Option(
        '--blocks <number>',
        'blocks of documents: in lockstep so many workers can work (default: by the number of tokens)',
      ).argParser(wholeNumber({ least: 1, most: maxBlocks })),
    );
}

export function addStretchOptions(command: Command): Command {
  return command
    .option(
      '-w, --workers <number>',
      'worker threads',
      wholeNumber({ least: 1, most: maxWorkers }),
      availableParallelism(),
    )
    .option(
      '--staleness <clocks>',
      '0: lockstep, repeatable to the byte (default); 1, 2, ...: live reading, workers may be so ' +
        'many clocks apart; inf: they never wait',
      staleness,
    )
    .option(
      '--checkpoint-every <interval>',
      'sweeps (50) or time (5m), or both: 50 --checkpoint-every 5m',
      collectIntervals,
    )
    .addOption(
      new Option('--take-over', 'train though a process on another host seems to').hideHelp(),
    )
    .option('--plain', 'lines instead of the screen')
    .option('--json', 'one JSON object a line on stdout, for programs');
}

export function checkpointIntervalOf(options: StretchOptions): CheckpointInterval {
  return options.checkpointEvery ?? defaultCheckpointInterval;
}

/**
 * What decides a new run on a corpus.
 *
 * @throws {UserError} when the corpus is too small for so many topics.
 */
export function settingsOf(
  options: ModelOptions,
  { numTokens, documentLengths }: TokenSource,
): RunSettings {
  const { topics, alpha = options.alphaSum / topics, beta, measureEvery } = options;
  if (topics > numTokens) {
    throw new UserError(
      'too-many-topics',
      `Cannot train ${topics} topics: the corpus has ${numTokens} tokens; ` +
        'at most one topic per token was expected',
      { hint: `Use fewer topics: --topics ${Math.max(1, Math.min(numTokens, 10))}` },
    );
  }
  if (alpha > maxPrior) {
    throw new UserError(
      'prior-out-of-range',
      `Cannot use an alpha of ${alpha} per topic; at most ${maxPrior} was expected`,
      { hint: 'Use a smaller --alpha-sum.' },
    );
  }
  if (alpha < minPrior) {
    throw new UserError(
      'prior-out-of-range',
      `Cannot use an alpha of ${alpha} per topic; at least ${minPrior} was expected`,
      { hint: `Use a larger --alpha-sum: for ${topics} topics, at least ${minPrior * topics}.` },
    );
  }
  return {
    numTopics: topics,
    alpha,
    beta,
    seed: options.seed ?? drawSeed(),
    numBlocks: options.blocks ?? defaultNumBlocks(numTokens),
    sampler: bestSamplerName(documentLengths),
    staleness: options.staleness ?? 0,
    measureEvery,
  };
}

function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}

function staleness(text: string): number {
  if (/^(inf|infinity)$/i.test(text)) return Infinity;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value <= 1_000_000) return value;
  throw new InvalidArgumentError('Expected a whole number from 0, or inf.');
}

function collectIntervals(text: string, before: CheckpointInterval = {}): CheckpointInterval {
  const interval = parseCheckpointInterval(text);
  if (interval) return { ...before, ...interval };
  throw new InvalidArgumentError('Expected a number of sweeps (50) or a time (90s, 5m, 2h).');
}

/** @throws {UsageError} when nothing, or too much, is given as the name of a run. */
export function checkRunName(text: string): string {
  if (isRunName(text)) return text;
  throw new UsageError(
    'run-name-invalid',
    'Cannot name a run so: 1 to 200 characters on one line were expected',
  );
}

function runName(text: string): string {
  if (isRunName(text)) return text;
  throw new InvalidArgumentError('Expected a name of 1 to 200 characters on one line.');
}

function isRunName(text: string): boolean {
  return text.trim() !== '' && text.length <= 200 && !text.includes('\n');
}
