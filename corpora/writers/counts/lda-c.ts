/** Writes LDA-C. */
import { asLines, type ExportSource, type Writer } from '../writer.ts';
import { countsOf, documentNamesFile, vocabularyFile } from './counts.ts';

/** Blei's LDA-C: how many different words, then word:count, numbered from 0. */
export const ldaC: Writer = {
  format: 'lda-c',
  summary: "word counts as in Blei's LDA-C (also R's lda and topicmodels)",
  files: [
    { name: 'corpus.ldac', needs: 'corpus', content: (source) => asLines(lines(source)) },
    vocabularyFile('corpus.vocab'),
    documentNamesFile('corpus.docnames'),
  ],
};

function* lines(source: ExportSource): Generator<string> {
  for (const document of source.documents()) {
    const pairs = countsOf(document).map(([word, count]) => `${word}:${count}`);
    yield [pairs.length, ...pairs].join(' ');
  }
}
