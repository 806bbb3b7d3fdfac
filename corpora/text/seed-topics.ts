/** Words that a person expects in topics: how a list of them is written. */
import { UserError } from '../../core/errors.ts';
import { type WordList, entriesOf } from './word-list.ts';

/** The seed words of one topic. */
export interface SeedTopic {
  /** A name for the topic; it becomes its label. */
  readonly name?: string | undefined;
  /** Words of the vocabulary; a phrase with spaces or underscores between its words. */
  readonly words: readonly string[];
}

/**
 * A topic on each line, in the order of their numbers: its words with spaces between them, or with
 * commas, where a phrase may have spaces. A name may come first, with a colon; a line that ends there
 * leaves a topic without seed words.
 *
 *     Trade: tariff, import, free trade
 *     army navy war
 *
 * @throws {UserError} when no line has words.
 */
export function seedTopicsOf(list: WordList): SeedTopic[] {
  const topics = Array.from(entriesOf(list), ({ text }): SeedTopic => {
    const colon = text.indexOf(':');
    const name = text.slice(0, Math.max(0, colon)).trim();
    const rest = text.slice(colon + 1);
    const words = rest
      .split(rest.includes(',') ? ',' : /\s+/u)
      .map((word) => word.trim())
      .filter((word) => word !== '');
    return { name: name === '' ? undefined : name, words };
  });
  if (topics.some(({ words }) => words.length > 0)) return topics;
  throw new UserError(
    'seed-words-invalid',
    `Cannot read seed words (${list.name}): no words were found; those of a topic on each line were ` +
      'expected',
    { hint: 'Write "name: word, word, word" for each topic; the name may be left out.' },
  );
}
