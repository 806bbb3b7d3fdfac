/** The table of tokens and their topics. */
import type { ExportSource } from '../writer.ts';
import { type Cell, type TableKind, text, whole } from './table.ts';

/** Every token of the corpus with the topic that the run gave it: a row for each, so it is large. */
export const tokens: TableKind = {
  name: 'tokens',
  needs: 'run',
  onlyWhenAsked: true,
  table: (source) => ({
    columns: [whole('document'), whole('token'), text('word'), whole('topic')],
    rows: rows(source),
  }),
};

function* rows(source: ExportSource): Generator<Cell[]> {
  for (const { id, words, topics } of source.run().documents()) {
    for (let token = 0; token < words.length; token++) {
      yield [id, token, source.words[words[token]], topics[token]];
    }
  }
}
