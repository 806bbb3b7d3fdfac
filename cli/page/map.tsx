/** The map of topics: one stop for the Tab key, arrows inside, and a zoom. */
import { useMemo, useRef, useState } from 'preact/hooks';
import { type Direction, nextTopic } from '../../core/inspection/topic-map/next-place.ts';
import type { TopicMap } from '../../core/inspection/topic-map/topic-map.ts';
import { placeLabels } from './map-labels.ts';
import type { Model } from './model.ts';
import { PictureButtons } from './picture-buttons.tsx';

interface MapProps {
  model: Model;
  topic: number | undefined;
  word: string | undefined;
  onOpen: (topic: number) => void;
}

interface View {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

const whole: View = { zoom: 1, x: 0.5, y: 0.5 };
const mostZoom = 6;

export function TopicMapView({ model, topic, word, onOpen }: MapProps) {
  const { map } = model.report;
  const figure = useRef<SVGSVGElement>(null);
  const [view, setView] = useState(whole);
  const place = model.placeOfWord(word);
  const spread = useMemo(() => (place === undefined ? undefined : model.spreadOf(place)), [place]);
  if (map === undefined) return <p class="note">There are too many topics for a map.</p>;
  const toward = (zoom: number) =>
    setView((now) => zoomed(now, now.zoom * zoom, topicPlace(map, topic)));
  return (
    <figure class="map">
      <svg
        ref={figure}
        viewBox={viewBoxOf(map, view)}
        role="group"
        aria-label="Map of the topics; move with the arrow keys"
        onWheel={(event) => {
          if (!event.ctrlKey) return;
          event.preventDefault();
          toward(event.deltaY < 0 ? 1.25 : 0.8);
        }}
      >
        <Circles {...{ model, map, topic, spread, view, onOpen }} />
      </svg>
      <div class="zoom">
        <button aria-label="Zoom in" disabled={view.zoom >= mostZoom} onClick={() => toward(1.5)}>
          +
        </button>
        <button aria-label="Zoom out" disabled={view.zoom <= 1} onClick={() => toward(1 / 1.5)}>
          −
        </button>
        <PictureButtons name="map" svg={figure} />
      </div>
      <figcaption>
        {spread === undefined
          ? 'The area of a circle is the topic’s share of all words'
          : `The area of a circle is its share of the tokens of “${word}”`}
        ; topics that share words are near each other, and directions mean nothing.
        {map.numNeighbours > 0 &&
          ` Of the ${map.numNeighbours} topics whose words are closest to a topic’s, ${map.keptNeighbours.toFixed(1)} are among its ${map.numNeighbours} nearest here, on average.`}
      </figcaption>
    </figure>
  );
}

interface CirclesProps {
  model: Model;
  map: TopicMap;
  topic: number | undefined;
  spread: Map<number, number> | undefined;
  view: View;
  onOpen: (topic: number) => void;
}

function Circles({ model, map, topic, spread, view, onOpen }: CirclesProps) {
  const [pointed, setPointed] = useState<number>();
  const circles = model.shown.map((one) => {
    const { x, y, radius } = map.circles[one];
    return {
      topic: one,
      x,
      y,
      radius: radiusOf(radius, one, { model, spread }),
      name: model.shortName(one),
    };
  });
  const isWide = (one: number) => spread === undefined || spread.has(one);
  const labels = useMemo(
    () =>
      placeLabels(
        circles.filter((one) => isWide(one.topic)),
        { ...map, fontSize: 17 / view.zoom, first: topic },
      ),
    [map, view.zoom, topic, spread, model],
  );
  const first = circles.some((one) => one.topic === topic) ? topic : circles[0]?.topic;
  const move = (event: KeyboardEvent, from: number) => {
    const direction = arrows[event.key];
    if (event.key === 'Enter' || event.key === ' ') onOpen(from);
    else if (direction === undefined) return;
    else document.getElementById(`circle-${nextTopic(circles, from, direction) ?? from}`)?.focus();
    event.preventDefault();
  };
  return (
    <>
      {circles.map((one) => (
        <g
          key={one.topic}
          id={`circle-${one.topic}`}
          class={circleClass(one.topic, { topic, hasWord: isWide(one.topic) })}
          role="button"
          tabIndex={one.topic === first ? 0 : -1}
          aria-pressed={one.topic === topic}
          aria-label={`Topic ${one.topic}: ${model.nameOf(one.topic)}`}
          onClick={() => onOpen(one.topic)}
          onKeyDown={(event) => move(event, one.topic)}
          onPointerEnter={() => setPointed(one.topic)}
          onPointerLeave={() => setPointed(undefined)}
          onFocus={() => setPointed(one.topic)}
          onBlur={() => setPointed(undefined)}
        >
          <circle cx={one.x} cy={one.y} r={one.radius} />
          {one.radius * view.zoom > 11 && (
            <text
              class="inside"
              x={one.x}
              y={one.y + 5 / view.zoom}
              font-size={15 / view.zoom}
              text-anchor="middle"
            >
              {one.topic}
            </text>
          )}
        </g>
      ))}
      <g class="labels" aria-hidden="true" font-size={17 / view.zoom}>
        {labels.map(({ topic: one, x, y, anchor, text }) => (
          <text
            key={one}
            x={x}
            y={y}
            text-anchor={anchor}
            class={one === topic ? 'chosen' : undefined}
          >
            {text}
          </text>
        ))}
      </g>
      {pointed !== undefined && (
        <Pointed model={model} map={map} topic={pointed} zoom={view.zoom} />
      )}
    </>
  );
}

/** The name of the circle under the pointer, or with the focus. */
function Pointed({
  model,
  map,
  topic,
  zoom,
}: {
  model: Model;
  map: TopicMap;
  topic: number;
  zoom: number;
}) {
  const { x, y, radius } = map.circles[topic];
  const anchor = x < map.width / 3 ? 'start' : x > (2 * map.width) / 3 ? 'end' : 'middle';
  return (
    <text
      class="pointed"
      aria-hidden="true"
      x={x}
      y={y - radius - 8 / zoom}
      font-size={19 / zoom}
      text-anchor={anchor}
    >
      {topic} {model.nameOf(topic)}
    </text>
  );
}

function circleClass(
  one: number,
  { topic, hasWord }: { topic: number | undefined; hasWord: boolean },
): string {
  return ['circle', one === topic ? 'chosen' : '', hasWord ? '' : 'without'].join(' ').trim();
}

/** With a word chosen the circles show its tokens. */
function radiusOf(
  radius: number,
  topic: number,
  { model, spread }: { model: Model; spread: Map<number, number> | undefined },
): number {
  if (spread === undefined) return radius;
  const all = [...spread.values()].reduce((sum, count) => sum + count, 0);
  const share = (spread.get(topic) ?? 0) / Math.max(1, all);
  const usual = 1 / Math.sqrt(Math.max(1, model.report.topics.length));
  return Math.max(4, Math.sqrt(share) * Math.min(90, radius / usual));
}

const arrows: Readonly<Record<string, Direction | undefined>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

function topicPlace(map: TopicMap, topic: number | undefined): { x: number; y: number } {
  const circle = topic === undefined ? undefined : map.circles[topic];
  return circle ? { x: circle.x / map.width, y: circle.y / map.height } : whole;
}

function zoomed(
  { zoom: before, x, y }: View,
  wanted: number,
  toward: { x: number; y: number },
): View {
  const zoom = Math.min(mostZoom, Math.max(1, wanted));
  if (zoom <= 1.01) return whole;
  return before === 1 ? { zoom, ...toward } : { zoom, x, y };
}

function viewBoxOf({ width, height }: TopicMap, { zoom, x, y }: View): string {
  const [w, h] = [width / zoom, height / zoom];
  const left = Math.min(width - w, Math.max(0, x * width - w / 2));
  const top = Math.min(height - h, Math.max(0, y * height - h / 2));
  return [left, top, w, h].map((value) => value.toFixed(1)).join(' ');
}
