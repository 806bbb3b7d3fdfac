/** Writes MALLET's doc-topics file. */
import { DocumentShares } from '../../../core/inspection/shares.ts';
import { asLines, type ExportFile, type ExportSource, onOneLine } from '../writer.ts';

/** Number, name and the share of every topic, with tabs between and no header. */
export const docTopics: ExportFile = {
  name: 'doc-topics.txt',
  needs: 'run',
  content: (source) => asLines(denseLines(source)),
};

/** The topics that have a token in a document, each followed by its share, the largest first. */
export const docTopicsSparse: ExportFile = {
  name: 'doc-topics-sparse.txt',
  needs: 'run',
  content: (source) => asLines(sparseLines(source)),
};

function* denseLines(source: ExportSource): Generator<string> {
  const run = source.run();
  const shares = new DocumentShares(run.priors);
  for (const { id, name, topics, sampledTopics } of run.documents()) {
    yield [id, onOneLine(name), ...shares.in(id).all(topics, sampledTopics())].join('\t');
  }
}

function* sparseLines(source: ExportSource): Generator<string> {
  const run = source.run();
  const shares = new DocumentShares(run.priors);
  yield '#doc name topic proportion ...';
  for (const { id, name, topics, sampledTopics } of run.documents()) {
    const pairs = shares
      .in(id)
      .present(topics, sampledTopics())
      .map(({ topic, share }) => `${topic}\t${share}\t`);
    yield `${id}\t${onOneLine(name)}\t${pairs.join('')}`;
  }
}
