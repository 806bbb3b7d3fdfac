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
  return isDictionary(lines) ? wordsOfDictionary(lines) : lines;
}

function isDictionary([first = '', second = '']: readonly string[]): boolean {
  return /^\d+$/u.test(first) && /^\d+\t[^\t]+\t\d+$/u.test(second);
}

function wordsOfDictionary(lines: readonly string[]): string[] {
  const words: string[] = [];
  for (const line of lines.slice(1)) {
    const [id, word] = line.split('\t');
    words[Number(id)] = word;
  }
  return Array.from(words, (word, id) => word ?? `#${id}`); // numbers without a word stay numbered
}
