/** Which topics of a run come back in others, as text and for programs. */
import type { TopicStability } from '../../core/evaluation/compare-topics.ts';
import { formatTable } from '../speaking/table.ts';
import type { ComparedRun } from './comparison.ts';

export interface StabilityReport {
  readonly run: ComparedRun;
  readonly others: readonly ComparedRun[];
  readonly topics: readonly TopicStability[];
  /** Of the run with each other: mean of 1 - distance over the matched topics. */
  readonly similarities: readonly number[];
}

export function stabilityAsJson({ run, others, topics, similarities }: StabilityReport): unknown {
  return {
    run: run.name,
    file: run.file,
    seed: run.seed,
    sweep: run.sweep,
    others: others.map(({ name, file, seed, sweep }, index) => ({
      run: name,
      file,
      seed,
      sweep,
      similarity: similarities[index],
    })),
    topics: topics.map(({ topic, numRuns, numOtherRuns, similarity }) => ({
      topic,
      words: run.topWords[topic],
      tokens: run.numTokens[topic],
      foundIn: numRuns,
      of: numOtherRuns,
      similarity,
    })),
  };
}

export function describeStability({ run, others, topics, similarities }: StabilityReport): string {
  const mean = similarities.reduce((sum, value) => sum + value, 0) / similarities.length;
  const steadiestFirst = topics.toSorted(
    (a, b) => b.numRuns - a.numRuns || b.similarity - a.similarity,
  );
  const columns = [
    { title: 'topic', align: 'right' },
    { title: 'recurs in', align: 'right' },
    { title: 'similarity', align: 'right' },
    { title: 'words' },
  ] as const;
  const rows = steadiestFirst.map(({ topic, numRuns, numOtherRuns, similarity }) => [
    String(topic),
    `${numRuns} of ${numOtherRuns} runs`,
    similarity.toFixed(2),
    run.topWords[topic].join(' '),
  ]);
  const numAlone = topics.filter(({ numRuns }) => numRuns === 0).length;
  return [
    `The topics of ${run.title} (seed ${run.seed}) in ${others.length} other runs: ` +
      others.map(({ title }) => title).join(', '),
    `Mean similarity ${mean.toFixed(2)} of 1 (matched one to one, 1 minus the Hellinger distance of their words)`,
    '',
    formatTable(columns, rows),
    '',
    numAlone === 0
      ? 'Every topic recurs in at least one other run.'
      : `${numAlone} of ${topics.length} topics ${numAlone === 1 ? 'recurs' : 'recur'} in no other run: do not rely on ${numAlone === 1 ? 'it' : 'them'}.`,
  ].join('\n');
}
