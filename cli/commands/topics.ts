/** `gibbon topics`: the topics of a run with their words. */
import { type Command, Option } from 'commander';
import type { Inspection, TopicSummary } from '../../core/inspection/inspection.ts';
import {
  type InspectionOptions,
  addInspectionOptions,
  withInspection,
} from '../inspecting/options.ts';
import { printJson, printResult } from '../speaking/messages.ts';
import { fraction, wholeNumber } from '../options/numbers.ts';
import { decimals, percent } from '../components/numbers.ts';
import { topicLabel, topicNumber } from '../components/topic-label.ts';
import { formatTable } from '../speaking/table.ts';

const examples = `
Examples:
  gibbon topics speeches.gibbon
  gibbon topics speeches.gibbon --words 20 --sort share
  gibbon topics speeches.gibbon --json | jq '.topics[0].words'`;

const orders = ['number', 'share', 'coherence', 'distinctiveness'] as const;

interface TopicsOptions extends InspectionOptions {
  readonly words: number;
  readonly sort: (typeof orders)[number];
  readonly lambda: number;
  readonly all?: boolean;
}

export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description(
      'Lists the topics of a run with their share of the corpus and their top words.\n\n' +
        'Coherence: how often the ten most probable words of a topic occur in the same documents ' +
        '(mean NPMI of their pairs, from -1 to 1; high is good, 0 is chance).\n' +
        'Distinctiveness: how far the words of a topic differ from those of the whole corpus ' +
        '(Kullback-Leibler divergence in nats; 0 means not at all).',
    )
    .option('--words <number>', 'words per topic', wholeNumber({ least: 1, most: 2 ** 31 }), 10)
    .addOption(new Option('--sort <order>', 'order of topics').choices(orders).default('number'))
    .option(
      '--lambda <number>',
      'order of words: 1 by probability, 0 by distinctiveness',
      fraction,
      1,
    )
    .option('--all', 'include hidden topics');
  addInspectionOptions(command).addHelpText('after', examples).action(listTopics);
}

async function listTopics(path: string, options: TopicsOptions): Promise<void> {
  await withInspection(path, options, (source) => {
    const topics = source
      .topics()
      .filter(({ hidden }) => options.all || !hidden)
      .toSorted(inOrder(options.sort));
    if (options.json) printJson(asJson(source, topics, options));
    else printResult(asTable(source, topics, options));
  });
}

function asTable(
  source: Inspection,
  topics: readonly TopicSummary[],
  { words, lambda }: TopicsOptions,
): string {
  const columns = [
    { title: 'topic', align: 'right' },
    { title: 'share', align: 'right' },
    { title: 'coherence', align: 'right' },
    { title: 'words' },
  ] as const;
  const rows = topics.map((topic) => [
    topicNumber(topic),
    percent(topic.share, 1),
    decimals(topic.coherence),
    [
      ...labelsOf(topic),
      ...topWords(source, topic, { words, lambda }).map(({ word }) => word),
    ].join(' '),
  ]);
  return formatTable(columns, rows);
}

/** In brackets before the words; of a topic in a group, with the group's. */
function labelsOf(topic: TopicSummary): string[] {
  const label = topicLabel(topic);
  const group = topic.memberOf === undefined ? undefined : topic.group;
  return [
    ...(label === undefined ? [] : [`[${label}]`]),
    ...(group === undefined ? [] : [`[in ${group}]`]),
    ...(topic.standing === undefined ? [] : [`(${topic.standing})`]),
  ];
}

function asJson(
  source: Inspection,
  topics: readonly TopicSummary[],
  { words, lambda }: TopicsOptions,
): unknown {
  const { run } = source;
  return {
    run: run.name,
    sweep: run.sweep,
    topics: topics.map((topic) => ({
      topic: topic.topic,
      share: topic.share,
      alpha: topic.alpha,
      standing: topic.standing ?? null,
      tokens: topic.numTokens,
      documents: topic.numDocuments,
      label: topic.label ?? null,
      hidden: topic.hidden,
      group: topic.group ?? null,
      members: topic.members ?? [topic.topic],
      memberOf: topic.memberOf ?? null,
      carried: topic.carried ?? null,
      coherence: topic.coherence ?? null,
      distinctiveness: topic.distinctiveness,
      words: topWords(source, topic, { words, lambda }).map(({ word, count, probability }) => ({
        word,
        count,
        probability,
      })),
    })),
  };
}

function topWords(
  source: Inspection,
  { topic }: TopicSummary,
  { words, lambda }: { words: number; lambda: number },
) {
  return source.topicWords(topic, lambda, { first: 0, limit: words }).rows;
}

function inOrder(order: TopicsOptions['sort']): (a: TopicSummary, b: TopicSummary) => number {
  if (order === 'number') return (a, b) => a.topic - b.topic;
  return (a, b) => (b[order] ?? -Infinity) - (a[order] ?? -Infinity) || a.topic - b.topic;
}
