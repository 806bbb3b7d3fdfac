/** The topics of several runs on common ground: their words numbered alike, in one file or several. */
import {
  type MatchedTopic,
  matchBothWays,
  meanSimilarity,
} from '../../../core/evaluation/compare-topics.ts';
import {
  type DistanceMatrix,
  hellingerDistances,
} from '../../../core/evaluation/topic-distance.ts';
import type { ComparedTopic, RunComparison } from '../../../core/inspection/inspection.ts';
import type { TopicWordsModel } from '../../../core/evaluation/topic-words-model.ts';
import { UserError } from '../../../core/errors.ts';
import { grouped } from '../../../core/numbers.ts';
import { type EvaluatedRun, readAveragedModel, readModel } from './evaluate-run.ts';

/**
 * Words of all files by how they are written: corpora whose words were chosen in different ways are
 * compared by the words that both have; a word that only one has is a difference.
 */
export class CommonWords {
  readonly #numbers = new Map<string, number>();

  get numWords(): number {
    return this.#numbers.size;
  }

  numberOf(word: string): number {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(word, number);
    }
    return number;
  }
}

/**
 * The topics of one run, with words numbered as in `CommonWords`. Counts are those of all samples added
 * up, from which distances follow; tokens are those of the last state.
 */
export interface ComparableTopics {
  readonly topics: readonly { readonly words: Uint32Array; readonly counts: Uint32Array }[];
  /** The most frequent words of each topic, as they are written. */
  readonly topWords: readonly (readonly string[])[];
  readonly numTokens: readonly number[];
}

export function comparableTopics(
  run: EvaluatedRun,
  { common, numTopWords }: { common: CommonWords; numTopWords: number },
): ComparableTopics {
  const model = readAveragedModel(run);
  const { words } = run.corpus.vocabulary();
  const numbers = Uint32Array.from(words, (word) => common.numberOf(word));
  return {
    topics: Array.from({ length: model.numTopics }, (_, topic) => ({
      words: model.wordsOf(topic).map((word) => numbers[word]),
      counts: model.countsOf(topic),
    })),
    topWords: writtenTopWords(model, { words, numTopWords }),
    numTokens: Array.from(readModel(run).topicTotals),
  };
}

/** Distances of as many from as many take 200 MB, and were matched in 17 s. */
export const mostComparedTopics = 5000;

/**
 * Hellinger distances of the topics of one run from those of another.
 *
 * @throws {UserError} when they are too many to be matched.
 */
export function distancesBetween(
  a: ComparableTopics,
  b: ComparableTopics,
  common: CommonWords,
): DistanceMatrix {
  for (const { topics } of [a, b]) checkComparable(topics.length);
  return hellingerDistances(a.topics, b.topics, common.numWords);
}

/** @throws {UserError} when topics are too many to be matched with as many others. */
export function checkComparable(numTopics: number): void {
  if (numTopics <= mostComparedTopics) return;
  throw new UserError(
    'topics-not-comparable',
    `Cannot compare topics one by one (${grouped(numTopics)} of a run): at most ` +
      `${grouped(mostComparedTopics)} were expected`,
  );
}

/** The topics of one run matched with those of another, for `Inspection`. */
export function compareRuns(
  own: EvaluatedRun,
  other: EvaluatedRun,
  { numTopWords }: { numTopWords: number },
): Omit<RunComparison, 'name'> {
  const common = new CommonWords();
  const [a, b] = [own, other].map((run) => comparableTopics(run, { common, numTopWords }));
  const [ofOwn, ofOther] = matchBothWays(distancesBetween(a, b, common));
  const compared = (topics: readonly MatchedTopic[], of: ComparableTopics, to: ComparableTopics) =>
    topics.map((topic) => comparedTopic(topic, of.topWords, to.topWords));
  return {
    numTopics: b.topics.length,
    similarity: meanSimilarity(ofOwn),
    topics: compared(nearestFirst(ofOwn), a, b),
    others: compared(
      ofOther.filter(({ fate }) => fate !== 'shared'),
      b,
      a,
    ),
  };
}

/** Of topics as far from their partners as each other, the lower number first. */
export function nearestFirst(topics: readonly MatchedTopic[]): MatchedTopic[] {
  return topics.toSorted((x, y) => x.distance - y.distance || x.topic - y.topic);
}

function comparedTopic(
  { topic, distance, fate, partner, relatives }: MatchedTopic,
  words: ComparableTopics['topWords'],
  otherWords: ComparableTopics['topWords'],
): ComparedTopic {
  const counterparts = fate === 'shared' && partner !== undefined ? [partner] : relatives;
  return {
    ...{ topic, distance, fate },
    words: words[topic],
    counterparts: counterparts.map((number) => ({ topic: number, words: otherWords[number] })),
  };
}

function writtenTopWords(
  model: TopicWordsModel,
  { words, numTopWords }: { words: readonly string[]; numTopWords: number },
): string[][] {
  return model.topWords(numTopWords).map((top) => Array.from(top, (word) => words[word]));
}
