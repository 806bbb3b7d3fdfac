/** `gibbon words`: the topics of a word, and the places where it occurs. */
import type { Command } from 'commander';
import { UserError } from '../../core/errors.ts';
import type {
  Inspection,
  KeywordInContext,
  SearchHit,
  TopicSummary,
  WordView,
} from '../../core/inspection/inspection.ts';
import { head, tail } from '../components/cells.ts';
import { inert } from '../components/inert.ts';
import {
  type InspectionOptions,
  addInspectionOptions,
  withInspection,
} from '../inspecting/options.ts';
import { printResult } from '../speaking/messages.ts';
import { wholeNumber } from '../options/numbers.ts';
import { inPages, mapped, printJsonList, printTable } from '../speaking/listing.ts';
import { count, percent } from '../components/numbers.ts';
import { topicLabel, topicNumber } from '../components/topic-label.ts';
import { formatTable } from '../speaking/table.ts';

const examples = `
Examples:
  gibbon words speeches.gibbon treaty           its topics, and where it occurs
  gibbon words speeches.gibbon treaty --limit 50`;

interface WordsOptions extends InspectionOptions {
  readonly limit: number;
}

const numTopicWords = 6;
/** Cells on each side of a word in context. */
const contextWidth = 38;

export function defineCommand(command: Command): void {
  const limit = wholeNumber({ least: 0, most: 2 ** 31 });
  command
    .arguments('<file> <word>')
    .description('Shows which topics a word belongs to, and the places where it occurs.')
    .option('--limit <number>', 'number of places to show', limit, 10);
  addInspectionOptions(command).addHelpText('after', examples).action(showWord);
}

async function showWord(path: string, word: string, options: WordsOptions): Promise<void> {
  await withInspection(path, options, async (source) => {
    const view = source.word(word) ?? source.word(word.normalize('NFKC').toLowerCase());
    if (view === undefined) throw notFound(source, word);
    const places = inPages({ first: 0, limit: options.limit }, (span) =>
      source.keywordInContext(view.word, span),
    );
    if (options.json) {
      const rows = mapped(places, ({ topic = null, ...row }) => ({ ...row, topic }));
      await printJsonList({ run: source.run.name, ...asJson(view) }, 'places', rows);
      return;
    }
    const found = `${count(view.numTokens, 'time')} in ${count(view.numDocuments, 'document')}`;
    const all = source.topics();
    const topics = formatTable(
      [{ title: 'topic', align: 'right' }, { title: 'share', align: 'right' }, { title: 'words' }],
      view.topics.map(({ topic, share }) => [
        topicNumber(all[topic]),
        percent(share, 1),
        [...labelOf(all[topic]), ...all[topic].words.slice(0, numTopicWords)].join(' '),
      ]),
    );
    printResult(`${view.word}: ${found}\n\n${topics}\n`);
    await printPlaces(places);
  });
}

async function printPlaces(places: Iterable<KeywordInContext>): Promise<void> {
  await printTable(
    [
      { title: 'before', align: 'right' },
      { title: 'word' },
      { title: 'after' },
      { title: 'topic', align: 'right' },
      { title: 'document' },
    ],
    mapped(places, (row) => [
      tail(inert(row.before), contextWidth),
      row.keyword,
      head(inert(row.after), contextWidth),
      row.topic === undefined ? '-' : String(row.topic),
      `${row.document} ${row.name}`,
    ]),
  );
}

function labelOf(topic: TopicSummary): string[] {
  const label = topicLabel(topic);
  return label === undefined ? [] : [`[${label}]`];
}

function asJson({ word, numTokens: tokens, numDocuments: documents, topics }: WordView) {
  return { word, tokens, documents, topics };
}

function notFound(source: Inspection, word: string): UserError {
  const near = source
    .search(word.slice(0, 4), 'words', { first: 0, limit: 5 })
    .rows.flatMap(wordsOf);
  return new UserError(
    'word-unknown',
    `Cannot show the word "${word}" (${source.fileName}): it is not in the vocabulary; a word of the corpus was expected`,
    {
      hint:
        near.length > 0
          ? `Similar words there: ${near.join(', ')}`
          : 'Stop words, rare words and very common ones were left out on import.',
    },
  );
}

function wordsOf(hit: SearchHit): string[] {
  return hit.kind === 'word' ? [hit.word] : [];
}
