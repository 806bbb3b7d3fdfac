/** The table of documents and their topics. */
import { DocumentShares } from '../../../core/inspection/shares.ts';
import type { ExportSource } from '../writer.ts';
import { type Cell, number, type Table, type TableKind, text, whole } from './table.ts';

/** Documents x topics: a row for each document, a column for each topic. The shares add up to 1. */
export const documentTopics: TableKind = {
  name: 'document-topics',
  needs: 'run',
  table: (source) => ({
    columns: [
      whole('document'),
      text('name'),
      ...source.run().topics.map(({ topic }) => number(`topic_${topic}`)),
    ],
    rows: wideRows(source),
  }),
};

/** A row for each topic that has a token in a document, with its tokens and its share. */
export const documentTopicsLong: TableKind = {
  name: 'document-topics-long',
  needs: 'run',
  table: (source): Table => ({
    columns: [whole('document'), text('name'), whole('topic'), whole('tokens'), number('share')],
    rows: longRows(source),
  }),
};

function* wideRows(source: ExportSource): Generator<Cell[]> {
  const run = source.run();
  const shares = new DocumentShares(run.priors);
  for (const { id, name, topics, sampledTopics } of run.documents())
    yield [id, name, ...shares.in(id).all(topics, sampledTopics())];
}

function* longRows(source: ExportSource): Generator<Cell[]> {
  const run = source.run();
  const shares = new DocumentShares(run.priors);
  for (const { id, name, topics, sampledTopics } of run.documents()) {
    for (const { topic, tokens, share } of shares.in(id).present(topics, sampledTopics())) {
      yield [id, name, topic, tokens, share];
    }
  }
}
