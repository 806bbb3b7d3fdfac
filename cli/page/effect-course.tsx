/** The share of a topic along the numbers of a covariate. */
import { useRef } from 'preact/hooks';
import { count, percent } from '../../core/numbers.ts';
import { highestOf, useChosenPoint } from './chosen-point.ts';
import { endsOf, intervalText } from '../../core/inspection/topic-effects.ts';
import { type Point, rangeOf } from './effect-points.ts';
import { PictureButtons } from './picture-buttons.tsx';

const [width, height, foot, top] = [500, 170, 20, 16];

/** Where numbers and shares lie in the picture. */
interface Scale {
  readonly x: (point: Point) => number;
  readonly y: (share: number) => number;
  readonly most: number;
}

function scaleOf(points: readonly Point[]): Scale {
  const { least, most } = rangeOf(points);
  const [from, to] = [points[0].number!, points.at(-1)!.number!];
  return {
    x: ({ number }) => 6 + ((number! - from) / Math.max(1e-9, to - from)) * (width - 12),
    y: (share) => top + ((most - share) / (most - least)) * (height - foot - top),
    most,
  };
}

/** The corners of the band of intervals, and of the line within it. */
function linesOf(points: readonly Point[], { x, y }: Scale): { band: string; course: string } {
  const at = (of: (point: Point) => number) =>
    points.map((point) => `${x(point).toFixed(1)},${y(of(point)).toFixed(1)}`);
  const [low, high] = [at((point) => endsOf(point)[0]), at((point) => endsOf(point)[1])];
  return {
    band: [...high, ...low.reverse()].join(' '),
    course: at(({ share }) => share).join(' '),
  };
}

/** A line within the band of its intervals, and a ring for each raw share. */
export function Course({ points, field }: { points: readonly Point[]; field: string }) {
  const svg = useRef<SVGSVGElement>(null);
  const shown = points.filter(({ number }) => number !== undefined);
  const usual = highestOf(shown.map(({ share }) => share));
  const { point, isChosen, choose, slider } = useChosenPoint(shown, { usual, say: said });
  const { x, y, most } = scaleOf(shown);
  const { band, course } = linesOf(shown, { x, y, most });
  const label = `Expected share by ${field}, ${shown[0].name} to ${shown.at(-1)!.name}; highest at ${said(shown[usual])}`;
  return (
    <figure class="timeline">
      <svg ref={svg} viewBox={`0 0 ${width} ${height}`} aria-label={label} {...slider}>
        {[0, most / 2, most].map((share) => (
          <g key={share} class="axis">
            <line x1="0" x2={width} y1={y(share)} y2={y(share)} />
            <text x="0" y={y(share) - 3} font-size="11">
              {share > 0 && percent(share, 1)}
            </text>
          </g>
        ))}
        <polygon class="band" points={band} />
        <polyline class="course" points={course} />
        <Rings points={shown} scale={{ x, y, most }} onPoint={choose} />
        {isChosen && <line class="said" x1={x(point)} x2={x(point)} y1={top} y2={height - foot} />}
      </svg>
      <figcaption>
        <span>
          {isChosen ? '' : 'Highest: '}
          {said(point)}
        </span>
        <PictureButtons name="effects" svg={svg} />
      </figcaption>
      <p class="note">
        Line and band: expected share with its interval, other fields at their means. Rings: mean
        share of the documents nearest to the number.
      </p>
    </figure>
  );
}

/** Raw shares, what catches the pointer, and some names below. */
function Rings({
  points,
  scale: { x, y },
  onPoint,
}: {
  points: readonly Point[];
  scale: Scale;
  onPoint: (place: number | undefined) => void;
}) {
  const step = (width - 12) / Math.max(1, points.length - 1);
  const every = Math.max(1, Math.ceil((points.length - 1) / 4));
  return (
    <>
      {points.map((point, place) => (
        <g
          key={point.name}
          onPointerEnter={() => onPoint(place)}
          onPointerLeave={() => onPoint(undefined)}
        >
          <rect class="catch" x={x(point) - step / 2} y="0" width={step} height={height - foot} />
          {point.raw !== undefined && <circle class="raw" cx={x(point)} cy={y(point.raw)} r="3" />}
          {place % every === 0 && (
            <text
              x={x(point)}
              y={height - 4}
              font-size="12"
              text-anchor={place === 0 ? 'start' : x(point) > width - 20 ? 'end' : 'middle'}
            >
              {point.name}
            </text>
          )}
        </g>
      ))}
    </>
  );
}

function said(point: Point): string {
  const { name, share, interval, raw, documents } = point;
  const inBrackets = interval === undefined ? '' : ` (${intervalText(interval)})`;
  const inDocuments =
    raw === undefined ? '' : `, raw ${percent(raw, 1)} in ${count(documents, 'document')}`;
  return `${name}: ${percent(share, 1)}${inBrackets}${inDocuments}`;
}
