/** A new run: what the command line alone says of it, and what the corpus makes of that. */
import { describeDesign } from '../../core/covariates/describe.ts';
import type { CovariateDesign } from '../../core/covariates/design.ts';
import { parseTerms } from '../../core/covariates/terms.ts';
import { checkCovariates } from '../../core/training/check-settings.ts';
import { defaultSettings } from '../../core/training/settings.ts';
import { featuresOfRun, newDesign } from '../../corpora/covariates/run-features.ts';
import { askedSweeps } from '../../corpora/project/asked-sweeps.ts';
import type { PlannedRun } from '../../corpora/project/begin-run.ts';
import type { Say } from '../../corpora/project/say.ts';
import { checkHoldOut } from '../../corpora/project/check-hold-out.ts';
import { checkNumber } from '../../corpora/project/seed-words.ts';
import type { SeedTopic } from '../../corpora/text/seed-topics.ts';
import { count } from '../components/numbers.ts';
import type { Project } from '../project.ts';
import { checkMemoryFor } from './check-memory.ts';
import { describeSampler } from './describe-sampler.ts';
import { refuseOnSeveral } from './open-leader.ts';
import { type ModelOptions, type StretchOptions, settingsOf } from './options.ts';
import { findAskedWords, readSeedTopics, refuseStrengthAlone } from './seed-words.ts';
import { describeUnusedWorkers } from './unused-workers.ts';

export interface RunOptions extends ModelOptions, StretchOptions {
  readonly sweeps: number | 'auto';
}

/** A run that the command line and its files allow. */
export interface AskedRun {
  readonly options: RunOptions;
  readonly seedTopics: readonly SeedTopic[] | undefined;
}

/** As large as a corpus can be: what does not suit it suits none. */
const largestCorpus = {
  numTokens: 2 ** 31 - 1,
  numWords: 2 ** 31 - 1,
  documentLengths: new Uint32Array(),
};

/**
 * Finds what is wrong whatever the corpus is, before anybody waits for an import.
 *
 * @throws {UserError} when options contradict each other, or the list of seed words cannot be read.
 */
export async function askedRun(options: RunOptions): Promise<AskedRun> {
  const { covariates, staleness = defaultSettings.staleness, topics: numTopics } = options;
  refuseOnSeveral(options);
  refuseStrengthAlone(options);
  settingsOf(options, largestCorpus);
  if (covariates !== undefined) parseTerms(covariates);
  checkCovariates({ covariates, staleness });
  const seedTopics = await readSeedTopics(options.seedWords);
  checkNumber(seedTopics ?? [], numTopics);
  return { options, seedTopics };
}

/**
 * Decides everything about the run, and says what a person should know of it; nothing is written.
 *
 * @throws {UserError} when it does not suit the corpus, or would not fit into this machine.
 */
export async function planRun(
  project: Project,
  { options, seedTopics }: AskedRun,
  say: Say,
): Promise<PlannedRun> {
  const { corpus } = project;
  const { numWords, fingerprint } = corpus.summary();
  corpus.vocabulary(); // the screen needs it: read first, it spares the tokens a look at each word
  const source = corpus.trainingTokens(options);
  const { numTokens } = source;
  const numHeldOut = checkHoldOut(project, options);
  const { name, workers: numWorkers } = options;
  const sweeps = askedSweeps(options.sweeps);
  const covariates = designOf(options, project, say);
  const seeds = await findAskedWords(project, seedTopics, { ...options, say });
  const settings = settingsOf(options, source, { ...seeds, ...sweeps, covariates });
  if (settings.numTopics > numWords) {
    say(`Note: more topics (${settings.numTopics}) than words (${numWords}).`);
  }
  const features = featuresOfRun({ name: name ?? '', settings }, corpus);
  say(checkMemoryFor(source, settings, { ...options, features, isBeginning: true }));
  if (settings.holdOut !== undefined) say(`Held out ${count(numHeldOut, 'document')}.`);
  const notes = [
    describeSampler(source.documentLengths),
    describeUnusedWorkers(settings, { numTokens, numWorkers }),
  ];
  for (const note of notes) if (note !== undefined) say(note);
  const run = { name, fingerprint, settings, numSweeps: sweeps.numSweeps };
  return { run, seedTopics: seedTopics ?? [] };
}

/** What the shares of topics are to depend on; says what was taken of it. */
function designOf(
  { covariates }: ModelOptions,
  project: Project,
  say: Say,
): CovariateDesign | undefined {
  if (covariates === undefined) return undefined;
  const design = newDesign(covariates, project.corpus);
  say(['Covariates:', ...describeDesign(design).map((line) => `  ${line}`)].join('\n'));
  return design;
}
