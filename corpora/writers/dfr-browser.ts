/** What dfr-browser reads of a model: words, shares, metadata and a map of the topics. */
import { talliesOf } from './mallet/topic-docs.ts';
import { topicPlaces } from './topic-places.ts';
import { wordsOfTopic } from './topic-words.ts';
import type { ExportedRun, ExportOptions, ExportSource, Writer } from './writer.ts';

/** The files of dfr-browser's `data/` folder. */
export const dfrBrowser: Writer = {
  format: 'dfr-browser',
  summary: "the data folder of dfr-browser, a topic model's web page",
  files: [
    { name: 'info.json', needs: 'run', content: info },
    { name: 'tw.json', needs: 'run', content: topicWords },
    { name: 'dt.json', needs: 'run', content: (source) => documentTopics(source.run()) },
    { name: 'meta.csv', needs: 'run', content: metadata },
    { name: 'topic_scaled.csv', needs: 'run', content: scaled },
  ],
};

function* info(source: ExportSource): Generator<string> {
  const { name, sweep, topics } = source.run();
  const labelled = topics.filter(({ label }) => label !== undefined);
  yield `${JSON.stringify({
    title: name,
    meta_info: `${topics.length} topics after ${sweep} sweeps, found by gibbon`,
    VIS: {
      // By itself it asks for archives: meta.csv.zip and dt.json.zip.
      files: { meta: 'data/meta.csv', dt: 'data/dt.json' },
      hidden_topics: topics.filter(({ hidden }) => hidden).map(({ topic }) => topic + 1),
      topic_labels: Object.fromEntries(labelled.map(({ topic, label }) => [topic + 1, label])),
    },
    topic_labels: Object.fromEntries(labelled.map(({ topic, label }) => [topic + 1, label])),
  })}\n`;
}

function* topicWords(source: ExportSource, { words: limit }: ExportOptions): Generator<string> {
  const { alpha, topics } = source.run();
  yield `{"alpha":${JSON.stringify([...alpha])},"tw":[`;
  for (const { topic } of topics) {
    const top = [...wordsOfTopic(source, topic, limit)].filter(({ count }) => count > 0);
    const words = top.map(({ word }) => source.words[word]);
    const weights = top.map(({ count }) => count);
    yield `${topic === 0 ? '' : ','}${JSON.stringify({ words, weights })}`;
  }
  yield ']}\n';
}

/** Documents x topics in compressed columns: the rows and counts of topic k are p[k] to p[k + 1]. */
function* documentTopics(run: ExportedRun): Generator<string> {
  const starts = new Uint32Array(run.topics.length + 1);
  for (const { topic, numDocuments } of run.topics)
    starts[topic + 1] = starts[topic] + numDocuments;
  const numEntries = starts[run.topics.length];
  const [rows, counts] = [new Uint32Array(numEntries), new Uint32Array(numEntries)];
  const filled = starts.slice();
  for (const { id, topics } of run.documents()) {
    for (const [topic, count] of talliesOf(topics)) {
      rows[filled[topic]] = id;
      counts[filled[topic]++] = count;
    }
  }
  yield '{"i":';
  yield* numberArray(rows);
  yield ',"p":';
  yield* numberArray(starts);
  yield ',"x":';
  yield* numberArray(counts);
  yield '}\n';
}

function* numberArray(values: Uint32Array): Generator<string> {
  const portion = 10_000;
  yield '[';
  for (let start = 0; start < values.length; start += portion) {
    yield `${start === 0 ? '' : ','}${values.subarray(start, start + portion).join()}`;
  }
  yield ']';
}

/** Columns, without a header: id, title, author, journal, volume, issue, date, pages. */
function* metadata(source: ExportSource): Generator<string> {
  for (const { id, name, metadata: fields = {} } of source.documents()) {
    const field = (...names: string[]): unknown =>
      Object.entries(fields).find(([key]) => names.includes(key.toLowerCase()))?.[1];
    const row = [
      id,
      field('title') ?? name,
      field('author', 'authors', 'creator'),
      field('journal', 'journaltitle', 'source'),
      field('volume'),
      field('issue'),
      asDate(field('date', 'pubdate', 'year')),
      field('pages', 'pagerange'),
    ];
    yield `${row.map(asField).join(',')}\n`;
  }
}

/** A year alone is its first day. */
function asDate(value: unknown): unknown {
  return /^\d{4}$/u.test(String(value)) ? `${String(value)}-01-01` : value;
}

function asField(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* scaled(source: ExportSource): Generator<string> {
  const { x, y } = topicPlaces(source);
  for (const { topic } of source.run().topics) yield `${x[topic]},${y[topic]}\n`;
}
