/** Reads the vocabulary that belongs to counts. */
import { UserError } from '../../core/errors.ts';
import { describePlace, type Place } from './document.ts';
import { readLines } from './lines.ts';
import type { ReadContext } from './reader.ts';
import { openSource } from './source.ts';

/**
 * A word on each line, whose number is the word's. gensim's dictionaries are read as well: the
 * number of documents on the first line, then number, word and documents with tabs between.
 */
export async function readVocabulary(file: string, context: ReadContext): Promise<string[]> {
  const lines: string[] = [];
  for await (const stretch of readLines(await openSource(file), context)) {
    for (const line of stretch.lines) lines.push(line.trim());
  }
  return isDictionary(lines) ? wordsOfDictionary(lines, file) : lines;
}

function isDictionary([first = '', second = '']: readonly string[]): boolean {
  return /^\d+$/u.test(first) && /^\d+\t[^\t]+\t\d+$/u.test(second);
}

/** Dictionaries lose numbers when words are filtered out of them, but not nearly all. */
const mostPerWord = 1000;

function wordsOfDictionary(lines: readonly string[], file: string): string[] {
  const words: string[] = [];
  const most = 1_000_000 + mostPerWord * lines.length;
  lines.slice(1).forEach((line, index) => {
    const [id, word] = line.split('\t');
    if (line !== '') words[checkId(id, most, { path: file, line: index + 2 })] = word;
  });
  return Array.from(words, (word, id) => word ?? `#${id}`); // numbers without a word stay numbered
}

function checkId(id: string, most: number, place: Place): number {
  if (/^\d+$/u.test(id) && Number(id) <= most) return Number(id);
  throw new UserError(
    'word-list-invalid',
    `Cannot read ${describePlace(place)}: "${id.slice(0, 40)}" was found; ` +
      `the number of a word, at most ${most}, was expected`,
    { hint: 'A line of a dictionary is: number, word and documents, with tabs between.' },
  );
}
