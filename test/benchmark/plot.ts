/** Line plots as SVG: enough to see a shape, readable on paper and without colour. */

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface PlotText {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** Labels for whole x values (0, 1, 2, ...), where x is not a quantity. */
  readonly xNames?: readonly string[];
}

const width = 720;
const height = 420;
const margin = { left: 72, right: 190, top: 40, bottom: 52 };
const colours = [
  '#1b6ca8',
  '#c8553d',
  '#3a7d44',
  '#8e5ea2',
  '#b8860b',
  '#444444',
  '#00868b',
  '#c71585',
];
const dashes = ['', '7 3', '2 3', '9 3 2 3', '4 4', '1 2', '12 4', '5 2 1 2'];

export function linePlot(series: readonly Series[], text: PlotText): string {
  const xs = series.flatMap(({ points }) => points.map(([x]) => x));
  const ys = series.flatMap(({ points }) => points.map(([, y]) => y));
  const x = scale(range(xs), [margin.left, width - margin.right]);
  const y = scale(padded(range(ys)), [height - margin.bottom, margin.top]);
  const lines = series.map(({ points }, index) => {
    const path = points.map(([a, b], i) => `${i === 0 ? 'M' : 'L'}${n(x(a))} ${n(y(b))}`).join('');
    const dots = points.length > 12 ? '' : points.map(([a, b]) => dot(x(a), y(b), index)).join('');
    return `<path d="${path}" fill="none" stroke="${colours[index % colours.length]}" stroke-width="2" stroke-dasharray="${dashes[index % dashes.length]}"/>${dots}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    label(margin.left, 24, text.title, 'font-size="15" font-weight="bold"'),
    ...axes(text, { x, y, xs: range(xs), ys: padded(range(ys)) }),
    ...lines,
    ...series.map(({ name }, index) => legend(name, index)),
    '</svg>\n',
  ].join('\n');
}

type Range = readonly [number, number];
type Scale = (value: number) => number;

function axes(text: PlotText, at: { x: Scale; y: Scale; xs: Range; ys: Range }): string[] {
  const { left, top } = margin;
  const bottom = height - margin.bottom;
  const right = width - margin.right;
  const xTicks = text.xNames ? text.xNames.map((_, index) => index) : ticks(at.xs);
  return [
    `<path d="M${left} ${top}V${bottom}H${right}" fill="none" stroke="#888"/>`,
    ...ticks(at.ys).map(
      (value) =>
        `<path d="M${left} ${n(at.y(value))}H${right}" stroke="#ddd"/>` +
        label(left - 8, at.y(value) + 4, short(value), 'text-anchor="end"'),
    ),
    ...xTicks.map((value) =>
      label(at.x(value), bottom + 20, text.xNames?.[value] ?? short(value), 'text-anchor="middle"'),
    ),
    label((left + right) / 2, height - 12, text.x, 'text-anchor="middle"'),
    label(
      18,
      (top + bottom) / 2,
      text.y,
      `text-anchor="middle" transform="rotate(-90 18 ${(top + bottom) / 2})"`,
    ),
  ];
}

function legend(name: string, index: number): string {
  const x = width - margin.right + 12;
  const y = margin.top + 8 + 20 * index;
  return (
    `<path d="M${x} ${y}h28" stroke="${colours[index % colours.length]}" stroke-width="2" stroke-dasharray="${dashes[index % dashes.length]}"/>` +
    label(x + 34, y + 4, name, '')
  );
}

function dot(x: number, y: number, index: number): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="3" fill="${colours[index % colours.length]}"/>`;
}

function label(x: number, y: number, text: string, attributes: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${n(x)}" y="${n(y)}" fill="#222" ${attributes}>${escaped}</text>`;
}

/** About five round values within the range. */
function ticks([least, most]: Range): number[] {
  const rough = (most - least) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(least / step);
  const count = Math.floor(most / step) - first + 1;
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}

function scale([from, to]: Range, [low, high]: Range): Scale {
  return (value) => low + ((value - from) / (to - from || 1)) * (high - low);
}

function range(values: readonly number[]): Range {
  return [Math.min(...values), Math.max(...values)];
}

function padded([least, most]: Range): Range {
  const pad = (most - least) * 0.06 || 1;
  return [least >= 0 ? Math.max(0, least - pad) : least - pad, most + pad];
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function n(value: number): string {
  return value.toFixed(1);
}
