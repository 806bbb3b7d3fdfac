/** Two runs side by side, as text and for programs. */
import type { MatchedTopic, TopicFate } from '../../core/evaluation/compare-topics.ts';
import { nearestFirst } from '../../corpora/database/evaluation/compare-runs.ts';
import { formatTable } from '../speaking/table.ts';
import { count } from '../components/numbers.ts';

export interface ComparedRun {
  readonly name: string;
  /** Its name in quotes, with its file where there are two. */
  readonly title: string;
  readonly file: string;
  readonly seed: number;
  readonly sweep: number;
  /** Of each topic, the most frequent words. */
  readonly topWords: readonly (readonly string[])[];
  readonly numTokens: readonly number[];
}

export interface Comparison {
  readonly a: ComparedRun;
  readonly b: ComparedRun;
  readonly ofA: readonly MatchedTopic[];
  readonly ofB: readonly MatchedTopic[];
  /** Mean of 1 - distance over the matched topics. */
  readonly similarity: number;
}

export function comparisonAsJson({ a, b, ofA, ofB, similarity }: Comparison): unknown {
  const side = (run: ComparedRun, topics: readonly MatchedTopic[]) => ({
    run: run.name,
    file: run.file,
    seed: run.seed,
    sweep: run.sweep,
    topics: topics.map(({ topic, partner, distance, fate, relatives }) => ({
      topic,
      words: run.topWords[topic],
      tokens: run.numTokens[topic],
      fate,
      partner: partner ?? null,
      distance,
      relatives,
    })),
  });
  return { similarity, a: side(a, ofA), b: side(b, ofB) };
}

export function describeComparison({ a, b, ofA, ofB, similarity }: Comparison): string {
  const { length } = ofA;
  const numShared = ofA.filter(({ fate }) => fate === 'shared').length;
  const unmatched = ofB.filter(({ fate }) => fate !== 'shared');
  return [
    `${a.title} (${count(length, 'topic')}, seed ${a.seed}) beside ${b.title} (${count(ofB.length, 'topic')}, seed ${b.seed})`,
    `${numShared} of ${length} topics are shared; mean similarity ${similarity.toFixed(2)} of 1 ` +
      '(matched one to one, 1 minus the Hellinger distance of their words)',
    '',
    formatTable(
      columnsOf(a, b),
      nearestFirst(ofA).map((topic) => rowOf(topic, { own: a, other: b })),
    ),
    ...(unmatched.length === 0
      ? []
      : [
          '',
          `Topics of ${b.title} that are not in ${a.title}:`,
          formatTable(
            columnsOf(b, a),
            unmatched.map((topic) => rowOf(topic, { own: b, other: a })),
          ),
        ]),
  ].join('\n');
}

function columnsOf(own: ComparedRun, other: ComparedRun) {
  return [
    { title: 'topic', align: 'right' },
    { title: `words in ${own.title}` },
    { title: 'distance', align: 'right' },
    { title: 'what became of it' },
    { title: `words in ${other.title}` },
  ] as const;
}

function rowOf(
  topic: MatchedTopic,
  { own, other }: { own: ComparedRun; other: ComparedRun },
): string[] {
  const { fate, partner, relatives } = topic;
  const counterparts = fate === 'shared' && partner !== undefined ? [partner] : relatives;
  const [shown] = counterparts;
  return [
    String(topic.topic),
    own.topWords[topic.topic].join(' '),
    topic.distance.toFixed(2),
    describeFate(fate, counterparts),
    shown === undefined ? '' : other.topWords[shown].join(' '),
  ];
}

/** @param counterparts topics of the other run: the same topic, or those that are related. */
export function describeFate(fate: TopicFate, counterparts: readonly number[]): string {
  switch (fate) {
    case 'shared':
      return `the same as topic ${counterparts[0]}`;
    case 'split':
      return `split into topics ${counterparts.join(', ')}`;
    case 'merged':
      return `merged into topic ${counterparts[0]}`;
    case 'changed':
      return `changed: like topic ${counterparts[0]}`;
    case 'alone':
      return 'not found';
    default:
      return fate satisfies never;
  }
}
