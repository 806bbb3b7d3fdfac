/** Writes SVMlight. */
import { asLines, type ExportSource, type Writer } from '../writer.ts';
import { countsOf, documentNamesFile, vocabularyFile } from './counts.ts';

/**
 * SVMlight: a number, then word:count, numbered from 1. The number is the document's label where
 * that is one, else 0.
 */
export const svmlight: Writer = {
  format: 'svmlight',
  summary: 'word counts as in SVMlight and libsvm (scikit-learn)',
  files: [
    { name: 'corpus.svmlight', needs: 'corpus', content: (source) => asLines(lines(source)) },
    vocabularyFile('corpus.vocab'),
    documentNamesFile('corpus.docnames'),
  ],
};

function* lines(source: ExportSource): Generator<string> {
  for (const document of source.documents()) {
    const label = document.label?.trim() ?? '';
    const target = /^[+-]?\d+(?:\.\d+)?$/u.test(label) ? label : '0';
    const pairs = countsOf(document).map(([word, count]) => `${word + 1}:${count}`);
    yield [target, ...pairs].join(' ');
  }
}
