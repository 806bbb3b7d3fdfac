/** Writes gensim's corpus and dictionary. */
import { asLines, type ExportSource, type Writer } from '../writer.ts';
import { matrixFile } from './matrix-market.ts';

/** What gensim's `MmCorpus` and `Dictionary.load_from_text` read. */
export const gensim: Writer = {
  format: 'gensim',
  summary: "word counts and dictionary for Python's gensim",
  files: [
    matrixFile('corpus.mm', 'real'),
    { name: 'corpus.dict.txt', needs: 'corpus', content: (source) => asLines(dictionary(source)) },
  ],
};

/** The number of documents, then number, word and documents with tabs between, sorted by word. */
function* dictionary({ numDocuments, words, documentCounts }: ExportSource): Generator<string> {
  yield String(numDocuments);
  const order = Array.from(words, (_, id) => id).sort((a, b) => (words[a] < words[b] ? -1 : 1));
  for (const id of order) yield `${id}\t${words[id]}\t${documentCounts[id]}`;
}
