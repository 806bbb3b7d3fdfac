/** The view of a search. */
import type { SearchHit, SearchKind } from '../../../../core/inspection/inspection.ts';
import { tail } from '../../../components/cells.ts';
import { heading } from '../../../components/heading.ts';
import { inert } from '../../../components/inert.ts';
import {
  emptyLine,
  lineWidth,
  span,
  spread,
  type Line,
  type Span,
} from '../../../components/line.ts';
import { count, grouped } from '../../../components/numbers.ts';
import type { SearchPlace, Target } from '../state.ts';
import { topicName } from '../topic-name.ts';
import type { InspectionView, ViewContext } from './context.ts';
import {
  cursorMark,
  emphasized,
  positionText,
  visibleRows,
  type VisibleRows,
} from './list-rows.ts';

const kinds: readonly SearchKind[] = ['words', 'documents', 'topics'];

/** Search over words, documents or topics; the list answers with every key. */
export function viewSearch(place: SearchPlace, context: ViewContext): InspectionView {
  const { source, size, glyphs } = context;
  const visible = Math.max(1, size.height - 5);
  const hits = visibleRows(place.list, visible, (rows) =>
    place.text.trim() === ''
      ? { first: 0, total: 0, rows: [] }
      : source.search(place.text.trim(), place.kind, rows),
  );
  return {
    lines: [
      heading({ path: [source.run.name, 'search'], facts: [] }, { ...size, glyphs }),
      inputLine(place, size.width),
      kindLine(place),
      foundLine(place, hits, size.width),
      ...hitLines(hits, context),
    ],
    extent: { total: hits.total, visible },
    target: hits.current && targetOf(hits.current),
  };
}

/** The end of what is typed is always seen, whatever the width. */
function inputLine({ text }: SearchPlace, width: number): Line {
  const prompt = span(' / ', { role: 'title', bold: true });
  const typed = tail(inert(text), Math.max(1, width - lineWidth([prompt]) - 1));
  return [prompt, span(typed, { bold: true }), span(' ', { inverse: true })];
}

function kindLine({ kind }: SearchPlace): Line {
  const names = kinds.flatMap((name): Span[] => [
    name === kind ? span(`[${name}]`, { role: 'title', bold: true }) : span(` ${name} `, 'muted'),
    span(' '),
  ]);
  return [span('   in '), ...names, span('  tab: next', 'muted')];
}

function foundLine({ text }: SearchPlace, hits: VisibleRows<SearchHit>, width: number): Line {
  if (text.trim() === '') return emptyLine;
  if (hits.total === 0) return [span('   nothing found', 'muted')];
  const found = [span(`   ${grouped(hits.total)} found`, 'muted')];
  return spread(found, [span(`${positionText(hits)} `, 'muted')], width);
}

function targetOf(hit: SearchHit): Target {
  switch (hit.kind) {
    case 'word':
      return { kind: 'word', word: hit.word };
    case 'document':
      return { kind: 'document', document: hit.document };
    case 'topic':
      return { kind: 'topic', topic: hit.topic };
  }
}

function hitLines({ rows, first, cursor }: VisibleRows<SearchHit>, context: ViewContext): Line[] {
  return rows.map((hit, index) => {
    const isCurrent = first + index === cursor;
    return emphasized([cursorMark(isCurrent, context.glyphs), ...hitText(hit, context)], isCurrent);
  });
}

function hitText(hit: SearchHit, { source }: ViewContext): Line {
  switch (hit.kind) {
    case 'word':
      return [span(hit.word), span(`  ${count(hit.numTokens, 'token')}`, 'muted')];
    case 'document':
      return [span(hit.name, 'title'), span('  '), span(hit.excerpt, 'muted')];
    case 'topic':
      return [span(String(hit.topic).padStart(5)), span('  '), ...topicText(hit.topic, source)];
  }
}

function topicText(topic: number, source: ViewContext['source']): Line {
  const summary = source.topics()[topic];
  const words = span(topicName(summary && { ...summary, label: undefined }, 8), 'muted');
  if (summary?.label === undefined) return [words];
  return [span(summary.label, { role: 'title', bold: true }), span('  '), words];
}
