/** The view of one word. */
import type { KeywordInContext, WordView } from '../../../../core/inspection/inspection.ts';
import { bar } from '../../../components/bar.ts';
import { cellWidth, fitText, head, tail } from '../../../components/cells.ts';
import { heading, ruleTitle } from '../../../components/heading.ts';
import { inert } from '../../../components/inert.ts';
import { fitLine, shownWidth, span, type Line } from '../../../components/line.ts';
import { count, percent } from '../../../components/numbers.ts';
import type { WordPlace } from '../state.ts';
import { topicName } from '../topic-name.ts';
import type { InspectionView, ViewContext } from './context.ts';
import {
  cursorMark,
  emphasized,
  positionText,
  visibleRows,
  type VisibleRows,
} from './list-rows.ts';

type WordTopic = WordView['topics'][number];

/** One word: the topics it belongs to, and the places where it occurs. */
export function viewWord(place: WordPlace, context: ViewContext): InspectionView {
  const { source, size, glyphs } = context;
  const word = source.word(place.word);
  const path = [source.run.name, place.word];
  if (word === undefined) {
    const gone: Line = [span(' this word is not in the vocabulary', 'muted')];
    return {
      lines: [heading({ path, facts: [] }, { ...size, glyphs }), gone],
      extent: { total: 0, visible: 0 },
    };
  }
  const topicRows = Math.min(word.topics.length, Math.max(2, Math.floor((size.height - 3) * 0.35)));
  const contextRows = Math.max(1, size.height - topicRows - 3);
  const topics = visibleRows(place.topics, topicRows, ({ first, limit }) => ({
    first,
    total: word.topics.length,
    rows: word.topics.slice(first, first + limit),
  }));
  const contexts = visibleRows(place.contexts, contextRows, (rows) =>
    source.keywordInContext(place.word, rows),
  );
  const isInTopics = place.focus === 'topics';
  return {
    lines: [
      heading({ path, facts: facts(word) }, { ...size, glyphs }),
      ruleTitle('topics', { width: size.width, glyphs, right: positionText(topics) }),
      ...topicLines(topics, isInTopics, context),
      ruleTitle('in context', { width: size.width, glyphs, right: positionText(contexts) }),
      ...contextLines(contexts, !isInTopics, context),
    ],
    extent: isInTopics
      ? { total: topics.total, visible: topicRows }
      : { total: contexts.total, visible: contextRows },
    target: isInTopics
      ? topics.current && { kind: 'topic', topic: topics.current.topic }
      : contexts.current && {
          kind: 'document',
          document: contexts.current.document,
          topic: contexts.current.topic,
          word: place.word,
        },
  };
}

function facts({ numTokens, numDocuments, topics }: WordView): string[] {
  return [
    count(numTokens, 'time'),
    `in ${count(numDocuments, 'document')}`,
    count(topics.length, 'topic'),
  ];
}

function topicLines(
  { rows, first, cursor }: VisibleRows<WordTopic>,
  hasFocus: boolean,
  { source, size, glyphs }: ViewContext,
): Line[] {
  const all = source.topics();
  const nameWidth = Math.min(50, Math.floor(size.width * 0.45));
  const barWidth = Math.max(0, Math.min(60, size.width - nameWidth - 20));
  return rows.map(({ topic, share }, index) => {
    const isCurrent = hasFocus && first + index === cursor;
    return emphasized(
      [
        cursorMark(isCurrent, glyphs),
        span(String(topic).padStart(5)),
        ...fitLine([span(`  ${topicName(all[topic])}`)], nameWidth),
        span(`${percent(share)} `.padStart(7)),
        bar(share, { width: barWidth, glyphs }),
      ],
      isCurrent,
    );
  });
}

/** The keyword stands in one column, what comes before it ends there. */
function contextLines(
  { rows, first, cursor }: VisibleRows<KeywordInContext>,
  hasFocus: boolean,
  { size, glyphs }: ViewContext,
): Line[] {
  const nameWidth = Math.min(
    Math.max(0, ...rows.map(({ name }) => shownWidth(name))),
    Math.floor(size.width * 0.25),
  );
  const topicWidth = 6;
  const sides = size.width - nameWidth - topicWidth - 5;
  return rows.map(({ before, keyword, after, name, topic }, index) => {
    const isCurrent = hasFocus && first + index === cursor;
    const word = inert(keyword);
    const side = Math.max(0, Math.floor((sides - cellWidth(word)) / 2));
    const left = tail(inert(before), side);
    const right = head(inert(after), side);
    const line: Line = [
      cursorMark(isCurrent, glyphs),
      span(fitText(left, side, 'right'), 'muted'),
      span(word, { role: 'accent', bold: true }),
      span(right, 'muted'),
    ];
    return emphasized(
      [
        ...fitLine(line, sides + 2),
        span((topic === undefined ? '-' : String(topic)).padStart(topicWidth - 1)),
        span('  '),
        ...fitLine([span(name, 'title')], nameWidth),
      ],
      isCurrent,
    );
  });
}
