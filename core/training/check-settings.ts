/** Whether the settings of a run suit each other and the corpus. */
import type { TokenSource } from '../corpus/token-source.ts';
import { UsageError, UserError } from '../errors.ts';
import { type LearningSchedule, optimizations } from '../priors/schedule.ts';
import { checkSeedWords } from '../priors/seed-words.ts';
import { count } from '../numbers.ts';
import type { SampleSchedule } from './samples.ts';
import {
  type RunSettings,
  type SettingName,
  checkSetting,
  isAllowed,
  settingRanges,
} from './settings.ts';

/**
 * @throws {UsageError} when a setting is out of its range.
 * @throws {UserError} when the settings do not suit each other or the corpus.
 */
export function checkSettings(
  settings: RunSettings,
  { numTokens, numWords }: Pick<TokenSource, 'numTokens' | 'numWords'>,
): void {
  const { numTopics, alpha, alphaSum, beta, seed, numBlocks, staleness, measureEvery } = settings;
  const values = { numTopics, beta, seed, numBlocks, staleness, measureEvery };
  for (const [name, value] of Object.entries(values)) checkSetting(name as SettingName, value);
  checkLearning(settings);
  checkSampling(settings);
  if (alphaSum === undefined) checkSetting('alpha', alpha);
  else checkAlphaSum(settings, alphaSum);
  if (settings.holdOut !== undefined) checkSetting('holdOut', settings.holdOut);
  if (settings.seedStrength !== undefined) checkSetting('seedStrength', settings.seedStrength);
  if (settings.autoSweeps !== undefined) checkSetting('mostSweeps', settings.autoSweeps.most);
  checkCovariates(settings);
  checkSeedWords(settings.seedWords ?? [], { numTopics, numWords });
  if (numTopics <= numTokens) return;
  const left = settings.holdOut === undefined ? '' : ' that are not held out';
  throw new UserError(
    'too-many-topics',
    `Cannot train ${count(numTopics, 'topic')}: the corpus has ${count(numTokens, 'token')}${left}; ` +
      'at most one topic per token was expected',
    { hint: 'Use fewer topics.', details: { numTopics, numTokens } },
  );
}

function checkLearning({ optimize, optimizeEvery, optimizeAfter }: LearningSchedule): void {
  if (optimizeEvery !== undefined) checkSetting('optimizeEvery', optimizeEvery);
  if (optimizeAfter !== undefined) checkSetting('optimizeAfter', optimizeAfter);
  if (optimize === undefined || optimizations.includes(optimize)) return;
  throw new UsageError(
    'choice-unknown',
    `Cannot use ${String(optimize)} as optimize: one of ${optimizations.join(', ')} was expected`,
    { details: { setting: 'optimize', found: optimize } },
  );
}

function checkSampling({ numSamples, sampleEvery }: SampleSchedule): void {
  if (numSamples !== undefined) checkSetting('numSamples', numSamples);
  if (sampleEvery !== undefined) checkSetting('sampleEvery', sampleEvery);
}

/**
 * A step of the weights is safe only where it is known how stale the sums may be that it is made of.
 *
 * @throws {UsageError} when covariates are to be read live without a bound.
 */
export function checkCovariates({
  covariates,
  staleness,
}: Pick<RunSettings, 'staleness'> & { readonly covariates?: unknown }): void {
  if (covariates === undefined || staleness < Infinity) return;
  throw new UsageError(
    'conflicting-options',
    'Cannot use covariates with an unbounded staleness: the staler the sums may be that a step of their ' +
      'weights is made of, the shorter it must be, or it leads away without end; a bound was expected',
    { details: { setting: 'covariates', staleness } },
  );
}

/** Each topic's share of the sum must be a prior that the sampler can use. */
function checkAlphaSum({ alpha, numTopics }: RunSettings, alphaSum: number): void {
  checkSetting('alphaSum', alphaSum);
  if (isAllowed('alpha', alpha)) return;
  const { least, most } = settingRanges.alpha;
  const isSmall = alpha < least;
  const bound = isSmall ? least : most;
  const [atLeast, larger] = isSmall ? ['at least', 'larger'] : ['at most', 'smaller'];
  throw new UserError(
    'prior-out-of-range',
    `Cannot use an alpha of ${alpha} per topic; ${atLeast} ${bound} was expected`,
    {
      hint: `Use a ${larger} alpha sum: for ${numTopics} topics, ${atLeast} ${bound * numTopics}.`,
      details: { alpha, numTopics, [isSmall ? 'least' : 'most']: bound * numTopics },
    },
  );
}
