/**
 * Effects as a chart: a panel for each topic and field, numbers as a line with its band, levels as bars; raw
 * shares are rings.
 */
import { escaped, svgText } from '../components/svg-text.ts';
import { percent } from '../../core/numbers.ts';
import {
  type Effects,
  type FieldEffects,
  type TopicEffects,
  endsOf,
} from '../../core/inspection/topic-effects.ts';
import { pointName, topicName } from './names.ts';

const width = 720;
const panel = { height: 150, left: 56, right: 16, top: 30, bottom: 28 };
const rowHeight = 20;
const nameWidth = 200;
/** Names below a line. */
const numNames = 5;

export function effectsAsSvg({ run, fields }: Effects): string {
  let top = 0;
  const panels = fields.flatMap((field) =>
    field.topics.map((topic) => {
      const isCategory = field.coding.kind === 'category';
      const height = isCategory
        ? panel.top + panel.bottom + rowHeight * field.points.length
        : panel.height;
      const content = isCategory ? bars(field, topic) : course(field, topic);
      const drawn = `<g transform="translate(0 ${top})">${heading(field, topic)}${content}</g>`;
      top += height;
      return drawn;
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top}" font-family="sans-serif" font-size="11" fill="#333">`,
    `<title>${escaped(`Effects in the run ${run}`)}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...panels,
    '</svg>',
  ].join('\n');
}

function heading({ coding }: FieldEffects, effects: TopicEffects): string {
  const name = `${effects.topic.topic} ${topicName(effects, 6)}, by ${coding.field}`;
  return `<text x="${panel.left}" y="18" font-weight="bold">${escaped(name)}</text>`;
}

function course({ points }: FieldEffects, { shares }: TopicEffects): string {
  const shown = points.flatMap(({ value }, at) =>
    typeof value === 'number' ? [{ value, share: shares[at], point: points[at] }] : [],
  );
  const [first, last] = [shown[0].value, shown[shown.length - 1].value];
  const { least, most } = rangeOf(shown.map(({ share }) => share));
  const right = width - panel.right;
  const bottom = panel.height - panel.bottom;
  const x = (value: number): string =>
    (panel.left + ((value - first) / Math.max(1e-9, last - first)) * (right - panel.left)).toFixed(
      1,
    );
  const y = (share: number): string =>
    (bottom - ((share - least) / (most - least)) * (bottom - panel.top)).toFixed(1);
  const upper = shown.map(({ value, share }) => `${x(value)},${y(endsOf(share)[1])}`);
  const lower = shown.map(({ value, share }) => `${x(value)},${y(endsOf(share)[0])}`).reverse();
  const line = shown.map(({ value, share }) => `${x(value)},${y(share.share)}`).join(' ');
  const step = Math.max(1, Math.ceil((shown.length - 1) / (numNames - 1)));
  const names = shown.filter((_, at) => at % step === 0);
  return [
    `<polygon points="${[...upper, ...lower].join(' ')}" fill="#4477aa" fill-opacity="0.2"/>`,
    `<polyline points="${line}" fill="none" stroke="#4477aa" stroke-width="1.5"/>`,
    ...shown.map(({ value, share }) => ring(x(value), share.raw === undefined ? '' : y(share.raw))),
    `<path d="M${panel.left} ${y(most)}V${y(least)}M${panel.left} ${y(0)}H${right}" fill="none" stroke="#999"/>`,
    svgText(panel.left - 6, Number(y(most)) + 4, 'end', percent(most, 1)),
    svgText(panel.left - 6, Number(y(0)) + 4, 'end', '0'),
    ...names.map(({ value, point }) =>
      svgText(x(value), panel.height - 10, 'middle', pointName(point)),
    ),
  ].join('');
}

function bars({ points }: FieldEffects, { shares }: TopicEffects): string {
  const { least, most } = rangeOf(shares);
  const scale = (width - nameWidth - 70) / (most - least);
  const x = (share: number): number => nameWidth + (share - least) * scale;
  return shares
    .map((effect, at) => {
      const { share, raw } = effect;
      const [low, high] = endsOf(effect);
      const y = panel.top + at * rowHeight;
      const [left, right] = [Math.min(x(0), x(share)), Math.max(x(0), x(share))];
      return [
        svgText(nameWidth - 6, y + 12, 'end', pointName(points[at]).slice(0, 32)),
        `<rect x="${left.toFixed(1)}" y="${y}" width="${(right - left).toFixed(1)}" height="14" fill="#4477aa" fill-opacity="0.6"/>`,
        `<path d="M${x(low).toFixed(1)} ${y + 7}H${x(high).toFixed(1)}" stroke="#333"/>`,
        ring(raw === undefined ? '' : x(raw).toFixed(1), y + 7),
        svgText(
          (x(Math.max(high, share, raw ?? 0)) + 8).toFixed(1),
          y + 12,
          'start',
          percent(share, 1),
        ),
      ].join('');
    })
    .join('');
}

/** At no place, where there is no raw share. */
function ring(x: string, y: string | number): string {
  if (x === '' || y === '') return '';
  return `<circle cx="${x}" cy="${y}" r="3" fill="none" stroke="#333"/>`;
}

/** The scale: from 0, or from below it where an interval goes there. */
function rangeOf(shares: TopicEffects['shares']): { least: number; most: number } {
  const least = shares.reduce((lowest, effect) => Math.min(lowest, endsOf(effect)[0]), 0);
  return {
    least,
    most: shares.reduce(
      (highest, effect) => Math.max(highest, endsOf(effect)[1], effect.raw ?? 0),
      least + 1e-9,
    ),
  };
}
