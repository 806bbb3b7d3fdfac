/** Effects as text: a topic by the values of a field, or all topics at a glance. */
import type { Effects, FieldEffects, TopicEffects } from '../../core/inspection/topic-effects.ts';
import type { EffectPoint } from '../../core/covariates/effect-points.ts';
import { coverageOf, intervalText } from '../../core/inspection/topic-effects.ts';
import { glyphsFor } from '../components/glyphs.ts';
import { grouped, percent } from '../components/numbers.ts';
import { sparkline } from '../components/sparkline.ts';
import { speaksUnicode } from '../components/theme.ts';
import { wrap } from '../components/wrap.ts';
import { tableLines } from '../speaking/table.ts';
import { pointName, topicName } from './names.ts';

const lineWidth = 78;
const courseWidth = 21;
const numNamedWords = 5;
/** With more topics than this, each has a line; with fewer, each has a table. */
const mostTables = 3;

export function* effectsAsText(effects: Effects): Generator<string> {
  for (const field of effects.fields) {
    if (field.topics.some(({ difference }) => difference !== undefined)) yield* differences(field);
    else if (field.topics.length > mostTables) yield* atAGlance(field);
    else for (const topic of field.topics) yield* courseOf(field, topic);
  }
  yield* coverage(effects);
}

function* courseOf({ coding, points }: FieldEffects, effects: TopicEffects): Generator<string> {
  yield `Topic ${effects.topic.topic}: ${topicName(effects, numNamedWords)}`;
  yield '';
  yield* tableLines(
    [
      { title: coding.field },
      { title: 'documents', align: 'right' },
      { title: 'raw share', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'interval' },
    ],
    effects.shares.map((share, at) => [
      pointName(points[at]),
      points[at].numDocuments === undefined ? '' : grouped(points[at].numDocuments),
      share.raw === undefined ? '' : percent(share.raw, 1),
      percent(share.share, 1),
      intervalText(share.interval),
    ]),
  );
  yield '';
}

/** The line of a topic: its course along numbers, and where it is least and most. */
function glance(
  effects: TopicEffects,
  { shown, isCategory }: { shown: readonly ShownPoint[]; isCategory: boolean },
): string[] {
  const shareAt = ({ at }: ShownPoint) => effects.shares[at].share;
  const rising = [...shown].sort((a, b) => shareAt(a) - shareAt(b));
  const [least, most] = [rising[0], rising[rising.length - 1]];
  const glyphs = glyphsFor(speaksUnicode(process.env));
  const course = shown.map((point) => Math.max(0, shareAt(point)));
  return [
    String(effects.topic.topic),
    isCategory ? '' : sparkline(course, { width: courseWidth, glyphs }),
    percent(shareAt(least), 1),
    pointName(least.point),
    percent(shareAt(most), 1),
    pointName(most.point),
    topicName(effects, numNamedWords),
  ];
}

interface ShownPoint {
  readonly point: EffectPoint;
  readonly at: number;
}

function* atAGlance({ coding, points, topics }: FieldEffects): Generator<string> {
  const isCategory = coding.kind === 'category';
  const shown = points
    .map((point, at) => ({ point, at }))
    .filter(({ point }) => point.value !== undefined);
  yield `Shares by ${coding.field}`;
  yield '';
  yield* tableLines(
    [
      { title: 'topic', align: 'right' },
      {
        title: isCategory
          ? ''
          : `${pointName(shown[0].point)} to ${pointName(shown.at(-1)!.point)}`,
      },
      { title: 'least', align: 'right' },
      { title: 'in' },
      { title: 'most', align: 'right' },
      { title: 'in' },
      { title: 'words' },
    ],
    topics.map((effects) => glance(effects, { shown, isCategory })),
  );
  yield '';
}

function* differences({ coding, points, topics }: FieldEffects): Generator<string> {
  const [from, to] = points.map(pointName);
  yield `Shares by ${coding.field}: from ${from} to ${to}, the greatest changes first`;
  yield '';
  const changed = topics
    .flatMap((effects) => (effects.difference ? [{ effects, change: effects.difference }] : []))
    .sort((a, b) => b.change.share - a.change.share);
  yield* tableLines(
    [
      { title: 'topic', align: 'right' },
      { title: from, align: 'right' },
      { title: to, align: 'right' },
      { title: 'difference', align: 'right' },
      { title: 'interval' },
      { title: 'words' },
    ],
    changed.map(({ effects, change }) => [
      String(effects.topic.topic),
      percent(effects.shares[0].share, 1),
      percent(effects.shares[1].share, 1),
      percent(change.share, 1),
      intervalText(change.interval),
      topicName(effects, numNamedWords),
    ]),
  );
  yield '';
}

/** What the intervals cover, and what not. */
function* coverage(effects: Effects): Generator<string> {
  const sentences = [...coverageOf(effects), 'More: docs/covariates.md'];
  yield* wrap(sentences.join(' '), lineWidth);
}
