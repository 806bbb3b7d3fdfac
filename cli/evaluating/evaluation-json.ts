/** An evaluation for programs: every number, with what it means. */
import { diagnosticMeanings, measureMeanings } from '../../core/evaluation/measures.ts';
import type { TopicEvaluation, TopicMeasures } from '../../core/evaluation/run-evaluation.ts';
import type { EvaluatedProject } from './evaluated-project.ts';

export function evaluationAsJson(evaluated: EvaluatedProject): unknown {
  const { run, checkpoint, evaluation, numTopWords, reference, heldOut } = evaluated;
  return {
    run: run.name,
    sweep: checkpoint.sweep,
    topWords: numTopWords,
    reference: reference ?? null,
    heldOut: heldOut === undefined ? null : { ...heldOut, perplexity: heldOut.perplexity ?? null },
    ...(evaluated.numObserved !== undefined && { tokensShown: evaluated.numObserved }),
    measures: {
      perplexity: heldOut?.perplexity ?? null,
      ...orNull(evaluation.means),
      diversity: evaluation.diversity,
    },
    meanings: { ...measureMeanings, diagnostics: diagnosticMeanings },
    topics: evaluation.topics.map((topic) => topicAsJson(topic, evaluated)),
  };
}

function topicAsJson(topic: TopicEvaluation, { vocabulary }: EvaluatedProject): unknown {
  return {
    topic: topic.topic,
    words: Array.from(topic.topWords, (word) => vocabulary[word]),
    measures: orNull(topic.measures),
    wordsUnseen: topic.numUnseenWords,
    diagnostics: orNull(topic.diagnostics),
    flags: topic.flags,
  };
}

/** JSON leaves out what is undefined; programs had better find that there is no value. */
function orNull<Measures extends TopicMeasures | TopicEvaluation['diagnostics']>(
  measures: Measures,
): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(measures).map(([name, value]) => [name, (value as number | undefined) ?? null]),
  );
}
