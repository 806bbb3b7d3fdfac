/** The chart of a topic's effects: a line within its band along numbers, bars with intervals by level. */
import {
  type FieldEffects,
  type PointEffect,
  type TopicEffects,
  endsOf,
  intervalText,
} from '../../../../core/inspection/topic-effects.ts';
import { bar } from '../../../components/bar.ts';
import { curve, type CurveFrame } from '../../../components/curve.ts';
import {
  fitLine,
  shownWidth,
  span,
  type Line,
  type Role,
  type Span,
} from '../../../components/line.ts';
import { grouped, percent } from '../../../components/numbers.ts';
import { pointName } from '../../../effects/names.ts';
import { axisWidth, namedAxis, overlaid } from './chart-parts.ts';
import type { ViewContext } from './context.ts';

export interface EffectChart {
  readonly field: FieldEffects;
  readonly effects: TopicEffects;
  /** The point that is pointed at. */
  readonly point: number;
  readonly rows: number;
}

const rawSign = 'o';

/** The chart in `rows` lines, and one for its axis or its titles. */
export function effectChart(chart: EffectChart, context: ViewContext): Line[] {
  return chart.field.coding.kind === 'category'
    ? levelChart(chart, context)
    : numberChart(chart, context);
}

interface NumberPoint extends PointEffect {
  readonly value: number;
  readonly name: string;
}

function numberChart({ field, effects, point, rows }: EffectChart, context: ViewContext): Line[] {
  const points = field.points.flatMap((one, at): NumberPoint[] =>
    typeof one.value === 'number'
      ? [{ ...effects.shares[at], value: one.value, name: pointName(one) }]
      : [],
  );
  const [first, last] = [points[0], points[points.length - 1]];
  const frame: CurveFrame = {
    width: Math.max(1, context.size.width - axisWidth - 1),
    height: rows,
    fromX: first.value,
    toX: last.value,
    fromY: points.reduce((least, one) => Math.min(least, endsOf(one)[0]), 0),
    toY: points.reduce((most, one) => Math.max(most, endsOf(one)[1], one.raw ?? 0), 0.0001),
  };
  const pointed = points[Math.min(point, points.length - 1)];
  const column = columnOf(pointed.value, frame);
  const layers = layersOf(points, frame, context);
  const lines = Array.from({ length: rows }, (_, row): Line => {
    const cells = layers.map(({ role, rows: drawn }) => ({ role, cells: [...drawn[row]] }));
    return [axisSpan(row, frame, context), ...overlaid(cells, column, context)];
  });
  const names = { first: first.name, here: pointed.name, last: last.name };
  return [...lines, namedAxis(names, column, frame.width)];
}

/** The band, the raw shares, and the expected ones, the last on top. */
function layersOf(
  points: readonly NumberPoint[],
  frame: CurveFrame,
  { glyphs }: ViewContext,
): { role: Role; rows: readonly string[] }[] {
  const line = (of: (one: NumberPoint) => number) =>
    curve(
      points.map((one) => ({ x: one.value, y: of(one) })),
      frame,
      glyphs,
    );
  return [
    { role: 'muted', rows: line((one) => endsOf(one)[0]) },
    { role: 'muted', rows: line((one) => endsOf(one)[1]) },
    { role: 'second', rows: rawRows(points, frame) },
    { role: 'topic-0', rows: line(({ share }) => share) },
  ];
}

/** The first, the middle and the last row have a value. */
function axisSpan(row: number, { height, fromY, toY }: CurveFrame, { glyphs }: ViewContext): Span {
  const isNamed = row === 0 || row === height - 1 || row === Math.floor((height - 1) / 2);
  const value = toY - ((toY - fromY) * row) / Math.max(1, height - 1);
  const name = isNamed ? percent(value, 1) : '';
  const axis = isNamed ? glyphs.axisTick : glyphs.axis;
  return span(`${name.padStart(axisWidth - 2)} ${axis}`, 'muted');
}

function columnOf(value: number, { fromX, toX, width }: CurveFrame): number {
  return Math.round(((value - fromX) / (toX - fromX || 1)) * (width - 1));
}

/** A sign for each raw share. */
function rawRows(points: readonly NumberPoint[], frame: CurveFrame): string[] {
  const { width, height, fromY, toY } = frame;
  const cells = Array.from({ length: height }, () => new Array<string>(width).fill(' '));
  for (const { value, raw } of points) {
    if (raw === undefined) continue;
    const column = columnOf(value, frame);
    const row = Math.round(((toY - raw) / (toY - fromY)) * (height - 1));
    cells[row][column] = rawSign;
  }
  return cells.map((row) => row.join(''));
}

/** A row for each level around the one that is pointed at, below their titles. */
function levelChart({ field, effects, point, rows }: EffectChart, context: ViewContext): Line[] {
  const { size, glyphs } = context;
  const { points } = field;
  const first = Math.max(0, Math.min(point - Math.floor(rows / 2), points.length - rows));
  const shown = points.slice(first, first + rows);
  const most = effects.shares.reduce((highest, { share }) => Math.max(highest, share), 0.0001);
  const widest = Math.max(...shown.map((one) => shownWidth(pointName(one))));
  const nameWidth = Math.max(field.coding.field.length, Math.min(widest, size.width * 0.3));
  const columns = (name: string, texts: readonly string[]): Line => [
    ...fitLine([span(name)], Math.floor(nameWidth)),
    span(`${texts[0].padStart(11)}${texts[1].padStart(8)}${texts[2].padStart(8)}  `),
    span(texts[3].padEnd(18), 'muted'),
  ];
  const titles = columns(field.coding.field, ['documents', 'raw', 'share', 'interval']);
  const lines = shown.map((one, at): Line => {
    const isHere = first + at === point;
    const { share, interval, raw } = effects.shares[first + at];
    const texts = [
      grouped(one.numDocuments ?? 0),
      raw === undefined ? '' : percent(raw, 1),
      percent(share, 1),
      intervalText(interval),
    ];
    const width = Math.max(1, size.width - Math.floor(nameWidth) - 51);
    const start = span(isHere ? ` ${glyphs.cursor} ` : '   ', 'accent');
    return [
      start,
      ...columns(pointName(one), texts),
      bar(Math.max(0, share) / most, { width, glyphs, role: 'topic-0' }),
    ];
  });
  const all = [[span('   '), ...titles], ...lines];
  return Array.from({ length: rows + 1 }, (_, row) => all[row] ?? []);
}
