/** `gibbon documents`: the documents of a topic, of a label or of a search, with their topics. */
import { type Command, Option } from 'commander';
import type {
  DocumentSummary,
  Inspection,
  Span,
  TopicSummary,
} from '../../core/inspection/inspection.ts';
import { head } from '../components/cells.ts';
import { inert } from '../components/inert.ts';
import { topicNumber } from '../components/topic-label.ts';
import { findDocument } from '../inspecting/find-document.ts';
import { findTopic } from '../inspecting/find-topic.ts';
import {
  type InspectionOptions,
  addInspectionOptions,
  withInspection,
} from '../inspecting/options.ts';
import { printJson, printResult } from '../speaking/messages.ts';
import { type Interval, intervalsOf } from '../inspecting/intervals.ts';
import { wholeNumber } from '../options/numbers.ts';
import { inPages, mapped, printJsonLines, printJsonList, printTable } from '../speaking/listing.ts';
import { grouped, percent } from '../components/numbers.ts';

const examples = `
Examples:
  gibbon documents speeches.gibbon --topic 12        those with the largest share of a topic
  gibbon label speeches.gibbon --topic 12 --as Works
  gibbon documents speeches.gibbon --topic Works     the same by its label, or of a group
  gibbon documents speeches.gibbon --document 104    one document: its topics and its text
  gibbon documents speeches.gibbon --document "1846 James Polk#1"    one by its name
  gibbon documents speeches.gibbon --document 104 --intervals    and how sure each share is
  gibbon documents speeches.gibbon --json            every document with its topics, one a line`;

interface DocumentsOptions extends InspectionOptions {
  readonly topic?: string;
  readonly document?: string;
  readonly first: number;
  readonly limit?: number;
  readonly intervals?: boolean;
}

/** Cells of a document's text in a table. */
const excerptWidth = 80;
/** Topics named per document in the table; JSON has all. */
const numNamedTopics = 4;

export function defineCommand(command: Command): void {
  const number = wholeNumber({ least: 0, most: 2 ** 31 });
  command
    .arguments('<file>')
    .description(
      'Lists the documents of a corpus with the topics that a run found in them.\n\n' +
        'With --json, each document is an object on its own line. Those of a topic come in one object, with ' +
        'their total.',
    )
    .option('-t, --topic <number|label>', 'the documents with the largest share of this topic')
    .addOption(
      new Option('-d, --document <number|name>', 'one document, with its text').conflicts([
        'topic',
        'first',
        'limit',
      ]),
    )
    .option('--intervals', 'give each share with its 90% interval')
    .option('--first <number>', 'first row to show', number, 0)
    .option('--limit <number>', 'number of rows to show (default: 20; with --json, all)', number);
  addInspectionOptions(command).addHelpText('after', examples).action(listDocuments);
}

async function listDocuments(path: string, options: DocumentsOptions): Promise<void> {
  await withInspection(path, options, async (source) => {
    const { document, topic } = options;
    if (document !== undefined) {
      showDocument(source, findDocument(source, document, path), options);
    } else if (topic !== undefined) {
      await listOfTopic(
        source,
        findTopic(source.topics(), { topic, path, run: options.run }),
        options,
      );
    } else await listAll(source, options);
  });
}

async function listOfTopic(
  source: Inspection,
  topic: number,
  options: DocumentsOptions,
): Promise<void> {
  const { total } = source.topicDocuments(topic, { first: 0, limit: 0 });
  const rows = inPages(spanOf(options), (span) => source.topicDocuments(topic, span));
  const withIntervals = intervalsOf(source, options);
  if (options.json) {
    const listed = mapped(rows, ({ numTokens, ...row }) => ({
      ...row,
      ...withIntervals(row.document, [{ topic }])[0],
      tokens: numTokens,
    }));
    await printJsonList({ run: source.run.name, topic, total }, 'documents', listed);
    return;
  }
  await printTable(
    [
      { title: 'document', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'name' },
      { title: 'label' },
      { title: 'text' },
    ],
    mapped(rows, (row) => [
      String(row.document),
      shareOf({ ...row, ...withIntervals(row.document, [{ topic }])[0] }),
      row.name,
      row.label ?? '',
      head(inert(row.excerpt), excerptWidth),
    ]),
  );
}

async function listAll(source: Inspection, options: DocumentsOptions): Promise<void> {
  const topics = source.topics();
  const withIntervals = intervalsOf(source, options);
  const pages = inPages(spanOf(options), (span) => source.documents(span));
  const rows = mapped(pages, (row) => ({
    ...row,
    shares: withIntervals(
      row.document,
      options.json ? row.shares : row.shares.slice(0, numNamedTopics),
    ),
  }));
  if (options.json) {
    await printJsonLines(mapped(rows, summaryOf));
    return;
  }
  await printTable(
    [
      { title: 'document', align: 'right' },
      { title: 'tokens', align: 'right' },
      { title: 'name' },
      { title: 'label' },
      { title: 'topics' },
    ],
    mapped(rows, (row) => [
      String(row.document),
      grouped(row.numTokens),
      row.name,
      row.label ?? '',
      describeTopics(row.shares, topics),
    ]),
  );
}

/** A person sees the first; a program is given all, unless it says otherwise. */
function spanOf({ first, limit, json }: DocumentsOptions): Span {
  return { first, limit: limit ?? (json ? Number.MAX_SAFE_INTEGER - first : 20) };
}

function showDocument(source: Inspection, document: number, options: DocumentsOptions): void {
  const read = source.document(document);
  const view = { ...read, shares: intervalsOf(source, options)(document, read.shares) };
  if (options.json) {
    printJson({ ...summaryOf(view), text: view.text ?? null, words: view.tokens });
    return;
  }
  const facts = [
    `document ${document}: ${view.name}${view.label === undefined ? '' : ` (${view.label})`}`,
    ...view.metadata.map(([name, value]) => `${name}: ${value}`),
    `topics: ${describeTopics(view.shares, source.topics())}`,
  ];
  const words = view.tokens.map(({ word }) => word).join(' ');
  printResult(`${facts.join('\n')}\n\n${view.text ?? words}`);
}

function summaryOf(view: DocumentSummary) {
  return {
    document: view.document,
    name: view.name,
    label: view.label ?? null,
    metadata: Object.fromEntries(view.metadata),
    tokens: view.numTokens,
    topics: view.shares,
  };
}

interface Share {
  readonly topic: number;
  readonly share: number;
  readonly interval?: Interval;
}

/** "40.1%", or "40.1% (36.2% to 44.3%)". */
function shareOf({ share, interval }: Omit<Share, 'topic'>): string {
  if (interval === undefined) return percent(share, 1);
  return `${percent(share, 1)} (${percent(interval[0], 1)} to ${percent(interval[1], 1)})`;
}

/** "12 40.1%, Economy (7+2) 20.3%": groups have names. */
function describeTopics(shares: readonly Share[], topics: readonly TopicSummary[]): string {
  const nameOf = (topic: number): string => {
    const summary = topics[topic];
    const number = topicNumber(summary);
    return summary.members === undefined ? number : `${summary.label} (${number})`;
  };
  return shares.map((share) => `${nameOf(share.topic)} ${shareOf(share)}`).join(', ');
}
