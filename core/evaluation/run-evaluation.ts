/** Everything that is measured of a trained run, put together. */
import {
  cvCoherence,
  npmiCoherence,
  numUnseenWords,
  uciCoherence,
  umassCoherence,
  umassMeanCoherence,
} from './coherence.ts';
import { type TopicDiagnostics, diagnoseTopics } from './diagnostics.ts';
import { Exclusivity, topicDiversity } from './exclusivity.ts';
import type { TopicDocuments } from './topic-documents.ts';
import { type DistanceMatrix, hellingerDistances } from './topic-distance.ts';
import { type TopicFlag, flagTopics } from './topic-flags.ts';
import type { TopicWordsModel } from './topic-words-model.ts';
import { WindowCounter } from './window-counter.ts';

/** With more topics than this, distances of all pairs would take too much memory. */
const mostCompared = 4000;
const weightOfExclusivity = 0.7;
/** Windows of text, in tokens: those of the papers. */
const uciWindow = 10;
const cvWindow = 110;

/** Counts over the texts that coherence is measured on: documents, and two sizes of windows. */
export class CoherenceCounts {
  readonly documents: WindowCounter;
  readonly short: WindowCounter;
  readonly long: WindowCounter;

  /** @param topWords of each topic, numbered as the texts number words. */
  constructor(topWords: readonly Uint32Array[], numWords: number) {
    this.documents = new WindowCounter(topWords, { numWords, windowSize: Infinity });
    this.short = new WindowCounter(topWords, { numWords, windowSize: uciWindow });
    this.long = new WindowCounter(topWords, { numWords, windowSize: cvWindow });
  }

  addDocument(words: Uint32Array): void {
    this.documents.addDocument(words);
    this.short.addDocument(words);
    this.long.addDocument(words);
  }
}

/** Undefined where there is nothing to measure. Definitions: see measures.ts and docs/measures.md. */
export interface TopicMeasures {
  readonly npmi: number | undefined;
  readonly npmiDocuments: number | undefined;
  readonly uci: number | undefined;
  readonly umass: number | undefined;
  readonly umassMean: number | undefined;
  readonly cv: number | undefined;
  readonly exclusivity: number | undefined;
  readonly frex: number | undefined;
  /** Hellinger distance from the same topic at the checkpoint before; absent without one. */
  readonly drift: number | undefined;
}

export interface TopicEvaluation {
  readonly topic: number;
  /** Its most probable words, averaged over samples, by number. */
  readonly topWords: Uint32Array;
  readonly measures: TopicMeasures;
  /** Top words that the texts of coherence do not have. */
  readonly numUnseenWords: number;
  readonly diagnostics: TopicDiagnostics;
  readonly flags: readonly TopicFlag[];
}

export interface RunEvaluation {
  readonly topics: readonly TopicEvaluation[];
  /** Means over the topics that have the measure. */
  readonly means: TopicMeasures;
  /** Share of different words among all top words. */
  readonly diversity: number;
}

export interface EvaluationInput {
  readonly model: TopicWordsModel;
  /** The same averaged over samples, for probabilities; absent: of this state alone. */
  readonly averaged?: TopicWordsModel | undefined;
  /** Most words of a topic that are measured. */
  readonly numTopWords: number;
  /** Of the top words by averaged probability. */
  readonly coherence: CoherenceCounts;
  /** Of the top words in this state. */
  readonly documents: TopicDocuments;
  /** Tokens of each word in the corpus (length V). */
  readonly wordTokenCounts: Uint32Array;
  readonly lengthOfWord: (word: number) => number;
  /** The model at the checkpoint before. */
  readonly before?: TopicWordsModel | undefined;
}

export function evaluateTopics(input: EvaluationInput): RunEvaluation {
  const { model, averaged = model, numTopWords } = input;
  const topWords = averaged.topWords(numTopWords);
  const diagnostics = diagnoseTopics(input);
  const flags = flagTopics({
    diagnostics,
    distances: distancesWithin(model),
    numWords: model.numWords,
  });
  const exclusivity = new Exclusivity(averaged);
  const topics = topWords.map((words, topic) => ({
    topic,
    topWords: words,
    measures: {
      ...coherenceOf(input.coherence, topic),
      exclusivity: diagnostics[topic].exclusivity,
      frex: exclusivity.frex(topic, { numTopWords, weight: weightOfExclusivity }),
      drift: driftOf(input, topic),
    },
    numUnseenWords: numUnseenWords(input.coherence.documents, topic),
    diagnostics: diagnostics[topic],
    flags: flags[topic],
  }));
  return {
    topics,
    means: meansOf(topics.map(({ measures }) => measures)),
    diversity: topicDiversity(topWords),
  };
}

function coherenceOf({ documents, short, long }: CoherenceCounts, topic: number) {
  return {
    npmi: npmiCoherence(short, topic),
    npmiDocuments: npmiCoherence(documents, topic),
    uci: uciCoherence(short, topic),
    umass: umassCoherence(documents, topic),
    umassMean: umassMeanCoherence(documents, topic),
    cv: cvCoherence(long, topic),
  };
}

function driftOf({ model, before }: EvaluationInput, topic: number): number | undefined {
  if (before === undefined || model.topicTotals[topic] === 0) return undefined;
  return hellingerDistances([topicOf(model, topic)], [topicOf(before, topic)], model.numWords)
    .values[0];
}

function distancesWithin(model: TopicWordsModel): DistanceMatrix | undefined {
  if (model.numTopics > mostCompared) return undefined;
  const topics = Array.from({ length: model.numTopics }, (_, topic) => topicOf(model, topic));
  return hellingerDistances(topics, topics, model.numWords);
}

function topicOf(model: TopicWordsModel, topic: number) {
  return { words: model.wordsOf(topic), counts: model.countsOf(topic) };
}

function meansOf(topics: readonly TopicMeasures[]): TopicMeasures {
  const mean = (name: keyof TopicMeasures): number | undefined => {
    const values = topics.map((topic) => topic[name]).filter((value) => value !== undefined);
    if (values.length === 0) return undefined;
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return {
    npmi: mean('npmi'),
    npmiDocuments: mean('npmiDocuments'),
    uci: mean('uci'),
    umass: mean('umass'),
    umassMean: mean('umassMean'),
    cv: mean('cv'),
    exclusivity: mean('exclusivity'),
    frex: mean('frex'),
    drift: mean('drift'),
  };
}
