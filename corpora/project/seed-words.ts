/** Seed words in a project file: from words as a person writes them to those of the vocabulary. */
import { UserError } from '../../core/errors.ts';
import { type SeedWord, seedTokensOf } from '../../core/priors/seed-words.ts';
import { settingRanges } from '../../core/training/settings.ts';
import { TopicNotes } from '../database/inspection/topic-notes.ts';
import { WordTable } from '../database/inspection/word-table.ts';
import type { StoredRun } from '../database/stored-run.ts';
import type { SeedTopic } from '../text/seed-topics.ts';
import type { Say } from './say.ts';
import type { Stores } from './stores.ts';

export interface FoundSeedWords {
  /** By topic, then by word. */
  readonly seedWords: readonly SeedWord[];
  /** Words that the vocabulary does not have, as they were written. */
  readonly unknown: readonly string[];
}

export interface SeedChoices {
  readonly numTopics: number;
  /** Seed tokens of a word for each token that it has in the documents that are trained on. */
  readonly strength: number;
  readonly holdOut?: number | undefined;
  /** Takes a word to what is counted in its place, where words are counted by stem or lemma. */
  readonly reduce?: ((word: string) => string) | undefined;
}

/**
 * Finds the words in the vocabulary: as they are written, in lower case, by what is counted, and phrases
 * with underscores.
 *
 * @throws {UserError} when there are more lists than topics, or none of the words is known.
 */
export function findSeedWords(
  { file, corpus }: Pick<Stores, 'file' | 'corpus'>,
  topics: readonly SeedTopic[],
  choices: SeedChoices,
): FoundSeedWords {
  const { numTopics, strength, reduce = (word) => word } = choices;
  checkNumber(topics, numTopics);
  const table = new WordTable(file);
  const { wordTokenCounts } = corpus.trainingTokens(choices);
  const unknown: string[] = [];
  const seedWords = topics.flatMap(({ words }, topic) => {
    const found = words.map((word) => ({ word, id: idOf(word, { table, reduce }) }));
    unknown.push(...found.filter(({ id }) => id === undefined).map(({ word }) => word));
    const ids = new Set(found.map(({ id }) => id).filter((id) => id !== undefined));
    return [...ids]
      .sort((a, b) => a - b)
      .map((word): SeedWord => ({
        topic,
        word,
        tokens: seedTokensOf(wordTokenCounts[word], strength),
      }));
  });
  if (seedWords.length > 0) return { seedWords, unknown };
  throw new UserError(
    'seed-words-unknown',
    `Cannot use these seed words (${file.path}): none of ${unknown.length} is in its vocabulary, ` +
      `such as "${unknown[0]}"; words of the corpus were expected`,
    { hint: 'See the words that it has.', details: { file: file.path } },
  );
}

function idOf(
  word: string,
  { table, reduce }: { table: WordTable; reduce: (word: string) => string },
): number | undefined {
  const joined = word
    .normalize()
    .split(/[\s_]+/u)
    .join('_');
  const lower = joined.toLowerCase();
  return (table.find(joined) ?? table.find(lower) ?? table.find(reduce(lower)))?.id;
}

/** @throws {UserError} when there are more lists than topics. */
export function checkNumber(topics: readonly SeedTopic[], numTopics: number): void {
  if (topics.length <= numTopics) return;
  throw new UserError(
    'seed-words-invalid',
    `Cannot seed ${topics.length} topics: the run has ${numTopics}; at most one list of seed words ` +
      'for each topic was expected',
    {
      hint: 'Use more topics, or fewer lists.',
      details: { numTopics: Math.min(topics.length, settingRanges.numTopics.most) },
    },
  );
}

/** Names given with seed words are the first labels of the topics. */
export function labelSeedTopics(
  { file }: Pick<Stores, 'file'>,
  { run, topics, say }: { run: StoredRun; topics: readonly SeedTopic[]; say: Say },
): void {
  const notes = new TopicNotes(file, run.id, say);
  topics.forEach(({ name }, topic) => {
    if (name !== undefined) notes.set(topic, { label: name });
  });
}
