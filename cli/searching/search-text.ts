/** The outcome of a search for people: a table, a plot of each column, and how to read them. */
import type { SearchRow, Spread } from '../../core/evaluation/topic-search.ts';
import { decimals } from '../components/numbers.ts';
import { formatTable } from '../speaking/table.ts';

interface Column {
  readonly name: 'perplexity' | 'npmi' | 'cv' | 'exclusivity' | 'stability';
  readonly title: string;
  readonly digits: number;
  readonly better: 'lower' | 'higher';
  readonly argument: string;
}

const columns: readonly Column[] = [
  {
    name: 'perplexity',
    title: 'perplexity',
    digits: 0,
    better: 'lower',
    argument:
      'how poorly the model predicts new text; falls with more topics, until they fit noise',
  },
  {
    name: 'npmi',
    title: 'NPMI',
    digits: 3,
    better: 'higher',
    argument: 'whether top words belong together; often best with few topics',
  },
  {
    name: 'cv',
    title: 'C_V',
    digits: 3,
    better: 'higher',
    argument: 'whether top words keep the same company; generous to rare words',
  },
  {
    name: 'exclusivity',
    title: 'exclusivity',
    digits: 3,
    better: 'higher',
    argument: 'whether topics are told apart by their words; falls when topics are split',
  },
  {
    name: 'stability',
    title: 'stability',
    digits: 3,
    better: 'higher',
    argument:
      'whether other seeds find the same topics; falls when there are more than the texts support',
  },
];

export function describeSearch(rows: readonly SearchRow[]): string {
  return [
    'Means over seeds, with the lowest and the highest value:',
    table(rows),
    ...columns.flatMap((column) => plot(rows, column)),
    '',
    'There is no single right number of topics. What each column measures:',
    ...columns.map(
      ({ title, argument, better }) => `  ${title} (${better} is better): ${argument}`,
    ),
    'If columns disagree, choose the number whose topics help with your question: ' +
      'gibbon inspect shows them.',
  ].join('\n');
}

function table(rows: readonly SearchRow[]): string {
  return formatTable(
    [
      { title: 'topics', align: 'right' },
      { title: 'runs', align: 'right' },
      ...columns.map(({ title }) => ({ title, align: 'right' as const })),
    ],
    rows.map((row) => [
      String(row.numTopics),
      String(row.numRuns),
      ...columns.map(({ name, digits }) => spreadText(row[name], digits)),
    ]),
  );
}

function spreadText(spread: Spread | undefined, digits: number): string {
  if (spread === undefined) return '-';
  const [mean, least, most] = [spread.mean, spread.least, spread.most].map((value) =>
    decimals(value, digits),
  );
  return `${mean} (${least} - ${most})`;
}

const plotWidth = 50;

/** A line for each number of topics, from the least to the most over its seeds, the mean marked. */
function plot(rows: readonly SearchRow[], { name, title, better }: Column): string[] {
  const spreads = rows.map((row) => row[name]);
  const known = spreads.filter((spread) => spread !== undefined);
  if (known.length < 2) return [];
  const low = Math.min(...known.map(({ least }) => least));
  const high = Math.max(...known.map(({ most }) => most));
  const place = (value: number) =>
    high === low ? 0 : Math.round(((value - low) / (high - low)) * (plotWidth - 1));
  const lines = rows.flatMap(({ numTopics }, index) => {
    const spread = spreads[index];
    if (spread === undefined) return [];
    const cells = Array.from({ length: plotWidth }, (_, at) => {
      if (at === place(spread.mean)) return 'o';
      return at >= place(spread.least) && at <= place(spread.most) ? '-' : ' ';
    });
    return [`${String(numTopics).padStart(8)} |${cells.join('')}|`];
  });
  return ['', `${title} (${better} is better)`, ...lines];
}
