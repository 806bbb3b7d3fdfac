/** The view of the list of topics. */
import type { Breakdown, TopicSummary } from '../../../../core/inspection/inspection.ts';
import { barText } from '../../../components/bar.ts';
import type { Glyphs } from '../../../components/glyphs.ts';
import { heading } from '../../../components/heading.ts';
import {
  joinFitting,
  lineWidth,
  span,
  spread,
  type Line,
  type Span,
} from '../../../components/line.ts';
import { count, decimals, grouped, percent } from '../../../components/numbers.ts';
import { sparkline } from '../../../components/sparkline.ts';
import { topicLabel, topicNumber } from '../../../components/topic-label.ts';
import type { TopicsPlace } from '../state.ts';
import { listedTopics } from '../topic-list.ts';
import type { InspectionView, ViewContext } from './context.ts';
import { cursorMark, emphasized, positionText, visibleRows } from './list-rows.ts';

/** A column of the list: which one goes when the screen is narrow is decided by `from`. */
interface Column {
  readonly title: string;
  /** Cells, the gap before it included. */
  readonly width: number;
  /** Least width of the screen at which it is shown. */
  readonly from: number;
  readonly cell: (topic: TopicSummary, scale: Scale) => Span;
}

interface Scale {
  readonly largestShare: number;
  readonly glyphs: Glyphs;
  readonly breakdown: (topic: number) => Breakdown | undefined;
}

const columns: readonly Column[] = [
  { title: 'topic', width: 6, from: 0, cell: (topic) => span(topicNumber(topic).padStart(6)) },
  { title: 'share', width: 7, from: 0, cell: ({ share }) => span(percent(share, 1).padStart(7)) },
  { title: '', width: 11, from: 72, cell: (topic, scale) => profile(topic, scale, 9) },
  {
    title: 'coherence',
    width: 11,
    from: 60,
    cell: ({ coherence }) => span(decimals(coherence).padStart(11)),
  },
  {
    title: 'distinct',
    width: 10,
    from: 100,
    cell: ({ distinctiveness }) => span(distinctiveness.toFixed(2).padStart(10)),
  },
  {
    title: 'tokens',
    width: 13,
    from: 130,
    cell: ({ numTokens }) => span(grouped(numTokens).padStart(13), 'muted'),
  },
  {
    title: 'documents',
    width: 11,
    from: 150,
    cell: ({ numDocuments }) => span(grouped(numDocuments).padStart(11), 'muted'),
  },
];

/** The list of topics: share, measures, label and words of each. */
export function viewTopics(place: TopicsPlace, context: ViewContext): InspectionView {
  const { state, source, size, glyphs } = context;
  const topics = listedTopics(source, state, place.filter);
  const visible = Math.max(1, size.height - 3);
  const shown = visibleRows(place.list, visible, ({ first, limit }) => ({
    first,
    total: topics.length,
    rows: topics.slice(first, first + limit),
  }));
  const fitting = columns.filter(({ from }) => size.width >= from);
  const scale = {
    largestShare: Math.max(...topics.map(({ share }) => share)),
    glyphs,
    breakdown: source.topicBreakdown,
  };
  const rows = shown.rows.map((topic, index) => {
    const isCurrent = shown.first + index === shown.cursor;
    return emphasized(topicRow(topic, { fitting, scale, isCurrent, context }), isCurrent);
  });
  return {
    lines: [
      heading(
        { path: [source.fileName, source.run.name], facts: facts(context) },
        { ...size, glyphs },
      ),
      spread(
        subtitle(place, context, topics.length),
        [span(`${positionText(shown)} `, 'muted')],
        size.width,
      ),
      titles(fitting),
      ...(rows.length > 0 ? rows : [nothingFound(place)]),
    ],
    extent: { total: topics.length, visible },
    target: shown.current && { kind: 'topic', topic: shown.current.topic },
    topic: shown.current,
    row: shown.cursor,
  };
}

function facts({ source }: ViewContext): string[] {
  const { run, corpus } = source;
  return [
    count(run.numTopics, 'topic'),
    `sweep ${grouped(run.sweep)}`,
    `${count(corpus.numDocuments, 'document')}`,
    `${count(corpus.numTokens, 'token')}`,
  ];
}

const orderNames = {
  share: 'by share',
  coherence: 'by coherence',
  distinctiveness: 'by distinctiveness',
  number: 'by number',
};

function subtitle({ filter }: TopicsPlace, { state, source }: ViewContext, numShown: number): Line {
  const numHidden = source
    .topics()
    .filter(({ hidden, memberOf }) => hidden && memberOf === undefined).length;
  const parts = [orderNames[state.order], `λ ${state.lambda.toFixed(1)}`];
  if (filter !== '') parts.push(`with "${filter}": ${numShown}`);
  if (numHidden > 0) parts.push(`${numHidden} hidden${state.areHiddenShown ? ', shown' : ''}`);
  return [span(` ${parts.join(' · ')}`, 'muted')];
}

function titles(fitting: readonly Column[]): Line {
  const names = fitting.map(({ title, width }) =>
    span(title === '' ? ' '.repeat(width) : title.padStart(width), 'muted'),
  );
  return [span('  '), ...names, span('  words', 'muted')];
}

interface RowContext {
  readonly fitting: readonly Column[];
  readonly scale: Scale;
  readonly isCurrent: boolean;
  readonly context: ViewContext;
}

function topicRow(topic: TopicSummary, { fitting, scale, isCurrent, context }: RowContext): Line {
  const { glyphs, size } = context;
  const start: Span[] = [
    cursorMark(isCurrent, glyphs),
    ...fitting.map(({ cell }) => cell(topic, scale)),
    span('  '),
  ];
  const label = topicLabel(topic);
  if (topic.memberOf !== undefined) start.push(span(`in ${topic.group}  `, 'muted'));
  else if (topic.hidden) start.push(span('hidden  ', 'muted'));
  if (topic.standing !== undefined) start.push(span(`${topic.standing}  `, 'muted'));
  if (label !== undefined) start.push(span(`${label}  `, { role: 'title', bold: true }));
  const words = topicWords(topic, context).map((word) =>
    span(word, topic.hidden ? 'muted' : 'plain'),
  );
  return [...start, ...joinFitting(words, glyphs.dot, size.width - lineWidth(start))];
}

/** The words at the lambda that is set; the ones at the usual lambda come with the topic. */
function topicWords(topic: TopicSummary, { state, source, size }: ViewContext): readonly string[] {
  if (state.lambda === 0.6) return topic.words;
  const limit = Math.ceil(size.width / 6);
  return source
    .topicWords(topic.topic, state.lambda, { first: 0, limit })
    .rows.map(({ word }) => word);
}

/** The topic's share over time or by group, in small; where there is neither, its share as a bar. */
function profile(
  { topic, share }: TopicSummary,
  { largestShare, glyphs, breakdown }: Scale,
  width: number,
): Span {
  const groups = breakdown(topic)?.groups ?? [];
  if (groups.length > 1) {
    const shares = groups.map((group) => group.share);
    return span(`  ${sparkline(shares, { width, glyphs }).padEnd(width)}`, 'second');
  }
  const text = barText(largestShare > 0 ? share / largestShare : 0, width, glyphs);
  return span(`  ${text.padEnd(width)}`, 'bar');
}

function nothingFound({ filter }: TopicsPlace): Line {
  if (filter === '') return [span('  all topics are hidden; H shows them', 'muted')];
  return [
    span(`  no topic has "${filter}" in its label or among its words; esc shows all`, 'muted'),
  ];
}
