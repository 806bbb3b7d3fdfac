/** Writes Matrix Market files. */
import { asLines, type ExportFile, type ExportSource, type Writer } from '../writer.ts';
import { documentNamesFile, entryLines, numEntries, vocabularyFile } from './counts.ts';

/** Documents x words as a sparse matrix, which R, Python, Julia and Matlab read. */
export const matrixMarket: Writer = {
  format: 'matrix-market',
  summary: 'word counts as a sparse matrix (R, SciPy, Julia, Matlab)',
  files: [
    matrixFile('corpus.mtx', 'integer'),
    vocabularyFile('corpus.vocab'),
    documentNamesFile('corpus.docnames'),
  ],
};

/** @param field of the header: "integer", or "real" for gensim, which reads nothing else. */
export function matrixFile(name: string, field: 'integer' | 'real'): ExportFile {
  return { name, needs: 'corpus', content: (source) => asLines(lines(source, field)) };
}

function* lines(source: ExportSource, field: string): Generator<string> {
  yield `%%MatrixMarket matrix coordinate ${field} general`;
  yield `${source.numDocuments} ${source.words.length} ${numEntries(source)}`;
  yield* entryLines(source);
}
