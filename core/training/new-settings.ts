/** The settings of a new run: what was asked for, and the defaults for the rest. */
import { defaultNumBlocks } from '../corpus/grid.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import { UsageError, UserError } from '../errors.ts';
import type { LearningSchedule } from '../priors/schedule.ts';
import { bestSamplerName } from '../sampler/open.ts';
import { checkSettings } from './check-settings.ts';
import {
  type AskedSettings,
  type RunSettings,
  defaultOptimization,
  defaultSettings,
  settingRanges,
} from './settings.ts';

/**
 * The settings of a new run: what was asked for, and the defaults for the rest.
 *
 * @param corpus decides the number of blocks and the sampler, unless given. @throws {UsageError}
 * when a setting is out of its range, or two of them contradict each other.
 * @throws {UserError} when they do not suit the corpus.
 */
export function settingsFor(
  asked: AskedSettings,
  corpus: Pick<TokenSource, 'numTokens' | 'numWords' | 'documentLengths'>,
): RunSettings {
  const { numTopics = defaultSettings.numTopics } = asked;
  const settings: RunSettings = {
    numTopics,
    ...alphaOf(asked, numTopics),
    beta: asked.beta ?? defaultSettings.beta,
    seed: asked.seed ?? drawSeed(),
    numBlocks: asked.numBlocks ?? defaultNumBlocks(corpus.numTokens),
    sampler: bestSamplerName(corpus.documentLengths),
    staleness: asked.staleness ?? defaultSettings.staleness,
    measureEvery: asked.measureEvery ?? defaultSettings.measureEvery,
    ...(asked.holdOut !== undefined && { holdOut: asked.holdOut }),
    ...learningOf(asked),
    numSamples: asked.numSamples ?? defaultSettings.numSamples,
    sampleEvery: asked.sampleEvery ?? defaultSettings.sampleEvery,
    ...(asked.seedWords !== undefined && {
      seedWords: asked.seedWords,
      seedStrength: asked.seedStrength ?? defaultSettings.seedStrength,
    }),
    ...(asked.covariates !== undefined && { covariates: asked.covariates }),
    ...(asked.autoSweeps !== undefined && { autoSweeps: asked.autoSweeps }),
  };
  checkSettings(settings, corpus);
  checkBlocks(settings.numBlocks, corpus);
  return settings;
}

/** As many cost little, however small the corpus is. */
const alwaysAllowedBlocks = 64;

/**
 * The blocks that a new run may have. A sweep has as many units as the square of the blocks, and each asks all blocks
 * how far they are: of a small corpus most units are empty, and a sweep takes seconds (300 blocks of 18,000 tokens).
 */
export function mostBlocks({ numTokens }: Pick<TokenSource, 'numTokens'>): number {
  const most = Math.max(alwaysAllowedBlocks, Math.floor(Math.sqrt(numTokens)));
  return Math.min(most, settingRanges.numBlocks.most);
}

/** Runs that were begun with more go on. */
function checkBlocks(numBlocks: number, corpus: Pick<TokenSource, 'numTokens'>): void {
  const { numTokens } = corpus;
  const most = mostBlocks(corpus);
  if (numBlocks <= most) return;
  throw new UserError(
    'too-many-blocks',
    `Cannot cut the corpus into ${numBlocks} blocks: it has ${numTokens} tokens, fewer than the ` +
      `${numBlocks ** 2} units of a sweep; at most ${most} blocks were expected`,
    { hint: 'Use fewer blocks.', details: { numBlocks, numTokens, most } },
  );
}

function learningOf(asked: AskedSettings): LearningSchedule {
  const { optimize = defaultOptimization } = asked;
  return {
    optimize,
    optimizeEvery: asked.optimizeEvery ?? defaultSettings.optimizeEvery,
    optimizeAfter: asked.optimizeAfter ?? defaultSettings.optimizeAfter,
  };
}

function alphaOf(
  { alpha, alphaSum }: AskedSettings,
  numTopics: number,
): Pick<RunSettings, 'alpha' | 'alphaSum'> {
  if (alpha !== undefined && alphaSum !== undefined) {
    throw new UsageError(
      'conflicting-options',
      `Cannot use an alpha of ${alpha} and an alpha sum of ${alphaSum}: one of them was expected`,
    );
  }
  if (alpha !== undefined) return { alpha };
  const sum = alphaSum ?? defaultSettings.alphaSum;
  return { alpha: sum / numTopics, alphaSum: sum };
}

function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}
