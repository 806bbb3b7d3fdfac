/** "About this model": settings, what the import left out, the likelihood curve, how to cite it. */
import { useRef } from 'preact/hooks';
import type { Model } from './model.ts';
import { PictureButtons } from './picture-buttons.tsx';

export function About({ model }: { model: Model }) {
  const { settings, losses, likelihood, citation } = model.report.about;
  return (
    <article>
      <h2>About this model</h2>
      <section>
        <h3>How to cite</h3>
        <blockquote>{citation}</blockquote>
      </section>
      <div class="halves">
        <Facts title="Settings" facts={settings} />
        <Facts title="What the import did" facts={losses} />
      </div>
      {likelihood.length >= 4 && <Likelihood pairs={likelihood} />}
    </article>
  );
}

function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, string])[] }) {
  if (facts.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const [width, height, left, foot] = [700, 240, 60, 24];

/** Its early rise would flatten all that follows: the curve is cut at what most sweeps have. */
function Likelihood({ pairs }: { pairs: readonly number[] }) {
  const svg = useRef<SVGSVGElement>(null);
  const points = Array.from({ length: pairs.length / 2 }, (_, at) => ({
    sweep: pairs[2 * at],
    value: pairs[2 * at + 1],
  }));
  const sorted = points.map(({ value }) => value).toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor(sorted.length * 0.05)], sorted.at(-1)!];
  const last = points.at(-1)!.sweep;
  const x = (sweep: number) => left + (sweep / last) * (width - left - 10);
  const y = (value: number) =>
    10 + (1 - Math.max(0, (value - low) / Math.max(1e-9, high - low))) * (height - foot - 20);
  const path = points
    .map(({ sweep, value }) => `${x(sweep).toFixed(1)},${y(value).toFixed(1)}`)
    .join(' ');
  return (
    <section>
      <h3>Log-likelihood per token</h3>
      <figure class="timeline">
        <svg
          ref={svg}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`Log-likelihood per token over ${last} sweeps, ${high.toFixed(3)} at its highest`}
        >
          {[low, high].map((value) => (
            <g key={value} class="axis">
              <line x1={left} x2={width} y1={y(value)} y2={y(value)} />
              <text x={left - 6} y={y(value) + 4} font-size="12" text-anchor="end">
                {value.toFixed(2)}
              </text>
            </g>
          ))}
          <polyline class="curve" points={path} />
          <text x={left} y={height - 4} font-size="12">
            sweep {points[0].sweep}
          </text>
          <text x={width - 10} y={height - 4} font-size="12" text-anchor="end">
            {last}
          </text>
        </svg>
        <figcaption>
          In nats; once it is flat, more sweeps change little.
          <PictureButtons name="likelihood" svg={svg} />
        </figcaption>
      </figure>
    </section>
  );
}
