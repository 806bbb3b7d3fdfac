/** How a topic's share depends on a covariate of the run, with intervals, beside the raw shares. */
import { useState } from 'preact/hooks';
import { Course } from './effect-course.tsx';
import { Levels } from './effect-levels.tsx';
import { pointsOf } from './effect-points.ts';
import { FieldChoice } from './field-choice.tsx';
import type { Model } from './model.ts';

export function Effects({ model, topic }: { model: Model; topic: number }) {
  const { effects } = model.report;
  const [chosen, setChosen] = useState(0);
  if (effects === undefined) return null;
  const field = effects.fields[chosen];
  const points = pointsOf(field, topic);
  if (points.length === 0) return null;
  return (
    <section class="effects">
      <FieldChoice
        title="Expected share by"
        fields={effects.fields}
        chosen={chosen}
        onChoose={setChosen}
      />
      {field.isCategory ? (
        <Levels key={chosen} points={points} />
      ) : (
        <Course key={chosen} points={points} field={field.field} />
      )}
      <details>
        <summary>What the intervals cover</summary>
        <p class="note">{effects.coverage.join(' ')}</p>
      </details>
    </section>
  );
}
