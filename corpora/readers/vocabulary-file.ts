import { readLines } from './lines.ts';
import type { ReadContext } from './reader.ts';
import { openSource } from './source.ts';

/** A word on each line; the line's number is the word's. */
export async function readVocabulary(file: string, context: ReadContext): Promise<string[]> {
  const words: string[] = [];
  for await (const { lines } of readLines(await openSource(file), context)) {
    for (const line of lines) words.push(line.trim());
  }
  return words;
}
