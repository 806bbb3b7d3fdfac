/** What the formats of counts share: the words of a document with how often each occurs. */
import type { TokenizedDocument } from '../../database/assigned-documents.ts';
import { asLines, type ExportFile, type ExportSource, onOneLine } from '../writer.ts';

/** Word and count, by rising word. */
export function countsOf({ words }: TokenizedDocument): (readonly [word: number, count: number])[] {
  const counts = new Map<number, number>();
  for (const word of words.slice().sort()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts];
}

/** A word on each line; its line is its number. */
export function vocabularyFile(name: string): ExportFile {
  return { name, needs: 'corpus', content: ({ words }) => asLines(words) };
}

/** The names of the documents, one on each line. */
export function documentNamesFile(name: string): ExportFile {
  return { name, needs: 'corpus', content: (source) => asLines(namesOf(source)) };
}

function* namesOf(source: ExportSource): Generator<string> {
  for (const { name } of source.documents()) yield onOneLine(name);
}

/** Different words of all documents: the entries of the sparse matrix. */
export function numEntries(source: ExportSource): number {
  return source.documentCounts.reduce((sum, count) => sum + count, 0);
}

/** Document, word and count with spaces between, numbered from 1. */
export function* entryLines(source: ExportSource): Generator<string> {
  for (const document of source.documents()) {
    for (const [word, count] of countsOf(document)) {
      yield `${document.id + 1} ${word + 1} ${count}`;
    }
  }
}
