/** What is printed when a run has ended. */
import { inert } from '../../components/inert.ts';
import { clockTime, count, grouped, percent, short } from '../../components/numbers.ts';
import { shellQuoted } from '../../speaking/type-again.ts';
import type { FormingTopic, TrainingSnapshot } from '../../../core/training/session/progress.ts';

/** Topics that the summary names. */
const mostTopics = 5;

/** What a person may type next. */
export interface Typed {
  /** The project file and the run. */
  readonly file: string;
  /** An earlier run whose labels can be taken over. */
  readonly labelled?: string | undefined;
}

/**
 * What stays in the scrollback when a run has ended: how it went, its largest topics, and what to
 * type next.
 */
export function trainingSummary(snapshot: TrainingSnapshot, { file, labelled }: Typed): string[] {
  return [
    howItWent(snapshot),
    ...topicLines(snapshot.topics.list),
    '',
    ...(snapshot.state === 'done'
      ? [
          `  inspect the topics     gibbon inspect ${file}`,
          `  as text                gibbon topics ${file}`,
          `  train longer           gibbon resume ${file} --sweeps ${2 * snapshot.numSweeps}`,
          ...(labelled === undefined
            ? []
            : [`  carry labels over      gibbon label ${file} --from ${shellQuoted(labelled)}`]),
        ]
      : [
          `  continue               gibbon resume ${file}`,
          `  inspect the topics     gibbon inspect ${file}`,
        ]),
  ];
}

function howItWent({
  state,
  runName,
  sweep,
  numSweeps,
  isOpenEnded,
  numTopics,
  measurements,
  speed,
  seconds,
}: TrainingSnapshot): string {
  const likelihood = measurements.at(-1)?.logLikelihoodPerToken;
  const facts = [
    `${count(numTopics, 'topic')}`,
    ...(likelihood === undefined ? [] : [`log-likelihood ${likelihood.toFixed(3)} per token`]),
    clockTime(seconds),
    ...(speed.mean > 0 ? [`${short(speed.mean)} tokens/s`] : []),
  ].join(', ');
  const name = inert(runName);
  if (state === 'done') return `Trained ${name}: ${count(sweep, 'sweep')}, ${facts}.`;
  const goal = isOpenEnded
    ? count(sweep, 'sweep')
    : `${grouped(sweep)} of ${count(numSweeps, 'sweep')}`;
  return `Stopped ${name} after ${goal}, saved: ${facts}.`;
}

function topicLines(topics: readonly FormingTopic[]): string[] {
  const largest = [...topics].sort((a, b) => b.share - a.share).slice(0, mostTopics);
  if (largest.length === 0) return [];
  const lines = largest.map(({ topic, share, label, words }) => {
    const text = [...(label === undefined ? [] : [`${label}:`]), ...words.slice(0, 7)].join(' ');
    return `${String(topic).padStart(6)}${percent(share, 1).padStart(7)}  ${inert(text)}`;
  });
  return ['', ...lines];
}
