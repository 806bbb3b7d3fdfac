/** Effects as a long table: a row for each topic at each value of each field. */
import { type Cell, type Table, number, text, whole } from '../../corpora/writers/tables/table.ts';
import type { Effects } from '../../core/inspection/topic-effects.ts';
import { pointName, topicName } from './names.ts';

export function effectsAsTable(effects: Effects): Table {
  return {
    columns: [
      text('field'),
      text('value'),
      whole('topic'),
      text('topic_name'),
      number('share'),
      number('low'),
      number('high'),
      number('raw_share'),
      whole('documents'),
    ],
    rows: rowsOf(effects),
  };
}

function* rowsOf({ fields }: Effects): Generator<readonly Cell[]> {
  for (const { coding, points, topics } of fields) {
    for (const effects of topics) {
      const { topic, shares, difference } = effects;
      const named = [topic.topic, topicName(effects, 3)];
      for (const [at, { share, interval, raw }] of shares.entries()) {
        const point = [coding.field, pointName(points[at])];
        const [low, high] = interval ?? [undefined, undefined];
        yield [...point, ...named, share, low, high, raw, points[at].numDocuments];
      }
      if (difference === undefined) continue;
      const { share, interval } = difference;
      const [low, high] = interval ?? [undefined, undefined];
      const change = `${pointName(points[1])} - ${pointName(points[0])}`;
      yield [coding.field, change, ...named, share, low, high, undefined, undefined];
    }
  }
}
