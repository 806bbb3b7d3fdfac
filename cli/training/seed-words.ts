/** `--seed-words FILE`: read, found in the vocabulary, and told about. */
import { UsageError } from '../../core/errors.ts';
import type { AskedSettings } from '../../core/training/settings.ts';
import { defaultSettings } from '../../core/training/settings.ts';
import type { WordSettings } from '../../corpora/importing/options.ts';
import { findSeedWords } from '../../corpora/project/seed-words.ts';
import { loadReduction } from '../../corpora/text/reduction.ts';
import { type SeedTopic, seedTopicsOf } from '../../corpora/text/seed-topics.ts';
import { count } from '../components/numbers.ts';
import type { Project } from '../project.ts';
import { printMessage } from '../speaking/messages.ts';

export interface SeedWordOptions {
  /** Path of the list. */
  readonly seedWords?: string;
  readonly seedStrength?: number;
}

export interface AskedSeedWords {
  readonly topics: readonly SeedTopic[];
  readonly settings: Pick<AskedSettings, 'seedWords' | 'seedStrength'>;
}

/** Unknown words that are named. */
const mostNamed = 20;

/**
 * @throws {UserError} when the list cannot be read or does not suit the run, or a strength is given
 * alone.
 */
export async function readSeedWords(
  project: Project,
  { seedWords: path, seedStrength: asked }: SeedWordOptions,
  run: { readonly numTopics: number; readonly holdOut?: number | undefined },
): Promise<AskedSeedWords> {
  if (path === undefined) {
    if (asked === undefined) return { topics: [], settings: {} };
    throw new UsageError(
      'missing-option',
      `Cannot use a seed strength of ${asked} alone: seed words were expected`,
      { hint: 'Give a list of them: --seed-words FILE' },
    );
  }
  const seedStrength = asked ?? defaultSettings.seedStrength;
  const topics = await readList(path);
  const { settings } = project.corpus.summary();
  const { reduction = 'none', languages = [] } = settings as Partial<WordSettings>;
  const reduce = await loadReduction(reduction, languages);
  const { seedWords, unknown } = findSeedWords(project, topics, {
    ...run,
    strength: seedStrength,
    reduce,
  });
  printMessage(`Seeded ${count(topics.length, 'topic')} with ${count(seedWords.length, 'word')}.`);
  if (unknown.length > 0) printMessage(aboutUnknown(unknown));
  return { topics, settings: { seedWords, seedStrength } };
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
