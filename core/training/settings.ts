/**
 * What decides a run: its settings, what each of them may be, and its default. Every face of gibbon
 * (command line, library, page) asks here, so that they all mean the same.
 */
import { type NumberRange, checkNumber, describeRange, isInRange } from '../check-number.ts';
import type { CovariateDesign } from '../covariates/design.ts';
import type { Reading } from '../parameter-server/client.ts';
import type { Optimization } from '../priors/schedule.ts';
import type { SeedWord } from '../priors/seed-words.ts';
import type { AutoSweeps } from './auto-sweeps.ts';

/** Stored with a run; a setting cannot change on resume unless its comment says so. */
export interface RunSettings {
  /** K. */
  readonly numTopics: number;
  /** Dirichlet prior of each topic in a document (symmetric). */
  readonly alpha: number;
  /**
   * The same prior summed over the topics, if it was given as a sum: then `alpha` follows from it.
   */
  readonly alphaSum?: number | undefined;
  /** Dirichlet prior of each word in a topic. */
  readonly beta: number;
  /** Unsigned 32-bit integer from which all randomness of the run is derived. */
  readonly seed: number;
  /** B: blocks of documents, ranges of words, and shards of the parameter server. */
  readonly numBlocks: number;
  /** Name and version of the sampler: identical bytes are promised within one version only. */
  readonly sampler: string;
  /** 0 is lockstep; 1 and more (or Infinity) live reading. May change on resume. */
  readonly staleness: number;
  /** The likelihood is measured every this many sweeps. */
  readonly measureEvery: number;
  /** Share of documents that are not trained on (see isHeldOut); absent: none. */
  readonly holdOut?: number | undefined;
  /** Which priors are learnt, starting from the values set; absent: none. */
  readonly optimize?: Optimization | undefined;
  /** Sweeps between two updates of the priors, and the sweep of the first; absent: none. */
  readonly optimizeEvery?: number | undefined;
  readonly optimizeAfter?: number | undefined;
  /** Estimates are averaged over this many states of the last part (see samples.ts); absent: one. */
  readonly numSamples?: number | undefined;
  /** Sweeps from one of them to the next. */
  readonly sampleEvery?: number | undefined;
  /** Words whose prior in a topic is higher than beta, by topic and word; absent: none. */
  readonly seedWords?: readonly SeedWord[] | undefined;
  /** Seed tokens of a word for each token that it has: what `seedWords` was made with. */
  readonly seedStrength?: number | undefined;
  /** What documents' topic priors depend on (see core/covariates); absent: on nothing. */
  readonly covariates?: CovariateDesign | undefined;
  /** Present where the run ends by itself (see auto-sweeps.ts). May change on resume. */
  readonly autoSweeps?: AutoSweeps | undefined;
}

/** What a caller may choose for a new run; anything left out has its default. */
export type AskedSettings = Partial<Omit<RunSettings, 'sampler'>>;

export type { NumberRange as SettingRange } from '../check-number.ts';

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
const maxSweeps = 1_000_000;

/** What each setting may be: of a run, and of how it is trained. */
export const settingRanges = {
  numTopics: { least: 1, most: maxTopics, isWhole: true },
  alpha: { least: minPrior, most: maxPrior, isWhole: false },
  alphaSum: { least: minPrior, most: maxPrior * maxTopics, isWhole: false },
  beta: { least: minPrior, most: maxPrior, isWhole: false },
  seed: { least: 0, most: 2 ** 32 - 1, isWhole: true },
  numBlocks: { least: 1, most: 1024, isWhole: true },
  staleness: { least: 0, most: 1_000_000, isWhole: true, mayBeInfinite: true },
  measureEvery: { least: 1, most: maxSweeps, isWhole: true },
  holdOut: { least: 1e-6, most: 0.9, isWhole: false },
  optimizeEvery: { least: 1, most: maxSweeps, isWhole: true },
  optimizeAfter: { least: 0, most: maxSweeps, isWhole: true },
  numSamples: { least: 1, most: 1000, isWhole: true },
  sampleEvery: { least: 1, most: maxSweeps, isWhole: true },
  seedStrength: { least: 0.001, most: 100, isWhole: false },
  numSweeps: { least: 1, most: maxSweeps, isWhole: true },
  mostSweeps: { least: 1, most: maxSweeps, isWhole: true },
  numHosts: { least: 1, most: 256, isWhole: true },
  numWorkers: { least: 1, most: 256, isWhole: true },
} as const satisfies Record<string, NumberRange>;

export type SettingName = keyof typeof settingRanges;

export const defaultSettings = {
  numTopics: 50,
  alphaSum: 5,
  beta: 0.01,
  staleness: 0,
  measureEvery: 10,
  numSweeps: 1000,
  mostSweeps: 5000,
  optimizeEvery: 20,
  optimizeAfter: 50,
  numSamples: 10,
  sampleEvery: 10,
  seedStrength: 0.1,
  numHosts: 2,
} as const satisfies Partial<Record<SettingName, number>>;

/** Every alpha and beta: the best of all on held-out text (docs/decisions.md). */
export const defaultOptimization: Optimization = 'all';

/** What a run's staleness means, unless given. */
export function readingAt(staleness: number): Reading {
  return staleness === 0 ? 'lockstep' : 'live';
}

export function isAllowed(name: SettingName, value: number): boolean {
  return isInRange(value, settingRanges[name]);
}

/** "a whole number from 1 to 65,536". */
export function expectationOf(name: SettingName): string {
  return describeRange(settingRanges[name]);
}

/** @throws {UsageError} when the value is not one that the setting may have. */
export function checkSetting(name: SettingName, value: number): void {
  checkNumber(name, value, settingRanges[name]);
}
