/** Trends as a long table: a row for each topic in each group. */
import {
  type Cell,
  fieldColumnNames,
  number,
  type Table,
  text,
  whole,
} from '../../corpora/writers/tables/table.ts';
import type { Trends } from '../../corpora/trends/trends.ts';

export function trendsAsTable({ field, groups, topics }: Trends): Table {
  const rows = function* (): Generator<readonly Cell[]> {
    for (const { topic, shares } of topics) {
      for (const [at, { share, numTokens, interval }] of shares.entries()) {
        const group = groups[at];
        const [low, high] = interval ?? [undefined, undefined];
        const name = topic.label ?? topic.words.slice(0, 3).join(' ');
        const all = [group.numDocuments, group.numTokens];
        yield [group.name, topic.topic, name, share, low, high, numTokens, ...all];
      }
    }
  };
  const own = [
    whole('topic'),
    text('topic_name'),
    number('share'),
    number('low'),
    number('high'),
    whole('topic_tokens'),
    whole('documents'),
    whole('tokens'),
  ];
  const [name] = fieldColumnNames(
    [field],
    own.map((column) => column.name),
  );
  return { columns: [text(name), ...own], rows: rows() };
}
