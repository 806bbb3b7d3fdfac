/** Writes MALLET's topic-docs file. */
import { TopDocuments } from '../../../core/inspection/top-documents.ts';
import { asLines, type ExportFile, type ExportSource } from '../writer.ts';
import { asField } from './fields.ts';

/** MALLET ranks documents with this prior for each topic, whatever the model's is. */
const rankingPrior = 10;
const numDocuments = 100;

/** The best documents of each topic, by MALLET's (n_dk + 10) / (n_d + 10 K). */
export const topicDocs: ExportFile = {
  name: 'topic-docs.txt',
  needs: 'run',
  content: (source) => asLines(lines(source)),
};

function* lines(source: ExportSource): Generator<string> {
  const run = source.run();
  const numTopics = run.topics.length;
  const best = new TopDocuments(numTopics, numDocuments);
  for (const { id, topics } of run.documents()) {
    for (const [topic, count] of talliesOf(topics)) {
      const share = (count + rankingPrior) / (topics.length + rankingPrior * numTopics);
      best.offer(topic, { document: id, count, share });
    }
  }
  yield '#topic doc name proportion ...';
  for (const { topic } of run.topics) {
    for (const { document, share } of best.ranked(topic)) {
      yield `${topic} ${document} ${asField(source.nameOf(document))} ${share.toFixed(6)}`;
    }
  }
}

/** Tokens of each topic that occurs. */
export function talliesOf(topics: Uint16Array): Map<number, number> {
  const tallies = new Map<number, number>();
  for (const topic of topics) tallies.set(topic, (tallies.get(topic) ?? 0) + 1);
  return tallies;
}
