/** Writes UCI bags of words. */
import { asLines, type ExportSource, type Writer } from '../writer.ts';
import { documentNamesFile, entryLines, numEntries, vocabularyFile } from './counts.ts';

/** UCI's bag of words: D, V and the number of entries on three lines, then the entries. */
export const uci: Writer = {
  format: 'uci',
  summary: 'word counts as in the UCI bag-of-words collection',
  files: [
    { name: 'docword.txt', needs: 'corpus', content: (source) => asLines(lines(source)) },
    vocabularyFile('vocab.txt'),
    documentNamesFile('docnames.txt'),
  ],
};

function* lines(source: ExportSource): Generator<string> {
  yield* [source.numDocuments, source.words.length, numEntries(source)].map(String);
  yield* entryLines(source);
}
