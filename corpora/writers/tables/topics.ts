/** The table of topics. */
import { featureNames } from '../../../core/covariates/design.ts';
import { weightScale } from '../../../core/covariates/weights.ts';
import { UserError } from '../../../core/errors.ts';
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

/** Topics x words: the most probable words of each topic, or all of phi. */
export const topicWords: TableKind = {
  name: 'topic-words',
  needs: 'run',
  table: (source, options) => ({
    columns: [whole('topic'), whole('rank'), text('word'), whole('tokens'), number('probability')],
    rows: wordRows(source, options),
  }),
};

/** Topics x features: the weights of a run's covariates. */
export const topicWeights: TableKind = {
  name: 'topic-weights',
  needs: 'run',
  onlyWhenAsked: true,
  table: (source) => ({
    columns: [whole('topic'), text('feature'), number('weight')],
    rows: weightRows(source),
  }),
};

function* weightRows(source: ExportSource): Generator<Cell[]> {
  const { name, covariates } = source.run();
  if (covariates === undefined) {
    throw new UserError(
      'covariates-missing',
      `Cannot write the weights of covariates: the run "${name}" was trained without any`,
    );
  }
  const { design, weights } = covariates;
  const features = featureNames(design);
  const numTopics = weights.length / features.length;
  for (let topic = 0; topic < numTopics; topic++) {
    for (const [at, feature] of features.entries()) {
      yield [topic, feature, weights[at * numTopics + topic] / weightScale];
    }
  }
}

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
