/** The view of the map of topics. */
import type { TopicSummary } from '../../../../core/inspection/inspection.ts';
import { type Direction, nextTopic } from '../../../../core/inspection/topic-map/next-place.ts';
import type { TopicMap } from '../../../../core/inspection/topic-map/topic-map.ts';
import { cells, cellWidth } from '../../../components/cells.ts';
import { heading, ruleTitle } from '../../../components/heading.ts';
import { inert } from '../../../components/inert.ts';
import { joinFitting, lineWidth, span, type Line, type Size } from '../../../components/line.ts';
import { count, percent } from '../../../components/numbers.ts';
import { type Block, layoutMap, type MapLayout } from '../map-layout.ts';
import type { MapPlace } from '../state.ts';
import { listedTopics } from '../topic-list.ts';
import { topicName } from '../topic-name.ts';
import type { InspectionView, ViewContext } from './context.ts';

/** Above the map a heading, below it a rule, the words of a topic, and what the map is. */
const otherLines = 4;
const leastSize: Size = { width: 50, height: 12 };
const longestName = 16;
const directions: readonly Direction[] = ['left', 'right', 'up', 'down'];

/** Blocks of cells where the topics are, the one that is pointed at in another colour. */
export function viewMap(place: MapPlace, context: ViewContext): InspectionView {
  const { state, source, size } = context;
  const topics = listedTopics(source, state, '');
  const current = topics.find(({ topic }) => topic === place.topic) ?? topics[0];
  const room = { width: size.width, height: size.height - otherLines };
  const isTooSmall = room.width < leastSize.width || room.height < leastSize.height;
  const map = isTooSmall ? undefined : source.topicMap();
  const layout = map && layoutMap(map, topics.map(mapped), { size: room, current: current?.topic });
  if (map === undefined || layout === undefined || current === undefined)
    return noMap(topics, context);
  const places = layout.blocks.map(({ topic, left, top, width, height }) => ({
    topic,
    x: left + width / 2,
    y: 2 * (top + height / 2),
  }));
  return {
    lines: [
      title(topics, context),
      ...mapLines(layout, room, current.topic),
      ...below(current, map, context),
    ],
    extent: { total: 0, visible: 0 },
    target: { kind: 'topic', topic: current.topic },
    topic: current,
    neighbours: Object.fromEntries(
      directions.map((direction) => [direction, nextTopic(places, current.topic, direction)]),
    ),
  };
}

function title(topics: readonly TopicSummary[], { source, size, glyphs }: ViewContext): Line {
  const facts = [count(topics.length, 'topic')];
  return heading({ path: [source.run.name, 'map'], facts }, { ...size, glyphs });
}

/** The name is cut to what fits beside a block; wide characters take two of its cells. */
function mapped(topic: TopicSummary): { topic: number; share: number; name: string } {
  const name = inert(topicName(topic, 1));
  let text = '';
  for (const { character, width } of cells(name)) {
    if (cellWidth(text) + width > longestName) break;
    text += character;
  }
  return { topic: topic.topic, share: topic.share, name: text };
}

function mapLines({ blocks, names }: MapLayout, { height }: Size, current: number): Line[] {
  const pieces = Array.from({ length: height }, (): { left: number; line: Line }[] => []);
  for (const block of blocks) {
    for (let row = 0; row < block.height; row++)
      pieces[block.top + row]!.push({ left: block.left, line: blockRow(block, row, current) });
  }
  for (const { topic, left, top, text } of names) {
    const line = [span(text, topic === current ? { role: 'accent', bold: true } : 'plain')];
    pieces[top]!.push({ left, line });
  }
  return pieces.map(joinPieces);
}

/** A row of a block; its number stands in the middle one. */
function blockRow({ topic, width, height }: Block, row: number, current: number): Line {
  const number = row === Math.floor((height - 1) / 2) ? String(topic) : '';
  const before = Math.floor((width - number.length) / 2);
  const text = (' '.repeat(before) + number).padEnd(width);
  const role = topic === current ? 'accent' : 'bar';
  return [span(text, { role, inverse: true, bold: topic === current })];
}

function joinPieces(pieces: { left: number; line: Line }[]): Line {
  let end = 0;
  return pieces
    .sort((a, b) => a.left - b.left)
    .flatMap(({ left, line }) => {
      const gap = span(' '.repeat(left - end));
      end = left + lineWidth(line);
      return [gap, ...line];
    });
}

function below(topic: TopicSummary, map: TopicMap, { size, glyphs }: ViewContext): Line[] {
  const name = `topic ${topic.topic}: ${inert(topicName(topic, 3))}`;
  const right = percent(topic.share, 1);
  const { numNeighbours, keptNeighbours } = map;
  const kept =
    numNeighbours === 0
      ? 'topics that share words are close together'
      : `${keptNeighbours.toFixed(1)} of a topic’s ${numNeighbours} closest topics are among its ` +
        `${numNeighbours} nearest on the map`;
  return [
    ruleTitle(name, { ...size, glyphs, right }),
    [
      span(' '),
      ...joinFitting(
        topic.words.map((word) => span(word)),
        glyphs.dot,
        size.width - 1,
      ),
    ],
    [span(` ${kept}`, 'muted')],
  ];
}

function noMap(topics: readonly TopicSummary[], context: ViewContext): InspectionView {
  const why =
    topics.length === 0
      ? 'all topics are hidden; H in the list shows them'
      : `the window is too small for a map of ${count(topics.length, 'topic')}`;
  return {
    lines: [title(topics, context), [], [span(` ${why}`, 'muted')]],
    extent: { total: 0, visible: 0 },
  };
}
