/** Trends as text: a topic by its groups, or all topics at a glance. */
import type { TopicTrend, Trends } from '../../corpora/trends/trends.ts';
import { glyphsFor } from '../components/glyphs.ts';
import { grouped, percent } from '../components/numbers.ts';
import { sparkline } from '../components/sparkline.ts';
import { speaksUnicode } from '../components/theme.ts';
import { tableLines } from '../speaking/table.ts';

/** Cells of a topic's course. */
const courseWidth = 40;
const numNamedWords = 5;

/** With more topics than this, each has a line; with fewer, each has a table. */
const mostTables = 3;

export function* trendsAsText(trends: Trends): Generator<string> {
  if (trends.topics.length > mostTables) {
    yield* atAGlance(trends);
    return;
  }
  for (const topic of trends.topics) {
    yield `Topic ${topic.topic.topic}: ${nameOf(topic)}`;
    yield '';
    yield* groupsOf(trends, topic);
    yield '';
  }
}

function* groupsOf({ field, groups }: Trends, { shares }: TopicTrend): Generator<string> {
  const isThere = shares.some(({ interval }) => interval !== undefined);
  yield* tableLines(
    [
      { title: field },
      { title: 'documents', align: 'right' },
      { title: 'tokens', align: 'right' },
      { title: 'share', align: 'right' },
      { title: isThere ? 'interval' : '' },
    ],
    shares.map(({ share, interval }, at) => [
      groups[at].name,
      grouped(groups[at].numDocuments),
      grouped(groups[at].numTokens),
      percent(share, 1),
      interval === undefined ? '' : interval.map((end) => percent(end, 1)).join(' to '),
    ]),
  );
}

function* atAGlance({ groups, topics, period }: Trends): Generator<string> {
  const glyphs = glyphsFor(speaksUnicode(process.env));
  yield* tableLines(
    [
      { title: 'topic', align: 'right' },
      { title: period === undefined ? 'shares' : `${groups[0].name} to ${groups.at(-1)!.name}` },
      { title: 'least', align: 'right' },
      { title: 'most', align: 'right' },
      { title: 'in' },
      { title: 'words' },
    ],
    topics.map((topic) => {
      const shares = topic.shares.map(({ share }) => share);
      const most = shares.reduce((best, share, at) => (share > shares[best] ? at : best), 0);
      return [
        String(topic.topic.topic),
        sparkline(shares, { width: courseWidth, glyphs }),
        percent(
          shares.reduce((least, share) => Math.min(least, share)),
          1,
        ),
        percent(shares[most], 1),
        groups[most].name,
        nameOf(topic),
      ];
    }),
  );
}

function nameOf({ topic }: TopicTrend): string {
  return topic.label ?? topic.words.slice(0, numNamedWords).join(' ');
}
