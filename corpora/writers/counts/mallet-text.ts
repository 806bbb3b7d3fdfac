/** Writes texts that MALLET imports. */
import { asLines, type ExportSource, onOneLine, type Writer } from '../writer.ts';

/**
 * MALLET's instances, one on each line: name, label, and the words that were counted. The name and
 * the label must not hold white space, where MALLET's importer would cut them.
 */
export const malletText: Writer = {
  format: 'mallet',
  summary: 'the counted words of each document, for MALLET to import',
  files: [{ name: 'corpus.txt', needs: 'corpus', content: (source) => asLines(lines(source)) }],
};

function* lines(source: ExportSource): Generator<string> {
  for (const { name, label, words } of source.documents()) {
    const text = Array.from(words, (word) => source.words[word].replace(/\s+/gu, '_')).join(' ');
    yield `${asField(name)}\t${asField(label ?? '')}\t${text}`;
  }
}

function asField(text: string): string {
  return onOneLine(text).replace(/[\s,]+/gu, '_') || '-';
}
