/** The view of two runs side by side. */
import type { ComparedTopic, RunComparison } from '../../../../core/inspection/inspection.ts';
import { UserError } from '../../../../core/errors.ts';
import { describeFate } from '../../../comparing/comparison.ts';
import { heading } from '../../../components/heading.ts';
import { fitLine, span, type Line, type Size } from '../../../components/line.ts';
import { count, grouped } from '../../../components/numbers.ts';
import { wrap } from '../../../components/wrap.ts';
import type { ComparisonPlace } from '../state.ts';
import type { InspectionView, ViewContext } from './context.ts';
import { cursorMark, emphasized, positionText, visibleRows } from './list-rows.ts';

/** A topic, and of which run it is. */
interface Row extends ComparedTopic {
  readonly isOther: boolean;
}

/**
 * What became of each topic of the open run in the other one, the most alike first; then the topics
 * that only the other one has.
 */
export function viewComparison(place: ComparisonPlace, context: ViewContext): InspectionView {
  const { source, size, glyphs } = context;
  const comparison = comparisonOr(place, context);
  if (typeof comparison === 'string') return withoutComparison(comparison, place, context);
  const rows = rowsOf(comparison);
  const visible = Math.max(1, size.height - 3);
  const shown = visibleRows(place.list, visible, ({ first, limit }) => ({
    first,
    total: rows.length,
    rows: rows.slice(first, first + limit),
  }));
  const { current } = shown;
  return {
    lines: [
      heading(
        { path: [source.run.name, `compared with ${place.run}`], facts: [positionText(shown)] },
        { ...size, glyphs },
      ),
      [span(` ${summaryOf(comparison)}`, 'muted')],
      titlesOf(place.run, size),
      ...shown.rows.map((row, index) => {
        const isCurrent = shown.first + index === shown.cursor;
        return emphasized([cursorMark(isCurrent, glyphs), ...rowText(row, size)], isCurrent);
      }),
    ],
    extent: { total: rows.length, visible },
    target: current && !current.isOther ? { kind: 'topic', topic: current.topic } : undefined,
  };
}

/** Or why there is none. */
function comparisonOr({ run }: ComparisonPlace, { source }: ViewContext): RunComparison | string {
  if (run === source.run.name) return 'This run is open already; go back and choose another one.';
  try {
    return source.compareWith(run);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

function withoutComparison(
  why: string,
  { run }: ComparisonPlace,
  { source, size, glyphs }: ViewContext,
): InspectionView {
  const other = run === source.run.name ? 'itself' : run;
  return {
    lines: [
      heading(
        { path: [source.run.name, `compared with ${other}`], facts: [] },
        { ...size, glyphs },
      ),
      [],
      ...wrap(why, size.width - 2).map((text): Line => [span(` ${text}`, 'muted')]),
    ],
    extent: { total: 0, visible: 1 },
  };
}

function rowsOf({ topics, others }: RunComparison): Row[] {
  return [
    ...topics.map((topic) => ({ ...topic, isOther: false })),
    ...others.map((topic) => ({ ...topic, isOther: true })),
  ];
}

function summaryOf({ topics, numTopics, similarity }: RunComparison): string {
  const numShared = topics.filter(({ fate }) => fate === 'shared').length;
  return (
    `${grouped(numShared)} of ${count(topics.length, 'topic')} are among the other run's ` +
    `${grouped(numTopics)}; mean similarity ${similarity.toFixed(2)} of 1`
  );
}

/** The widths of the columns: words here, what became of them, words there. */
function widthsOf({ width }: Size): { words: number; fate: number; others: number } {
  const room = Math.max(0, width - 18);
  const fate = Math.min(34, Math.floor(room * 0.4));
  const words = Math.floor((room - fate) / 2);
  return { words, fate, others: room - fate - words };
}

function titlesOf(run: string, size: Size): Line {
  const { words, fate, others } = widthsOf(size);
  return [
    span('   topic  ', 'muted'),
    ...fitLine([span('words', 'muted')], words),
    span('  dist.', 'muted'),
    ...fitLine([span(' what became of it', 'muted')], fate),
    ...fitLine([span(` words in ${run}`, 'muted')], others),
  ];
}

function rowText(row: Row, size: Size): Line {
  const { words, fate, others } = widthsOf(size);
  const counterparts = row.counterparts.map(({ topic }) => topic);
  const isShared = row.fate === 'shared';
  const became = row.isOther ? onlyThere(counterparts) : describeFate(row.fate, counterparts);
  const own = row.words.join(' · ');
  const other = row.counterparts[0]?.words.join(' · ') ?? '';
  return [
    span(String(row.topic).padStart(6), row.isOther ? 'muted' : 'plain'),
    span('  '),
    ...fitLine([span(row.isOther ? '' : own)], words),
    span(row.distance.toFixed(2).padStart(7)),
    ...fitLine([span(` ${became}`, isShared ? 'good' : 'muted')], fate),
    ...fitLine([span(` ${row.isOther ? own : other}`, 'muted')], others),
  ];
}

/** @param near topics of the open run that are related. */
function onlyThere(near: readonly number[]): string {
  if (near.length === 0) return 'only there';
  return `near ${near.length === 1 ? 'topic' : 'topics'} ${near.join(', ')} here`;
}
