/** A model as long tables, a row for each value. */
import { DocumentShares } from '../../core/inspection/shares.ts';
import { countsOf } from './counts/counts.ts';
import { delimitedLines } from './tables/delimited.ts';
import { type Cell, number, text, whole } from './tables/table.ts';
import { wordsOfTopic } from './topic-words.ts';
import type { ExportFile, ExportOptions, ExportSource, Writer } from './writer.ts';

/** The long tables that R's tidytext makes of a topic model, topics numbered from 1 as there. */
export const tidytext: Writer = {
  format: 'tidytext',
  summary: "long tables like those of R's tidytext",
  files: [
    tidyFile('beta.csv', 'run', [whole('topic'), text('term'), number('beta')], betaRows),
    tidyFile('gamma.csv', 'run', [text('document'), whole('topic'), number('gamma')], gammaRows),
    tidyFile('counts.csv', 'corpus', [text('document'), text('term'), whole('count')], countRows),
  ],
};

function tidyFile(
  name: string,
  needs: ExportFile['needs'],
  columns: Parameters<typeof delimitedLines>[0]['columns'],
  rows: (source: ExportSource, options: ExportOptions) => Iterable<Cell[]>,
): ExportFile {
  const content: ExportFile['content'] = (source, options) =>
    delimitedLines({ columns, rows: rows(source, options) }, ',', options);
  return { name, needs, content };
}

function* betaRows(source: ExportSource, { words }: ExportOptions): Generator<Cell[]> {
  for (const { topic } of source.run().topics) {
    for (const { word, probability } of wordsOfTopic(source, topic, words)) {
      yield [topic + 1, source.words[word], probability];
    }
  }
}

function* gammaRows(source: ExportSource): Generator<Cell[]> {
  const run = source.run();
  const shares = new DocumentShares(run.priors);
  for (const { id, name, topics, sampledTopics } of run.documents()) {
    for (const [topic, share] of shares.in(id).all(topics, sampledTopics()).entries())
      yield [name, topic + 1, share];
  }
}

function* countRows(source: ExportSource): Generator<Cell[]> {
  for (const document of source.documents()) {
    for (const [word, count] of countsOf(document)) {
      yield [document.name, source.words[word], count];
    }
  }
}
