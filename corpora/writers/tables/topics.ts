/** The table of topics. */
import { topWordsOf, wordsOfTopic } from '../topic-words.ts';
import type { ExportOptions, ExportSource } from '../writer.ts';
import { type Cell, number, type TableKind, text, whole } from './table.ts';

/** The topics with their labels, shares and measures, and their words on one line. */
export const topics: TableKind = {
  name: 'topics',
  needs: 'run',
  table: (source, options) => ({
    columns: [
      whole('topic'),
      text('label'),
      { name: 'hidden', type: 'truth' },
      text('group'),
      number('share'),
      whole('tokens'),
      whole('documents'),
      number('alpha'),
      number('coherence'),
      number('distinctiveness'),
      text('words'),
    ],
    rows: topicRows(source, options),
  }),
};

/** Topics x words: the most frequent words of each topic, or all of phi. */
export const topicWords: TableKind = {
  name: 'topic-words',
  needs: 'run',
  table: (source, options) => ({
    columns: [whole('topic'), whole('rank'), text('word'), whole('tokens'), number('probability')],
    rows: wordRows(source, options),
  }),
};

function* topicRows(source: ExportSource, { words }: ExportOptions): Generator<Cell[]> {
  const run = source.run();
  const limit = words === 'all' ? source.words.length : words;
  for (const topic of run.topics) {
    yield [
      topic.topic,
      topic.label,
      topic.hidden,
      topic.group,
      topic.share,
      topic.numTokens,
      topic.numDocuments,
      topic.alpha,
      topic.coherence,
      topic.distinctiveness,
      topWordsOf(source, run, { topic: topic.topic, limit }).join(' '),
    ];
  }
}

function* wordRows(source: ExportSource, { words }: ExportOptions): Generator<Cell[]> {
  for (const { topic } of source.run().topics) {
    let rank = 0;
    for (const { word, count, probability } of wordsOfTopic(source, topic, words)) {
      yield [topic, ++rank, source.words[word], count, probability];
    }
  }
}
