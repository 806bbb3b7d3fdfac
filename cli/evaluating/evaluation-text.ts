/** An evaluation for people: the run as a whole, its topics, and which of them to look at. */
import { measureMeanings, type RunMeasureName } from '../../core/evaluation/measures.ts';
import type { TopicEvaluation } from '../../core/evaluation/run-evaluation.ts';
import type { TopicFlag } from '../../core/evaluation/topic-flags.ts';
import type { HeldOutScore } from '../../corpora/database/evaluation/held-out-run.ts';
import type { EvaluatedProject } from './evaluated-project.ts';
import { count, decimals, grouped } from '../components/numbers.ts';
import { formatTable } from '../speaking/table.ts';

export function describeEvaluation(evaluated: EvaluatedProject): string {
  const { run, checkpoint, numTopWords, reference } = evaluated;
  const texts = reference === undefined ? 'its own texts' : `the texts of ${reference}`;
  return [
    `Run "${run.name}", sweep ${grouped(checkpoint.sweep)}, ` +
      `${numTopWords} top words per topic, coherence in ${texts}`,
    '',
    measuresOfRun(evaluated),
    ...unseenWords(evaluated),
    ...(evaluated.heldOut === undefined
      ? []
      : [describeHeldOut(evaluated.heldOut, evaluated.numObserved)]),
    '',
    measuresOfTopics(evaluated),
    '',
    flagged(evaluated),
  ].join('\n');
}

function measuresOfRun({ evaluation, heldOut }: EvaluatedProject): string {
  const values: Partial<Record<RunMeasureName, number | undefined>> = {
    perplexity: heldOut?.perplexity,
    ...evaluation.means,
    diversity: evaluation.diversity,
  };
  const rows = Object.entries(values)
    .filter(([name, value]) => value !== undefined || (name === 'perplexity' && heldOut))
    .map(([name, value]) => {
      const { title, unit, better, meaning } = measureMeanings[name as RunMeasureName];
      return [
        title,
        decimals(value, name === 'perplexity' ? 0 : 2),
        `${better} is better`,
        unit,
        meaning,
      ];
    });
  const columns = [
    { title: 'measure' },
    { title: 'mean', align: 'right' },
    { title: 'direction' },
    { title: 'unit' },
    { title: 'meaning' },
  ] as const;
  return formatTable(columns, rows);
}

/** Words that a reference does not have say nothing: whoever reads its figures should know how many. */
function unseenWords({ evaluation: { topics }, reference }: EvaluatedProject): string[] {
  const numUnseen = topics.reduce((sum, topic) => sum + topic.numUnseenWords, 0);
  if (reference === undefined || numUnseen === 0) return [];
  const numAll = topics.reduce((sum, { topWords }) => sum + topWords.length, 0);
  return [
    `${grouped(numUnseen)} of ${count(numAll, 'top word')} do not occur in the texts of ${reference} and are left out.`,
  ];
}

function describeHeldOut(heldOut: HeldOutScore, numObserved: number | undefined): string {
  const { numDocuments, numTokens, numSamples, leftToRight } = heldOut;
  const states = numSamples === 1 ? 'one state' : `the mean of ${numSamples} states`;
  const shown = numObserved === undefined ? 'the others' : `the first ${numObserved} others`;
  const lines = [
    `Predicted: ${count(numTokens, 'token')} of ${grouped(numDocuments)} held-out documents, ` +
      `every second token from ${shown} (document completion), by ${states} of the chain.`,
  ];
  if (leftToRight !== undefined) {
    lines.push(
      `From left to right: perplexity ${decimals(leftToRight.perplexity, 0)}, from ` +
        `${count(leftToRight.numTokens, 'token')} of ${grouped(leftToRight.numDocuments)} ` +
        `documents by ${leftToRight.numParticles} particles.`,
    );
  }
  return lines.join('\n');
}

function measuresOfTopics({ evaluation, vocabulary }: EvaluatedProject): string {
  const columns = [
    { title: 'topic', align: 'right' },
    { title: 'tokens', align: 'right' },
    { title: 'NPMI', align: 'right' },
    { title: 'C_V', align: 'right' },
    { title: 'UMass', align: 'right' },
    { title: 'excl.', align: 'right' },
    { title: 'from corpus', align: 'right' },
    { title: 'eff. words', align: 'right' },
    { title: '' },
    { title: 'words' },
  ] as const;
  const rows = evaluation.topics.map(({ topic, topWords, measures, diagnostics, flags }) => [
    String(topic),
    grouped(diagnostics.tokens),
    decimals(measures.npmi),
    decimals(measures.cv),
    decimals(measures.umass, 1),
    decimals(measures.exclusivity),
    decimals(diagnostics.corpusDistance),
    decimals(diagnostics.effectiveWords, 0),
    flags.length > 0 ? '!' : '',
    Array.from(topWords.subarray(0, 8), (word) => vocabulary[word]).join(' '),
  ]);
  return formatTable(columns, rows);
}

function flagged({ evaluation }: EvaluatedProject): string {
  const lines = evaluation.topics.flatMap((topic) =>
    topic.flags.map((flag) => `! topic ${topic.topic}: ${reasonOf(flag, topic)}`),
  );
  if (lines.length === 0) return 'No topic looks unused, meaningless, or like a duplicate.';
  return lines.join('\n');
}

function reasonOf(flag: TopicFlag, { diagnostics }: TopicEvaluation): string {
  switch (flag.kind) {
    case 'unused':
      return `almost unused (${count(flag.value, 'token')})`;
    case 'like-the-corpus':
      return `its words are those of the whole corpus (${decimals(flag.value)} nats from it)`;
    case 'no-words-stand-out':
      return (
        `no words stand out (spread like ${decimals(flag.value, 0)} words of equal share, ` +
        `of ${count(diagnostics.tokens, 'token')})`
      );
    case 'few-documents':
      return `it is in few documents (spread like ${decimals(flag.value, 0)} of equal share)`;
    case 'near-duplicate':
      return `nearly the same as topic ${flag.of} (distance ${decimals(flag.value)} of 1)`;
    default:
      return flag satisfies never;
  }
}
