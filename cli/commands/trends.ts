/** `gibbon trends`: the shares of topics over time, or by any other field of the documents. */
import { type Command, Option } from 'commander';
import { type Period, periods } from '../../corpora/dates/periods.ts';
import { type Trends, trendsBy } from '../../corpora/trends/trends.ts';
import { ProjectSource } from '../../corpora/writers/open-source.ts';
import { findTopic } from '../inspecting/find-topic.ts';
import { showSlowWork } from '../inspecting/open.ts';
import { fraction, wholeNumber } from '../options/numbers.ts';
import { printAs } from '../speaking/print-as.ts';
import { printMessage } from '../speaking/messages.ts';
import { trendsAsJson } from '../trends/json.ts';
import { trendsAsSvg } from '../trends/svg.ts';
import { trendsAsTable } from '../trends/rows.ts';
import { trendsAsText } from '../trends/text.ts';

const examples = `
Examples:
  gibbon trends speeches.gibbon --by year                     every topic over the years
  gibbon trends speeches.gibbon --by year --topic 12 --period decade
  gibbon trends speeches.gibbon --by president --topic 3 --topic 12 --csv > presidents.csv
  gibbon trends speeches.gibbon --by year --topic 12 --svg > topic-12.svg
  gibbon trends letters.gibbon --by sent --date-format DD/MM/YY`;

interface TrendsCommandOptions {
  readonly by: string;
  readonly topic?: readonly string[];
  readonly run?: string;
  readonly period?: Period;
  readonly dateFormat?: string;
  readonly resamples: number;
  readonly interval: number;
  readonly seed: number;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly svg?: boolean;
}

export function defineCommand(command: Command): void {
  const seed = wholeNumber({ least: 0, most: 2 ** 32 - 1 });
  command
    .arguments('<file>')
    .description(
      "Shows each topic's share of the tokens in each period, or for each value of a metadata field, " +
        'with the documents and tokens behind it and a bootstrap interval.',
    )
    .requiredOption('--by <field>', 'a metadata field, or "label"')
    .option('-t, --topic <number|label>', 'only this topic; may be repeated', collect)
    .option('--run <name>', 'name of the run (default: the newest)')
    .addOption(
      new Option('--period <period>', 'length of a period (default: by the dates)').choices(
        periods,
      ),
    )
    .option(
      '--date-format <format>',
      'day-first, month-first, excel, unix, or a pattern such as DD/MM/YY (default: detected)',
    )
    .option(
      '--resamples <number>',
      'bootstrap resamples behind an interval; 0: no intervals',
      wholeNumber({ least: 0, most: 10_000 }),
      500,
    )
    .option('--interval <share>', 'share of the resamples within an interval', fraction, 0.9)
    .option('--seed <number>', 'seed of the resamples', seed, 1)
    .addOption(new Option('--json', 'print JSON on stdout').conflicts(['csv', 'svg']))
    .addOption(new Option('--csv', 'print a long table as CSV').conflicts(['json', 'svg']))
    .addOption(new Option('--svg', 'print a chart as SVG').conflicts(['json', 'csv']))
    .addHelpText('after', examples)
    .action(showTrends);
}

function collect(topic: string, before: readonly string[] = []): readonly string[] {
  return [...before, topic];
}

async function showTrends(path: string, options: TrendsCommandOptions): Promise<void> {
  const source = ProjectSource.open(path, {
    run: options.run,
    say: printMessage,
    groups: 'joined',
  });
  try {
    const trends = trendsOf(source, path, options);
    sayWhatIsLeft(trends);
    if (options.resamples > 0) sayWhatHasNoInterval(trends);
    await printAs(options, {
      json: () => trendsAsJson(trends),
      csv: () => trendsAsTable(trends),
      svg: () => trendsAsSvg(trends),
      text: () => trendsAsText(trends),
    });
  } finally {
    source.close(); // not before topics are printed: their words are read then
  }
}

function trendsOf(source: ProjectSource, path: string, options: TrendsCommandOptions): Trends {
  const { run } = options;
  const asked = options.topic?.map((topic) => findTopic(source.run().topics, { topic, path, run }));
  const { period, dateFormat, seed, resamples: numResamples, interval: level } = options;
  const topics = asked && [...new Set(asked)];
  const how = {
    topics,
    period,
    dateFormat,
    seed,
    numResamples,
    level,
    onProgress: showSlowWork('Counting topics'),
  };
  return trendsBy(options.by, source, how);
}

/** A list of years without intervals looks like a fault of the program. */
function sayWhatHasNoInterval({ groups, topics, period }: Trends): void {
  const shares = topics.at(0)?.shares ?? [];
  const without = shares.filter(({ interval }) => interval === undefined).length;
  if (without === 0) return;
  const longer = period === undefined ? '' : ' A longer --period has more.';
  printMessage(
    `Groups without an interval: ${without} of ${groups.length}. Each has a single document, ` +
      `whose pieces count as one.${longer}`,
  );
}

function sayWhatIsLeft({ field, period, left }: Trends): void {
  if (left.numDocuments === 0) return;
  const unread =
    left.numUnread === 0
      ? ''
      : `; of ${left.numUnread}, "${left.unread.join('", "')}" and the like tell no ${period}`;
  printMessage(`Documents left out, without a value of "${field}": ${left.numDocuments}${unread}`);
}
