/** A topic's share over time, or by another field. */
import { useRef, useState } from 'preact/hooks';
import { count, grouped, percent } from '../../core/numbers.ts';
import type { ReportField } from '../../core/inspection/report/report.ts';
import { Bar } from './bar.tsx';
import { highestOf, useChosenPoint } from './chosen-point.ts';
import { FieldChoice } from './field-choice.tsx';
import type { Model } from './model.ts';
import { PictureButtons } from './picture-buttons.tsx';

interface Group {
  readonly name: string;
  readonly documents: number;
  readonly share: number;
}

/** More kinds than this become the ten highest, and more on request. */
const [fewKinds, firstKinds] = [40, 10];

export function Groups({ model, topic }: { model: Model; topic: number }) {
  const { fields } = model.report;
  const [chosen, setChosen] = useState(0);
  if (fields.length === 0) return null;
  const field = fields[chosen];
  const groups = groupsOf(field, topic);
  return (
    <section>
      <FieldChoice title="Share by" fields={fields} chosen={chosen} onChoose={setChosen} />
      {field.isTime ? (
        <Timeline key={chosen} groups={groups} field={field.field} />
      ) : (
        <Kinds key={chosen} groups={groups} />
      )}
    </section>
  );
}

function groupsOf({ groups }: ReportField, topic: number): Group[] {
  return groups.map(({ name, documents, tokens }) => {
    const all = tokens.reduce((sum, count) => sum + count, 0);
    return { name, documents, share: all > 0 ? tokens[topic] / all : 0 };
  });
}

const [width, height, foot] = [500, 150, 20];

function Timeline({ groups, field }: { groups: readonly Group[]; field: string }) {
  const svg = useRef<SVGSVGElement>(null);
  const usual = highestOf(groups.map(({ share }) => share));
  const { point: said, isChosen, choose, slider } = useChosenPoint(groups, { usual, say });
  const most = Math.max(1e-9, ...groups.map(({ share }) => share));
  const step = width / groups.length;
  return (
    <figure class="timeline">
      <svg
        ref={svg}
        viewBox={`0 0 ${width} ${height}`}
        aria-label={describe(groups, field)}
        {...slider}
      >
        {[0.5, 1].map((part) => (
          <g key={part} class="axis">
            <line x1="0" x2={width} y1={levelOf(part)} y2={levelOf(part)} />
            <text x="0" y={levelOf(part) - 3} font-size="11">
              {percent(most * part, 1)}
            </text>
          </g>
        ))}
        {groups.map((group, place) => (
          <g
            key={group.name}
            onPointerEnter={() => choose(place)}
            onPointerLeave={() => choose(undefined)}
          >
            <rect class="catch" x={place * step} y="0" width={step} height={height - foot} />
            <rect
              class={group === said ? 'of-topic said' : 'of-topic'}
              x={place * step + step * 0.1}
              width={step * 0.8}
              y={levelOf(group.share / most)}
              height={height - foot - levelOf(group.share / most)}
            />
          </g>
        ))}
        {ticks(groups.length).map((place) => (
          <text
            key={place}
            x={(place + 0.5) * step}
            y={height - 4}
            font-size="12"
            text-anchor={place === 0 ? 'start' : place === groups.length - 1 ? 'end' : 'middle'}
          >
            {groups[place].name}
          </text>
        ))}
      </svg>
      <figcaption>
        <span>
          {isChosen ? '' : 'Highest: '}
          {say(said)}
        </span>
        <PictureButtons name="shares" svg={svg} />
      </figcaption>
    </figure>
  );
}

function say({ name, share, documents }: Group): string {
  return `${name}: ${percent(share, 1)} of the words of ${count(documents, 'document')}`;
}

function levelOf(part: number): number {
  return 16 + (1 - part) * (height - foot - 16);
}

function ticks(numGroups: number): number[] {
  const numTicks = Math.min(5, numGroups);
  return Array.from({ length: numTicks }, (_, tick) =>
    Math.round((tick * (numGroups - 1)) / Math.max(1, numTicks - 1)),
  );
}

function describe(groups: readonly Group[], field: string): string {
  const highest = groups[highestOf(groups.map(({ share }) => share))];
  return `Share by ${field}, ${groups[0].name} to ${groups.at(-1)!.name}; highest in ${highest.name}: ${percent(highest.share, 1)}`;
}

function Kinds({ groups }: { groups: readonly Group[] }) {
  const isLong = groups.length > fewKinds;
  const [numShown, setNumShown] = useState(isLong ? firstKinds : fewKinds);
  const sorted = groups.toSorted((a, b) => b.share - a.share);
  const most = Math.max(1e-9, sorted[0].share);
  return (
    <>
      <ol class="bars kinds">
        {sorted.slice(0, numShown).map(({ name, share }) => (
          <li key={name}>
            <span class="word" dir="auto">
              {name}
            </span>
            <Bar parts={[share / most]} />
            <span class="figure">{percent(share, 1)}</span>
          </li>
        ))}
      </ol>
      {numShown < sorted.length && (
        <button onClick={() => setNumShown(numShown + fewKinds)}>
          more of {grouped(sorted.length)} groups
        </button>
      )}
    </>
  );
}
