/** The view of one topic. */
import type {
  TopicDocument,
  TopicSummary,
  TopicWord,
} from '../../../../core/inspection/inspection.ts';
import { barWithin } from '../../../components/bar.ts';
import { heading, ruleTitle } from '../../../components/heading.ts';
import {
  beside,
  fitLine,
  lineWidth,
  shownWidth,
  span,
  type Line,
  type Size,
} from '../../../components/line.ts';
import { count, decimals, grouped, percent } from '../../../components/numbers.ts';
import { topicLabel, topicNumber } from '../../../components/topic-label.ts';
import type { Target, TopicPlace } from '../state.ts';
import { listedTopics } from '../topic-list.ts';
import type { InspectionView, ViewContext } from './context.ts';
import {
  cursorMark,
  emphasized,
  positionText,
  visibleRows,
  type VisibleRows,
} from './list-rows.ts';
import { topicSurroundings } from './topic-surroundings.ts';

/** One topic: its words, what surrounds it, and the documents that are most about it. */
export function viewTopic(place: TopicPlace, context: ViewContext): InspectionView {
  const { state, source, size, glyphs } = context;
  const topic = source.topics()[place.topic]!;
  const room = layout(size);
  const words = visibleRows(place.words, room.wordRows, (rows) =>
    source.topicWords(topic.topic, state.lambda, rows),
  );
  const documents = visibleRows(place.documents, room.documentRows, (rows) =>
    source.topicDocuments(topic.topic, rows, place.filter),
  );
  const isInWords = place.focus === 'words';
  const wordLines = [
    wordsTitle(state.lambda, words, { width: room.leftWidth, context }),
    ...wordRows(words, { width: room.leftWidth, hasFocus: isInWords, context }),
  ];
  const top = withSurroundings(wordLines, { topic, room, context });
  return {
    lines: [
      heading({ path: [source.run.name, name(topic)], facts: facts(topic) }, { ...size, glyphs }),
      ...padded(top, room.wordRows + 1),
      ruleTitle(place.filter === '' ? 'documents' : `documents with ${place.filter}`, {
        width: size.width,
        glyphs,
        right: positionText(documents),
      }),
      ...documentRows(documents, { hasFocus: !isInWords, context }),
    ],
    extent: isInWords
      ? { total: words.total, visible: room.wordRows }
      : { total: documents.total, visible: room.documentRows },
    target: isInWords ? wordTarget(words) : documentTarget(topic, documents, place.filter),
    ...neighbours(topic, context),
    row: listedTopics(source, state, '').findIndex((other) => other.topic === topic.topic),
    topic,
  };
}

/** The words with what surrounds the topic beside them, where there is room. */
function withSurroundings(
  wordLines: readonly Line[],
  { topic, room, context }: { topic: TopicSummary; room: Room; context: ViewContext },
): readonly Line[] {
  if (room.rightWidth === 0) return wordLines;
  const size = { width: room.rightWidth, height: room.wordRows + 1 };
  return beside(padded(wordLines, room.wordRows + 1), topicSurroundings(topic, size, context), {
    leftWidth: room.leftWidth,
    gap: [span(context.glyphs.divider, 'muted')],
  });
}

interface Room {
  readonly wordRows: number;
  readonly documentRows: number;
  readonly leftWidth: number;
  readonly rightWidth: number;
}

/** Half of the height for the words and what surrounds them, half for the documents. */
function layout({ width, height }: Size): Room {
  const wordRows = Math.max(1, Math.floor((height - 3) * 0.55));
  const rightWidth = width < 64 ? 0 : Math.min(70, Math.floor(width * 0.42));
  return {
    wordRows,
    documentRows: Math.max(1, height - wordRows - 3),
    leftWidth: rightWidth === 0 ? width : width - rightWidth - 3,
    rightWidth,
  };
}

function name(topic: TopicSummary): string {
  const label = topicLabel(topic);
  return label === undefined ? topicNumber(topic) : `${topicNumber(topic)} ${label}`;
}

function facts(topic: TopicSummary): string[] {
  const { share, numTokens, numDocuments, coherence, hidden, standing } = topic;
  const { members = [], memberOf, group } = topic;
  return [
    `${percent(share, 1)} of all tokens`,
    `${count(numTokens, 'token')}`,
    `${count(numDocuments, 'document')}`,
    ...(coherence === undefined ? [] : [`coherence ${decimals(coherence)}`]),
    ...(standing === undefined ? [] : [standing]),
    ...(members.length > 1 ? [`topics ${members.join(', ')} as one`] : []),
    ...(memberOf === undefined ? [] : [`counted in ${group} (topic ${memberOf})`]),
    ...(hidden && memberOf === undefined ? ['hidden'] : []),
  ];
}

/** The title of the words, with what their bars mean, and where one is among them. */
function wordsTitle(
  lambda: number,
  words: VisibleRows<TopicWord>,
  { width, context: { glyphs } }: { width: number; context: ViewContext },
): Line {
  const meaning = lambda === 1 ? ', probable' : lambda === 0 ? ', distinctive' : '';
  const title = (text: string): Line => [span(` words (λ ${text}) `, { bold: true })];
  const legend = [
    span(glyphs.barParts[7]!, 'bar'),
    span(' here ', 'muted'),
    span(glyphs.track, 'muted'),
    span(' rest ', 'muted'),
  ];
  const right = positionText(words);
  const long = [...title(lambda.toFixed(1) + meaning), ...legend];
  const short = [...title(lambda.toFixed(1)), ...legend];
  const fits = (line: Line): boolean => lineWidth(line) + right.length + 2 <= width;
  const left = [long, short].find(fits) ?? title(lambda.toFixed(1));
  return ruleTitle(left, { width, glyphs, right });
}

/** Full bars are the word's count in this topic, light ones its count in the whole corpus. */
function wordRows(
  { rows, first, cursor }: VisibleRows<TopicWord>,
  { width, hasFocus, context }: { width: number; hasFocus: boolean; context: ViewContext },
): Line[] {
  const { glyphs } = context;
  const longest = Math.max(0, ...rows.map(({ word }) => shownWidth(word)));
  const nameWidth = Math.min(longest, Math.max(8, Math.floor(width * 0.4)));
  const barWidth = width - nameWidth - 13;
  const scale = barScale(rows);
  return rows.map((row, index) => {
    const isCurrent = hasFocus && first + index === cursor;
    const shares = { part: row.count / scale, whole: row.corpusCount / scale };
    const drawn = barWidth < 4 ? [] : barWithin(shares, { width: barWidth, glyphs });
    const start = [
      cursorMark(isCurrent, glyphs),
      ...fitLine([span(row.word)], nameWidth),
      span('  '),
    ];
    return emphasized([...start, ...drawn, span(` ${grouped(row.count).padStart(8)}`)], isCurrent);
  });
}

/** What a full bar stands for. One word that is common everywhere must not dwarf all others. */
function barScale(rows: readonly TopicWord[]): number {
  const largestHere = Math.max(1, ...rows.map(({ count }) => count));
  const largest = Math.max(1, ...rows.map(({ corpusCount }) => corpusCount));
  return Math.min(largest, 2.5 * largestHere);
}

function documentRows(
  { rows, first, cursor }: VisibleRows<TopicDocument>,
  { hasFocus, context }: { hasFocus: boolean; context: ViewContext },
): Line[] {
  const { size, glyphs } = context;
  const longest = Math.max(0, ...rows.map((row) => shownWidth(row.name)));
  const nameWidth = Math.min(longest, Math.floor(size.width * 0.3));
  return rows.map((row, index) => {
    const isCurrent = hasFocus && first + index === cursor;
    return emphasized(
      [
        cursorMark(isCurrent, glyphs),
        span(`${percent(row.share).padStart(4)}  `),
        ...fitLine([span(row.name, 'title')], nameWidth),
        span('  '),
        span(row.excerpt, isCurrent ? 'plain' : 'muted'),
      ],
      isCurrent,
    );
  });
}

function wordTarget({ current }: VisibleRows<TopicWord>): Target | undefined {
  return current && { kind: 'word', word: current.word };
}

function documentTarget(
  { topic }: TopicSummary,
  { current, cursor }: VisibleRows<TopicDocument>,
  filter: string,
): Target | undefined {
  const among = { topic, rank: cursor, filter };
  return current && { kind: 'document', document: current.document, among };
}

/** The topics before and after this one, in the order in which they are listed. */
function neighbours(
  { topic }: TopicSummary,
  { state, source }: ViewContext,
): Partial<InspectionView> {
  const listed = listedTopics(source, state, '');
  const place = listed.findIndex((other) => other.topic === topic);
  const target = (other: TopicSummary | undefined): InspectionView['next'] =>
    other && { kind: 'topic', topic: other.topic };
  return { next: target(listed[place + 1]), previous: target(listed[place - 1]) };
}

function padded(lines: readonly Line[], height: number): Line[] {
  return Array.from({ length: height }, (_, row) => lines[row] ?? []);
}
