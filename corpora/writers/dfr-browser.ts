/** What dfr-browser reads of a model: words, shares, metadata and a map of the topics. */
import { type InPieces, withBreaks } from '../breaks.ts';
import { DateColumn } from '../dates/date-column.ts';
import type { DateParser } from '../dates/date-format.ts';
import { talliesOf } from './mallet/topic-docs.ts';
import { topicPlaces } from './topic-places.ts';
import { wordsOfTopic } from './topic-words.ts';
import type { Content, ExportedRun, ExportOptions, ExportSource, Writer } from './writer.ts';

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

const dateFields = ['date', 'pubdate', 'year'];

async function metadata(source: ExportSource, { signal }: ExportOptions): Promise<Content> {
  return metadataLines(source, await withBreaks(dateParser(source), signal));
}

/** Columns, without a header: id, title, author, journal, volume, issue, date, pages. */
function* metadataLines(source: ExportSource, parse: DateParser): Generator<string> {
  for (const { id, name, metadata: fields = {} } of source.documents()) {
    const field = (...names: string[]): unknown => valueOf(fields, names);
    const row = [
      id,
      field('title') ?? name,
      field('author', 'authors', 'creator'),
      field('journal', 'journaltitle', 'source'),
      field('volume'),
      field('issue'),
      asDate(field(...dateFields), parse),
      field('pages', 'pagerange'),
    ];
    yield `${row.map(asField).join(',')}\n`;
  }
}

function valueOf(fields: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
  return Object.entries(fields).find(([key]) => names.includes(key.toLowerCase()))?.[1];
}

/** Dates are read as elsewhere: by all of them, and as years alone where days and months cannot be told apart. */
function* dateParser(source: ExportSource): InPieces<DateParser> {
  const column = new DateColumn();
  for (const { metadata: fields = {} } of source.documents()) {
    const value = valueOf(fields, dateFields);
    if (isWritten(value)) column.add(String(value));
    yield;
  }
  return column.parserOrYears('date');
}

function isWritten(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** As a browser reads dates; a year or a month alone is its first day. What is no date stays. */
function asDate(value: unknown, parse: DateParser): unknown {
  const date = isWritten(value) ? parse(String(value)) : undefined;
  if (date === undefined) return value;
  const { year, month = 1, day = 1 } = date;
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
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
