/**
 * Two sets of topics side by side: which are the same, which were split or merged, which are new;
 * and how often each topic of one run recurs in others.
 */
import { bestMatching, inverted, transposed } from './assignment-problem.ts';
import type { DistanceMatrix } from './topic-distance.ts';

/**
 * Topics no further apart than this are the same topic found again: with other seeds on one corpus
 * (bbc, K = 20), 13 of 20 matched pairs were nearer, and no pair that was not matched.
 */
export const sameTopicDistance = 0.6;
/** Topics no further apart than this are related: 2% of the pairs not matched. */
export const relatedTopicDistance = 0.75;

/**
 * `shared`: the same topic. `split`: its words are in several topics of the other set. `merged`:
 * it shares a topic of the other set with others of its own. `changed`: related to its partner
 * alone. `alone`: near none of them.
 */
export type TopicFate = 'shared' | 'split' | 'merged' | 'changed' | 'alone';

export interface MatchedTopic {
  readonly topic: number;
  /** Its partner in the other set; undefined where that has fewer topics. */
  readonly partner: number | undefined;
  /** Hellinger distance from the partner, 0 to 1; 1 without one. */
  readonly distance: number;
  readonly fate: TopicFate;
  /** Topics of the other set that are related to it, the nearest first. */
  readonly relatives: readonly number[];
}

/** What became of each row's topic among the columns' topics. */
export function matchTopics(distances: DistanceMatrix): MatchedTopic[] {
  return matchedBy(distances, bestMatching(distances));
}

/**
 * The same, and what became of each column's topic among the rows': of several matchings as cheap, as
 * where topics are empty, both have the same.
 */
export function matchBothWays(
  distances: DistanceMatrix,
): [ofRows: MatchedTopic[], ofColumns: MatchedTopic[]] {
  const partners = bestMatching(distances);
  return [
    matchedBy(distances, partners),
    matchedBy(transposed(distances), inverted(partners, distances.numColumns)),
  ];
}

function matchedBy(distances: DistanceMatrix, partners: Int32Array): MatchedTopic[] {
  const { numRows, numColumns, values } = distances;
  const relativesOfRow = (row: number) =>
    relatives(values.subarray(row * numColumns, (row + 1) * numColumns));
  const columnOf = (column: number) =>
    Float64Array.from({ length: numRows }, (_, row) => values[row * numColumns + column]);
  return Array.from(partners, (column, topic) => {
    const distance = column < 0 ? 1 : values[topic * numColumns + column];
    const near = relativesOfRow(topic);
    const isSharedWithOthers = near.length === 1 && relatives(columnOf(near[0])).length > 1;
    return {
      topic,
      partner: column < 0 ? undefined : column,
      distance,
      fate: fateOf({ distance, numRelatives: near.length, isSharedWithOthers }),
      relatives: near,
    };
  });
}

function fateOf(found: {
  distance: number;
  numRelatives: number;
  isSharedWithOthers: boolean;
}): TopicFate {
  if (found.distance <= sameTopicDistance) return 'shared';
  if (found.numRelatives > 1) return 'split';
  if (found.numRelatives === 0) return 'alone';
  return found.isSharedWithOthers ? 'merged' : 'changed';
}

function relatives(distances: Float64Array): number[] {
  return [...distances.keys()]
    .filter((place) => distances[place] <= relatedTopicDistance)
    .sort((a, b) => distances[a] - distances[b] || a - b);
}

export interface TopicStability {
  readonly topic: number;
  /** Of the other runs, how many have the topic, too. */
  readonly numRuns: number;
  readonly numOtherRuns: number;
  /** The mean over the other runs of 1 - distance from the partner, 0 to 1; higher is steadier. */
  readonly similarity: number;
}

/**
 * In how many other runs each topic recurs, matched one to one.
 *
 * @param matches of the run's topics with those of each other run; at least one.
 */
export function topicStability(matches: readonly (readonly MatchedTopic[])[]): TopicStability[] {
  return Array.from(matches[0].keys(), (topic) => {
    const found = matches.map((match) => match[topic].distance);
    return {
      topic,
      numRuns: found.filter((distance) => distance <= sameTopicDistance).length,
      numOtherRuns: found.length,
      similarity: found.reduce((sum, distance) => sum + 1 - distance, 0) / found.length,
    };
  });
}

/** The mean similarity of the topics of a run that have a partner in another, 0 to 1. */
export function meanSimilarity(topics: readonly MatchedTopic[]): number {
  const matched = topics.filter(({ partner }) => partner !== undefined);
  return matched.reduce((sum, { distance }) => sum + 1 - distance, 0) / matched.length;
}
