/** The view of what topics' shares depend on: a chart with intervals above the list of all topics. */
import { UserError } from '../../../../core/errors.ts';
import type { TopicSummary } from '../../../../core/inspection/inspection.ts';
import {
  coverageOf,
  intervalText,
  type Effects,
  type FieldEffects,
  type TopicEffects,
} from '../../../../core/inspection/topic-effects.ts';
import { heading, ruleTitle } from '../../../components/heading.ts';
import { fitLine, span, type Line } from '../../../components/line.ts';
import { count, grouped, percent } from '../../../components/numbers.ts';
import { sparkline } from '../../../components/sparkline.ts';
import { wrap } from '../../../components/wrap.ts';
import { pointName } from '../../../effects/names.ts';
import type { EffectsPlace } from '../state.ts';
import { listedTopics } from '../topic-list.ts';
import { topicName } from '../topic-name.ts';
import type { InspectionView, ViewContext } from './context.ts';
import { type EffectChart, effectChart } from './effect-chart.ts';
import {
  cursorMark,
  emphasized,
  positionText,
  visibleRows,
  type VisibleRows,
} from './list-rows.ts';

/** Rows of the chart, its axis left out. */
const [leastChartRows, mostChartRows] = [5, 12];
/** Below this height the room for what intervals cover is the list's; the help has it. */
const leastForCoverage = 28;
const courseWidth = 21;

export function viewEffects(place: EffectsPlace, context: ViewContext): InspectionView {
  const found = effectsOr(context);
  if (typeof found === 'string') return withoutEffects(found, context);
  const { state, source, size, glyphs } = context;
  const field = found.fields[place.field % found.fields.length];
  const ofTopic = new Map(field.topics.map((effects) => [effects.topic.topic, effects]));
  const topics = listedTopics(source, state, '').filter(({ topic }) => ofTopic.has(topic));
  const coverage = coverageLines(found, size);
  const { chartRows, visible } = roomOf(size.height - coverage.length);
  const shown = visibleRows(place.list, visible, ({ first, limit }) => ({
    first,
    total: topics.length,
    rows: topics.slice(first, first + limit),
  }));
  const point = Math.min(place.point, field.points.length - 1);
  const current = shown.current && ofTopic.get(shown.current.topic);
  const chart = current && { field, effects: current, point, rows: chartRows };
  const where = `all topics where ${field.coding.field} is ${pointName(field.points[point])}`;
  const rows = topicRows(shown, { field, ofTopic, point }, context);
  return {
    lines: [
      title(`effects of ${field.coding.field}`, facts(found), context),
      ...(chart && chartRows > 0 ? effectChart(chart, context) : []),
      ...(chart ? [pointedAt(chart)] : []),
      ruleTitle(where, { ...size, glyphs, right: positionText(shown) }),
      ...rows,
      ...Array.from({ length: Math.max(0, visible - rows.length) }, (): Line => []),
      ...coverage,
    ],
    extent: { total: topics.length, visible },
    target: shown.current && { kind: 'topic', topic: shown.current.topic },
    effects: { numFields: found.fields.length, numPoints: field.points.length, point },
    row: shown.cursor,
    topic: shown.current,
  };
}

/** Or why there are none: another run may have been opened, or its metadata have changed. */
function effectsOr({ source }: ViewContext): Effects | string {
  try {
    return source.effects();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

function title(name: string, facts: readonly string[], context: ViewContext): Line {
  const { source, size, glyphs } = context;
  return heading({ path: [source.run.name, name], facts }, { ...size, glyphs });
}

function withoutEffects(why: string, context: ViewContext): InspectionView {
  return {
    lines: [
      title('effects', [], context),
      [],
      ...wrap(why, context.size.width - 2).map((text): Line => [span(` ${text}`, 'muted')]),
    ],
    extent: { total: 0, visible: 0 },
  };
}

/** Rows of the chart, without its axis, and of the list below it. */
function roomOf(height: number): { chartRows: number; visible: number } {
  const part = Math.min(mostChartRows, Math.floor(height * 0.34));
  const chartRows =
    part < leastChartRows ? Math.min(leastChartRows, Math.max(0, height - 8)) : part;
  const others = chartRows === 0 ? 3 : chartRows + 4;
  return { chartRows, visible: Math.max(1, height - others) };
}

function facts({ level, numFits }: Effects): string[] {
  return [`intervals of ${percent(level)}`, count(numFits, 'fit')];
}

function coverageLines(effects: Effects, { width, height }: { width: number; height: number }) {
  if (height < leastForCoverage) return [];
  const text = coverageOf(effects).join(' ');
  return wrap(text, Math.max(20, width - 2)).map((line): Line => [span(` ${line}`, 'muted')]);
}

/** "1861: 12 documents  share 4.1%, interval 3.0% to 5.1%  raw 4.4%". */
function pointedAt({ field: { points }, effects, point }: EffectChart): Line {
  const { numDocuments = 0 } = points[point];
  const { share, interval, raw } = effects.shares[point];
  return [
    span(` ${pointName(points[point])}`, { bold: true }),
    span(`: ${count(numDocuments, 'document')}`, 'muted'),
    span('  share '),
    span(percent(share, 1), { role: 'topic-0', bold: true }),
    span(interval === undefined ? '' : `, interval ${intervalText(interval)}`),
    span(raw === undefined ? '' : `  raw ${percent(raw, 1)}`, 'muted'),
  ];
}

function topicRows(
  { rows, first, cursor }: VisibleRows<TopicSummary>,
  of: { field: FieldEffects; ofTopic: ReadonlyMap<number, TopicEffects>; point: number },
  context: ViewContext,
): Line[] {
  return rows.map((topic, at) => {
    const isCurrent = first + at === cursor;
    const effects = of.ofTopic.get(topic.topic)!;
    return emphasized(topicRow(topic, { ...of, effects, isCurrent }, context), isCurrent);
  });
}

interface RowOf {
  readonly field: FieldEffects;
  readonly effects: TopicEffects;
  readonly point: number;
  readonly isCurrent: boolean;
}

/** A topic with its share at the point and, along numbers, its course. */
function topicRow(
  topic: TopicSummary,
  { field, effects, point, isCurrent }: RowOf,
  { size, glyphs }: ViewContext,
): Line {
  const isCategory = field.coding.kind === 'category';
  const { share, interval } = effects.shares[point];
  const numbers = effects.shares
    .filter((_, at) => typeof field.points[at].value === 'number')
    .map((one) => Math.max(0, one.share));
  const course = isCategory ? '' : sparkline(numbers, { width: courseWidth, glyphs });
  const start = [
    cursorMark(isCurrent, glyphs),
    span(grouped(topic.topic).padStart(5)),
    span(percent(share, 1).padStart(8)),
    span(`  ${intervalText(interval)}`.padEnd(20), 'muted'),
    span(course.padEnd(isCategory ? 0 : courseWidth + 2), 'second'),
  ];
  return fitLine([...start, span(topicName(topic, 8))], size.width);
}
