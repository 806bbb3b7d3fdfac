/** Lists that a person gives: stop words, a vocabulary, phrases, replacements. */
import { UserError } from '../../core/errors.ts';

/**
 * A list as it was given, line by line, with the name under which reports speak of it. It is stored
 * with the corpus, so that its words can be chosen again where the file is not.
 */
export interface WordList {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The words of a list with one on each line. */
export function wordsOf(list: WordList): Set<string> {
  return new Set(Array.from(entriesOf(list), ({ text }) => text));
}

/**
 * Phrases, one on each line, their words with spaces or underscores between them.
 *
 * @returns from the phrase with spaces to the word that stands for it (`state_of_the_union`).
 */
export function phrasesOf(list: WordList): Map<string, string> {
  const phrases = new Map<string, string>();
  for (const { text } of entriesOf(list)) {
    const words = text.split(/[\s_]+/u).filter((word) => word !== '');
    if (words.length > 1) phrases.set(words.join(' '), words.join('_'));
  }
  return phrases;
}

export interface Replacements {
  /** Single words; nothing on the right takes the word away. */
  readonly words: ReadonlyMap<string, string>;
  /** Several words that become one; nothing on the right takes them away. */
  readonly joins: ReadonlyMap<string, string>;
}

/**
 * `colour => color`, `united states => usa`, `best regards =>`, or with a tab between, on each line.
 *
 * @throws {UserError} when a line is anything else.
 */
export function replacementsOf(list: WordList): Replacements {
  const words = new Map<string, string>();
  const joins = new Map<string, string>();
  for (const { text, line } of entriesOf(list)) {
    const [from, to, ...more] = text.split(/\s*(?:=>|\t)\s*/u);
    if (to === undefined || more.length > 0 || from === '') {
      throw new UserError(
        'word-list-invalid',
        `Cannot read ${list.name}, line ${line}: "${text}" was found; "word => replacement" was expected`,
        { hint: 'Write => or a tab between the word and its replacement.' },
      );
    }
    const parts = from.split(/[\s_]+/u);
    const target = to.replace(/\s+/gu, '_');
    if (parts.length === 1) words.set(from, target);
    else joins.set(parts.join(' '), target);
  }
  return { words, joins };
}

/** Lines with something on them; `#` begins a comment. */
export function* entriesOf({ lines }: WordList): Generator<{ text: string; line: number }> {
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (text !== '' && !text.startsWith('#')) yield { text, line: index + 1 };
  }
}
