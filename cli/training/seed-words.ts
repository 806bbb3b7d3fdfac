/** `--seed-words FILE`: read, found in the vocabulary, and told about. */
import { UsageError } from '../../core/errors.ts';
import type { AskedSettings } from '../../core/training/settings.ts';
import { defaultSettings } from '../../core/training/settings.ts';
import type { WordSettings } from '../../corpora/importing/options.ts';
import { findSeedWords } from '../../corpora/project/seed-words.ts';
import type { Say } from '../../corpora/project/say.ts';
import { loadReduction } from '../../corpora/text/reduction.ts';
import { type SeedTopic, seedTopicsOf } from '../../corpora/text/seed-topics.ts';
import { count } from '../components/numbers.ts';
import type { Project } from '../project.ts';
import type { ModelOptions } from './options.ts';

interface SeedChoices {
  readonly topics: number;
  readonly holdOut?: number | undefined;
  readonly seedStrength?: number | undefined;
  readonly say: Say;
}

/** Unknown words that are named. */
const mostNamed = 20;

/** @throws {UsageError} when a strength is given alone. */
export function refuseStrengthAlone({
  seedWords,
  seedStrength,
}: Pick<ModelOptions, 'seedWords' | 'seedStrength'>): void {
  if (seedStrength === undefined || seedWords !== undefined) return;
  throw new UsageError(
    'missing-option',
    `Cannot use a seed strength of ${seedStrength} alone: seed words were expected`,
    { hint: 'Give a list of them: --seed-words FILE' },
  );
}

/**
 * The lists of a file; undefined where none is asked for.
 *
 * @throws {UserError} when it cannot be read, or has no words.
 */
export async function readSeedTopics(path: string | undefined): Promise<SeedTopic[] | undefined> {
  return path === undefined ? undefined : readList(path);
}

/**
 * The settings that lists of seed words make; says which words are left out.
 *
 * @throws {UserError} when they do not suit the run or the corpus.
 */
export async function findAskedWords(
  project: Project,
  lists: readonly SeedTopic[] | undefined,
  { topics: numTopics, holdOut, seedStrength, say }: SeedChoices,
): Promise<Pick<AskedSettings, 'seedWords' | 'seedStrength'>> {
  if (lists === undefined) return {};
  const strength = seedStrength ?? defaultSettings.seedStrength;
  const { settings } = project.corpus.summary();
  const { reduction = 'none', languages = [] } = settings as Partial<WordSettings>;
  const reduce = await loadReduction(reduction, languages);
  const choices = { numTopics, holdOut, strength, reduce };
  const { seedWords, unknown } = findSeedWords(project, lists, choices);
  say(`Seeded ${count(lists.length, 'topic')} with ${count(seedWords.length, 'word')}.`);
  if (unknown.length > 0) say(aboutUnknown(unknown));
  return { seedWords, seedStrength: strength };
}

async function readList(path: string): Promise<SeedTopic[]> {
  // The readers are loaded only by those who read something.
  const { openReadContext } = await import('../../corpora/importing/read-context.ts');
  const { readWordList } = await import('../../corpora/importing/read-word-list.ts');
  const context = openReadContext({});
  try {
    return seedTopicsOf(await readWordList(path, context));
  } finally {
    await context.parsers.close();
  }
}

function aboutUnknown(unknown: readonly string[]): string {
  const named = unknown.slice(0, mostNamed).join(', ');
  const others = unknown.length > mostNamed ? ` and ${unknown.length - mostNamed} more` : '';
  return `Seed words that are not in the vocabulary are left out: ${named}${others}.`;
}
