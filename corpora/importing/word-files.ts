import { UserError } from '../../core/errors.ts';
import { readLines } from '../readers/lines.ts';
import type { ReadContext } from '../readers/reader.ts';
import { openSource } from '../readers/source.ts';

interface FileLine {
  readonly text: string;
  readonly line: number;
}

/** Lines with something on them; `#` begins a comment. */
async function* linesOf(file: string, context: ReadContext): AsyncGenerator<FileLine> {
  const source = await openSource(file);
  for await (const { first, lines } of readLines(source, context)) {
    for (const [index, line] of lines.entries()) {
      const text = line.trim();
      if (text !== '' && !text.startsWith('#')) yield { text, line: first + index };
    }
  }
}

/** A word on each line. Undefined without a file. */
export async function readWordList(
  file: string | undefined,
  context: ReadContext,
): Promise<Set<string> | undefined> {
  if (file === undefined) return undefined;
  const words = new Set<string>();
  for await (const { text } of linesOf(file, context)) words.add(text);
  return words;
}

/**
 * A phrase on each line, its words with spaces or underscores between them.
 *
 * @returns from the phrase with spaces to the word that stands for it (`state_of_the_union`).
 */
export async function readPhrases(
  file: string | undefined,
  context: ReadContext,
): Promise<Map<string, string>> {
  const phrases = new Map<string, string>();
  if (file === undefined) return phrases;
  for await (const { text } of linesOf(file, context)) {
    const words = text.split(/[\s_]+/u).filter((word) => word !== '');
    if (words.length > 1) phrases.set(words.join(' '), words.join('_'));
  }
  return phrases;
}

export interface Replacements {
  /** Single words; nothing on the right takes the word away. */
  readonly words: ReadonlyMap<string, string>;
  /** Several words that become one. */
  readonly joins: ReadonlyMap<string, string>;
}

/** `colour => color`, `united states => usa`, or with a tab between, on each line. */
export async function readReplacements(
  file: string | undefined,
  context: ReadContext,
): Promise<Replacements> {
  const words = new Map<string, string>();
  const joins = new Map<string, string>();
  if (file === undefined) return { words, joins };
  for await (const { text, line } of linesOf(file, context)) {
    const [from, to, ...more] = text.split(/\s*(?:=>|\t)\s*/u);
    if (to === undefined || more.length > 0 || from === '') {
      throw new UserError(
        'word-list-invalid',
        `Cannot read ${file}, line ${line}: "${text}" was found; "word => replacement" was expected`,
        { hint: 'Write => or a tab between the word and what takes its place.' },
      );
    }
    const parts = from.split(/[\s_]+/u);
    const target = to.replace(/\s+/gu, '_');
    if (parts.length === 1) words.set(from, target);
    else joins.set(parts.join(' '), target === '' ? parts.join('_') : target);
  }
  return { words, joins };
}
