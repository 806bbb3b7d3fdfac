/** Trends as a chart: a panel for each topic, time on a line with its band, kinds as bars. */
import { escaped, svgText } from '../components/svg-text.ts';
import { percent } from '../../core/numbers.ts';
import type { TopicTrend, Trends } from '../../corpora/trends/trends.ts';

const width = 720;
const panel = { height: 150, left: 56, right: 16, top: 30, bottom: 28 };
const rowHeight = 20;
/** Names below a line of time. */
const mostNames = 8;

export function trendsAsSvg(trends: Trends): string {
  const isTime = trends.period !== undefined;
  const height = isTime
    ? panel.height
    : panel.top + panel.bottom + rowHeight * trends.groups.length;
  const panels = trends.topics.map((topic, at) => {
    const content = isTime ? course(trends, topic) : bars(trends, topic);
    return `<g transform="translate(0 ${at * height})">${heading(topic)}${content}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height * panels.length}" font-family="sans-serif" font-size="11" fill="#333">`,
    `<title>${escaped(`Topics by ${trends.field}`)}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...panels,
    '</svg>',
  ].join('\n');
}

function heading({ topic }: TopicTrend): string {
  const name = topic.label ?? topic.words.slice(0, 6).join(' ');
  return `<text x="${panel.left}" y="18" font-weight="bold">${escaped(`${topic.topic} ${name}`)}</text>`;
}

function course({ groups }: Trends, { shares }: TopicTrend): string {
  const first = groups[0].place!;
  const span = Math.max(1, groups.at(-1)!.place! - first);
  const most = largest(shares);
  const x = (at: number): string =>
    (
      panel.left +
      ((groups[at].place! - first) / span) * (width - panel.left - panel.right)
    ).toFixed(1);
  const y = (share: number): string =>
    (
      panel.height -
      panel.bottom -
      (share / most) * (panel.height - panel.top - panel.bottom)
    ).toFixed(1);
  const ends = shares.map(({ share, interval }) => interval ?? [share, share]);
  const upper = ends.map(([, high], at) => `${x(at)},${y(high)}`);
  const lower = ends.map(([low], at) => `${x(at)},${y(low)}`).reverse();
  const line = shares.map(({ share }, at) => `${x(at)},${y(share)}`).join(' ');
  const step = Math.ceil(groups.length / mostNames);
  const names = groups.flatMap(({ name }, at) =>
    at % step === 0 ? [svgText(x(at), panel.height - 10, 'middle', name)] : [],
  );
  return [
    `<polygon points="${[...upper, ...lower].join(' ')}" fill="#4477aa" fill-opacity="0.2"/>`,
    `<polyline points="${line}" fill="none" stroke="#4477aa" stroke-width="1.5"/>`,
    ...shares.map(
      ({ share }, at) => `<circle cx="${x(at)}" cy="${y(share)}" r="1.5" fill="#4477aa"/>`,
    ),
    `<path d="M${panel.left} ${y(most)}V${y(0)}H${width - panel.right}" fill="none" stroke="#999"/>`,
    svgText(panel.left - 6, Number(y(most)) + 4, 'end', percent(most, 1)),
    svgText(panel.left - 6, Number(y(0)), 'end', '0'),
    ...names,
  ].join('');
}

function bars({ groups }: Trends, { shares }: TopicTrend): string {
  const most = largest(shares);
  const left = 200;
  const x = (share: number): number => left + (share / most) * (width - left - 60);
  return shares
    .map(({ share, interval }, at) => {
      const y = panel.top + at * rowHeight;
      const [low, high] = interval ?? [share, share];
      return [
        svgText(left - 6, y + 12, 'end', groups[at].name.slice(0, 32)),
        `<rect x="${left}" y="${y}" width="${(x(share) - left).toFixed(1)}" height="14" fill="#4477aa" fill-opacity="0.6"/>`,
        `<path d="M${x(low).toFixed(1)} ${y + 7}H${x(high).toFixed(1)}" stroke="#333"/>`,
        svgText(x(high) + 6, y + 12, 'start', percent(share, 1)),
      ].join('');
    })
    .join('');
}

/** The top of the scale. */
function largest(shares: TopicTrend['shares']): number {
  return Math.max(1e-9, ...shares.map(({ share, interval }) => interval?.[1] ?? share));
}
