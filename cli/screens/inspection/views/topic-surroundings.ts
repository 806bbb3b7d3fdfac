/** What stands around a topic: its share over time or by group, related topics. */
import type { Breakdown, TopicSummary } from '../../../../core/inspection/inspection.ts';
import { bar } from '../../../components/bar.ts';
import { cellWidth } from '../../../components/cells.ts';
import { ruleTitle } from '../../../components/heading.ts';
import {
  emptyLine,
  fitLine,
  shownWidth,
  span,
  type Line,
  type Size,
} from '../../../components/line.ts';
import { percent } from '../../../components/numbers.ts';
import { sparkline } from '../../../components/sparkline.ts';
import { topicName } from '../topic-name.ts';
import type { ViewContext } from './context.ts';

/** What would be shown as 0.00 says nothing. */
const leastCorrelation = 0.005;

/** What a topic stands among: its share over time or by group, and the topics it goes with. */
export function topicSurroundings(topic: TopicSummary, size: Size, context: ViewContext): Line[] {
  const breakdown = context.source.topicBreakdown(topic.topic);
  const above = breakdown === undefined ? [] : breakdownLines(breakdown, size, context);
  const gap = above.length === 0 ? [] : [emptyLine];
  const room = size.height - above.length - gap.length;
  return [...above, ...gap, ...relatedLines(topic, { width: size.width, height: room }, context)];
}

function breakdownLines(breakdown: Breakdown, size: Size, context: ViewContext): Line[] {
  if (breakdown.isTime) return timeLines(breakdown, size, context);
  const { glyphs } = context;
  const rows = Math.max(1, Math.floor((size.height - 3) / 2));
  const groups = [...breakdown.groups].sort((a, b) => b.share - a.share).slice(0, rows);
  const largest = Math.max(...groups.map(({ share }) => share), 1e-9);
  const nameWidth = Math.min(
    Math.max(...groups.map(({ name }) => shownWidth(name))),
    Math.floor(size.width * 0.4),
  );
  const barWidth = Math.max(1, size.width - nameWidth - 9);
  return [
    ruleTitle(`by ${breakdown.field}`, { width: size.width, glyphs }),
    ...groups.map(({ name, share }): Line => [
      ...fitLine([span(` ${name}`)], nameWidth + 1),
      span(percent(share, 1).padStart(7)),
      span(' '),
      bar(share / largest, { width: barWidth, glyphs, role: 'second' }),
    ]),
  ];
}

function timeLines({ field, groups }: Breakdown, size: Size, { glyphs }: ViewContext): Line[] {
  const shares = groups.map(({ share }) => share);
  const from = groups[0]?.name ?? '';
  const to = groups.at(-1)?.name ?? '';
  const best = groups.reduce((most, group) => (group.share > most.share ? group : most));
  const chart = sparkline(shares, { width: size.width - 2, glyphs });
  const gap = cellWidth(chart) - cellWidth(from) - cellWidth(to);
  return [
    ruleTitle(`over ${field}`, { width: size.width, glyphs }),
    [span(' '), span(chart, 'second')],
    [span(` ${from}${' '.repeat(Math.max(1, gap))}${to}`, 'muted')],
    [span(` most in ${best.name}: ${percent(best.share, 1)}`, 'muted')],
  ];
}

function relatedLines(topic: TopicSummary, size: Size, { source, glyphs }: ViewContext): Line[] {
  const topics = source.topics();
  const related = source
    .relatedTopics(topic.topic, Math.max(0, size.height - 1))
    .filter(({ correlation }) => correlation >= leastCorrelation);
  const none: Line = [span(' no other topic more often than chance', 'muted')];
  return [
    ruleTitle('occurs together with', { width: size.width, glyphs }),
    ...(related.length === 0 ? [none] : []),
    ...related.map(({ topic: other, correlation }): Line => {
      const title = topicName(topics[other]);
      const left = [span(String(other).padStart(5)), span(` ${title}`)];
      return [...fitLine(left, size.width - 7), span(correlation.toFixed(2).padStart(6), 'muted')];
    }),
  ];
}
