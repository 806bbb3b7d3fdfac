/** The chart of some topics' shares: lines over time, bars by group. */
import type { Trends } from '../../../../core/inspection/trends.ts';
import { bar } from '../../../components/bar.ts';
import { curve } from '../../../components/curve.ts';
import { fitLine, shownWidth, span, type Line } from '../../../components/line.ts';
import { percent } from '../../../components/numbers.ts';
import { axisWidth, namedAxis, overlaid } from './chart-parts.ts';
import type { ViewContext } from './context.ts';

/** A topic in the chart, and its colour. */
export interface ChartedTopic {
  readonly topic: number;
  readonly slot: number;
}

interface Chart {
  readonly charted: readonly ChartedTopic[];
  /** The period or group that is pointed at. */
  readonly group: number;
  readonly rows: number;
}

/** The chart in `rows` lines, and one for its axis. */
export function trendChart(trends: Trends, chart: Chart, context: ViewContext): Line[] {
  return trends.isTime ? lineChart(trends, chart, context) : barChart(trends, chart, context);
}

function lineChart(trends: Trends, { charted, group, rows }: Chart, context: ViewContext): Line[] {
  const { size, glyphs } = context;
  const { groups } = trends;
  const width = Math.max(1, size.width - axisWidth - 1);
  const series = charted.map(({ topic, slot }) => ({ slot, shares: trends.shares(topic) }));
  const most = Math.max(0.0001, ...series.flatMap(({ shares }) => shares));
  const frame = { width, height: rows, fromX: 0, toX: groups.length - 1, fromY: 0, toY: most };
  const drawn = series.map(({ slot, shares }) => ({
    slot,
    rows: curve(
      shares.map((y, x) => ({ x, y })),
      frame,
      glyphs,
    ),
  }));
  const pointed = Math.round((group / Math.max(1, groups.length - 1)) * (width - 1));
  const lines = Array.from({ length: rows }, (_, row): Line => {
    const value = most * (1 - row / Math.max(1, rows - 1));
    const isNamed = row === 0 || row === rows - 1 || row === Math.floor((rows - 1) / 2);
    const name = isNamed ? percent(value, 1) : '';
    const axis = isNamed ? glyphs.axisTick : glyphs.axis;
    const layers = drawn.map(({ slot, rows: cells }) => ({
      role: `topic-${slot}` as const,
      cells: [...cells[row]!],
    }));
    return [
      span(`${name.padStart(axisWidth - 2)} ${axis}`, 'muted'),
      ...overlaid(layers, pointed, context),
    ];
  });
  const [first, here, last] = [groups[0]!, groups[group]!, groups.at(-1)!];
  const names = { first: first.name, here: here.name, last: last.name };
  return [...lines, namedAxis(names, pointed, width)];
}

/** A row for each group around the one that is pointed at: a bar, and the value of each topic. */
function barChart(trends: Trends, { charted, group, rows }: Chart, context: ViewContext): Line[] {
  const { size, glyphs } = context;
  const series = charted.map(({ topic, slot }) => ({ slot, shares: trends.shares(topic) }));
  const most = Math.max(0.0001, ...series.flatMap(({ shares }) => shares));
  const numGroups = Math.max(1, Math.floor(rows / Math.max(1, series.length)));
  const first = Math.max(
    0,
    Math.min(group - Math.floor(numGroups / 2), trends.groups.length - numGroups),
  );
  const shown = trends.groups.slice(first, first + numGroups);
  const nameWidth = Math.min(
    Math.max(0, ...shown.map(({ name }) => shownWidth(name))),
    Math.floor(size.width * 0.3),
  );
  const barWidth = Math.max(1, size.width - nameWidth - 13);
  const lines = shown.flatMap(({ name }, index) =>
    series.map(({ slot, shares }, place): Line => {
      const isHere = first + index === group;
      const share = shares[first + index]!;
      return [
        span(isHere && place === 0 ? ` ${glyphs.cursor} ` : '   ', 'accent'),
        ...fitLine([span(place === 0 ? name : '', { bold: isHere })], nameWidth),
        span(percent(share, 1).padStart(8)),
        span(' '),
        bar(share / most, { width: barWidth, glyphs, role: `topic-${slot}` }),
      ];
    }),
  );
  return Array.from({ length: rows + 1 }, (_, row) => lines[row] ?? []);
}
