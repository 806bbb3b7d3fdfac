/** The view of topics over time, or in groups of documents: a chart above a map of all topics. */
import type { TopicSummary } from '../../../../core/inspection/inspection.ts';
import type { Trends } from '../../../../core/inspection/trends.ts';
import { heading, ruleTitle } from '../../../components/heading.ts';
import { fitLine, span, type Line, type Span } from '../../../components/line.ts';
import { count, grouped, percent } from '../../../components/numbers.ts';
import { squeeze } from '../../../components/sparkline.ts';
import type { TrendsPlace } from '../state.ts';
import { listedTopics } from '../topic-list.ts';
import { topicName } from '../topic-name.ts';
import type { InspectionView, ViewContext } from './context.ts';
import {
  cursorMark,
  emphasized,
  positionText,
  visibleRows,
  type VisibleRows,
} from './list-rows.ts';
import { trendChart, type ChartedTopic } from './trend-chart.ts';

/** Rows of the chart, its axis left out. */
const leastChartRows = 6;
const mostChartRows = 12;
/** The topics that have a colour of their own in the chart. */
const mostCharted = 10;

/** Shares of topics in every period or group. */
export function viewTrends(place: TrendsPlace, context: ViewContext): InspectionView {
  const { state, source, size } = context;
  const fields = source.trendFields();
  const field = fields[place.field % Math.max(1, fields.length)];
  if (field === undefined) return nothingToDivide(context);
  const trends = source.trends(field.field);
  const topics = listedTopics(source, state, '');
  const chartRows = place.isMap ? 0 : chartHeight(size.height);
  const visible = Math.max(1, size.height - 3 - (chartRows === 0 ? 0 : chartRows + 2));
  const shown = visibleRows(place.list, visible, ({ first, limit }) => ({
    first,
    total: topics.length,
    rows: topics.slice(first, first + limit),
  }));
  const group = Math.min(place.group, trends.groups.length - 1);
  const charted = chartedTopics(place, shown.current);
  const filter = trends.groups[group]!.filter;
  return {
    lines: [
      heading(
        { path: [source.run.name, title(trends)], facts: facts(trends) },
        { ...size, glyphs: context.glyphs },
      ),
      ...(chartRows === 0 ? [] : trendChart(trends, { charted, group, rows: chartRows }, context)),
      pointedAt(trends, { group, charted }),
      ruleTitle(mapTitle(trends), { ...size, glyphs: context.glyphs, right: positionText(shown) }),
      ...mapLines(shown, trends, { charted, group, context }),
    ],
    extent: { total: topics.length, visible },
    target: shown.current && { kind: 'topic', topic: shown.current.topic, filter },
    trends: { numFields: fields.length, numGroups: trends.groups.length, group },
    topic: shown.current,
  };
}

function mapLines(
  { rows, first, cursor }: VisibleRows<TopicSummary>,
  trends: Trends,
  {
    charted,
    group,
    context,
  }: { charted: readonly ChartedTopic[]; group: number; context: ViewContext },
): Line[] {
  return rows.map((topic, index) => {
    const isCurrent = first + index === cursor;
    const slot = charted.find((other) => other.topic === topic.topic)?.slot;
    return emphasized(mapRow(topic, trends, { isCurrent, group, slot }, context), isCurrent);
  });
}

function nothingToDivide({ source, size, glyphs }: ViewContext): InspectionView {
  const why =
    ' the documents have no metadata to divide them by: no dates, and no field with few values';
  return {
    lines: [
      heading({ path: [source.run.name, 'trends'], facts: [] }, { ...size, glyphs }),
      [],
      [span(why, 'muted')],
    ],
    extent: { total: 0, visible: 0 },
  };
}

function chartHeight(height: number): number {
  const rows = Math.min(mostChartRows, Math.floor(height * 0.34));
  return rows < leastChartRows ? Math.min(leastChartRows, Math.max(0, height - 8)) : rows;
}

/** The topics that were added, and the one under the cursor. */
function chartedTopics({ pinned }: TrendsPlace, current: TopicSummary | undefined): ChartedTopic[] {
  const topics = [...pinned];
  if (current !== undefined && !topics.includes(current.topic)) topics.push(current.topic);
  return topics.slice(-mostCharted).map((topic, slot) => ({ topic, slot }));
}

function title({ field, isTime }: Trends): string {
  return isTime ? `over ${field}` : `by ${field}`;
}

function facts({ isTime, groups }: Trends): string[] {
  return [count(groups.length, isTime ? 'period' : 'group')];
}

function mapTitle({ isTime, groups }: Trends): string {
  if (!isTime) return `all topics, by group: ${groups.map(({ name }) => name).join(', ')}`;
  return `all topics, ${groups[0]!.name} to ${groups.at(-1)!.name}`;
}

/** "1840: 40 documents, 12 4.1%, 7 2.0%": what the charted topics have where one points at. */
function pointedAt(
  trends: Trends,
  { group, charted }: { group: number; charted: readonly ChartedTopic[] },
): Line {
  const { name, numDocuments } = trends.groups[group]!;
  const line: Span[] = [
    span(` ${name}`, { bold: true }),
    span(`: ${count(numDocuments, 'document')}`, 'muted'),
  ];
  for (const { topic, slot } of charted) {
    line.push(
      span(`  topic ${topic} `, { role: `topic-${slot}`, bold: true }),
      span(percent(trends.shares(topic)[group]!, 1)),
    );
  }
  return line;
}

/** A topic with its row of the map, darkest where it has its largest share. */
function mapRow(
  topic: TopicSummary,
  trends: Trends,
  { isCurrent, group, slot }: { isCurrent: boolean; group: number; slot: number | undefined },
  { size, glyphs }: ViewContext,
): Line {
  const shares = trends.shares(topic.topic);
  const nameWidth = Math.min(36, Math.floor(size.width * 0.35));
  const room = Math.max(1, size.width - nameWidth - 17);
  const wide = Math.max(1, Math.min(4, Math.floor(room / shares.length)));
  const columns = squeeze(shares, room);
  const most = Math.max(...columns);
  const pointed = Math.floor((group * columns.length) / shares.length);
  const cells = columns.map((share, column) => {
    const sign = shadeOf(share, most, glyphs.shades).repeat(wide);
    return span(sign, { role: 'second', inverse: isCurrent && column === pointed });
  });
  return [
    cursorMark(isCurrent, glyphs),
    span(grouped(topic.topic).padStart(5), slot === undefined ? 'plain' : `topic-${slot}`),
    span(percent(topic.share, 1).padStart(7), 'muted'),
    ...fitLine([span(`  ${topicName(topic, 4)}`)], nameWidth),
    span(' '),
    ...cells,
  ];
}

/** Nothing at all is blank; of the rest, five steps up to the topic's largest share. */
function shadeOf(share: number, most: number, shades: readonly string[]): string {
  if (share <= 0 || most <= 0) return ' ';
  return shades[Math.min(shades.length - 1, Math.floor((share / most) * shades.length))]!;
}
