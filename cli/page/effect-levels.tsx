/** The share of a topic at each level of a covariate. */
import { useState } from 'preact/hooks';
import { grouped, percent } from '../../core/numbers.ts';
import { endsOf, intervalText } from '../../core/inspection/topic-effects.ts';
import { type Point, rangeOf } from './effect-points.ts';

/** Levels that are shown before more are asked for. */
const firstLevels = 12;

export function Levels({ points }: { points: readonly Point[] }) {
  const [numShown, setNumShown] = useState(firstLevels);
  const sorted = points.toSorted((a, b) => b.share - a.share);
  const range = rangeOf(sorted);
  return (
    <>
      <table class="levels">
        <thead>
          <tr>
            <th scope="col">level</th>
            <td />
            <th scope="col">share</th>
            <th scope="col">interval</th>
            <th scope="col">raw (documents)</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, numShown).map((point) => (
            <Level key={point.name} point={point} range={range} />
          ))}
        </tbody>
      </table>
      {numShown < sorted.length && (
        <button onClick={() => setNumShown(numShown + 40)}>
          more of {grouped(sorted.length)} levels
        </button>
      )}
      <p class="note">
        Share: expected with its interval, other fields at their means. Raw (ring): the mean share
        of the documents of the level.
      </p>
    </>
  );
}

function Level({ point, range }: { point: Point; range: ReturnType<typeof rangeOf> }) {
  return (
    <tr>
      <th scope="row" dir="auto">
        {point.name}
      </th>
      <td>
        <Interval point={point} {...range} />
      </td>
      <td class="figure">{percent(point.share, 1)}</td>
      <td class="figure">{intervalText(point.interval)}</td>
      <td class="figure">
        {point.raw === undefined ? '' : percent(point.raw, 1)} ({grouped(point.documents)})
      </td>
    </tr>
  );
}

/** From low to high, with a stroke at the share and a ring at the raw one. */
function Interval({ point, least, most }: { point: Point; least: number; most: number }) {
  const x = (share: number) => 4 + ((share - least) / (most - least)) * 112;
  const [low, high] = endsOf(point);
  return (
    <svg class="interval" viewBox="0 0 120 12" aria-hidden="true">
      <line class="zero" x1={x(0)} x2={x(0)} y1="0" y2="12" />
      <rect class="band" x={x(low)} width={x(high) - x(low)} y="3" height="6" />
      <line class="course" x1={x(point.share)} x2={x(point.share)} y1="1" y2="11" />
      {point.raw !== undefined && <circle class="raw" cx={x(point.raw)} cy="6" r="3" />}
    </svg>
  );
}
