/** Topic shares of groups of documents, with bootstrap intervals. */
import { poisson } from '../random/poisson.ts';
import { RandomStream } from '../random/stream.ts';

/** A document as it is counted. */
export interface GroupedDocument {
  /** Its group, from 0; below 0 for none. */
  readonly group: number;
  /** What is drawn as a whole: pieces of one long document have the same, and follow each other. */
  readonly work: number;
  /** The topic of every token. */
  readonly topics: ArrayLike<number>;
}

export interface GroupSharesOptions {
  readonly numGroups: number;
  /** K. */
  readonly numTopics: number;
  /** The topics to be counted. */
  readonly topics: readonly number[];
  /** Of the bootstrap; 0: no intervals. */
  readonly numResamples: number;
  /** The part of the resamples that an interval holds, in (0, 1). */
  readonly level: number;
  readonly seed: number;
}

/** A topic's share in a group. */
export interface GroupShare {
  /** Tokens of the group with the topic. */
  readonly numTokens: number;
  /** Of the group's tokens, in [0, 1]. */
  readonly share: number;
  /**
   * Undefined without resamples, and in a group of one work, which says nothing about its spread.
   */
  readonly interval: readonly [low: number, high: number] | undefined;
}

export interface GroupShares {
  /** Documents with a token, and tokens, in each group. */
  readonly numDocuments: Uint32Array;
  readonly numTokens: Float64Array;
  /** Topics in the order asked for, each with all groups. */
  readonly shares: readonly (readonly GroupShare[])[];
}

/** Sums that are in memory at a time; more topics take more passes over the documents. */
const mostSums = 1 << 23;

/**
 * Counts the tokens of topics in groups of documents. Intervals are percentiles of bootstrap
 * resamples of whole works: in each, a work counts as often as a Poisson variable of mean 1 says,
 * which is drawn from (seed, work) and so the same in every pass.
 *
 * Source: Chamandy, Muralidharan, Najmi and Naidu, "Estimating Uncertainty for Massive Data
 * Streams", Google (2012).
 *
 * @param documents all of them, each time from the beginning.
 */
export function groupShares(
  documents: () => Iterable<GroupedDocument>,
  options: GroupSharesOptions,
): GroupShares {
  const { numGroups, topics, numResamples } = options;
  const counted = countGroups(documents(), options);
  const perPass = Math.max(1, Math.floor(mostSums / (numGroups * Math.max(1, numResamples))) - 1);
  const intervals: (GroupShare['interval'] | undefined)[][] = [];
  for (let first = 0; numResamples > 0 && first < topics.length; first += perPass) {
    const some = topics.slice(first, first + perPass);
    intervals.push(...resample(documents(), { ...options, topics: some }));
  }
  const { numDocuments, numTokens, numWorks, counts } = counted;
  const shares = topics.map((topic, place) =>
    Array.from({ length: numGroups }, (_, group): GroupShare => {
      const count = counts[group * options.numTopics + topic];
      const share = numTokens[group] === 0 ? 0 : count / numTokens[group];
      const interval = numWorks[group] > 1 ? intervals[place]?.[group] : undefined;
      return { numTokens: count, share, interval };
    }),
  );
  return { numDocuments, numTokens, shares };
}

function countGroups(
  documents: Iterable<GroupedDocument>,
  { numGroups, numTopics }: GroupSharesOptions,
) {
  const counts = new Float64Array(numGroups * numTopics);
  const numDocuments = new Uint32Array(numGroups);
  const numTokens = new Float64Array(numGroups);
  const numWorks = new Uint32Array(numGroups);
  const lastWork = new Float64Array(numGroups).fill(-1);
  for (const { group, work, topics } of documents) {
    if (group < 0 || topics.length === 0) continue;
    numDocuments[group]++;
    numTokens[group] += topics.length;
    if (lastWork[group] !== work) numWorks[group]++;
    lastWork[group] = work;
    for (let token = 0; token < topics.length; token++) counts[group * numTopics + topics[token]]++;
  }
  return { counts, numDocuments, numTokens, numWorks };
}

/** The interval of each topic in each group. */
function resample(
  documents: Iterable<GroupedDocument>,
  options: GroupSharesOptions,
): GroupShare['interval'][][] {
  const { numGroups, numTopics, topics, numResamples, seed, level } = options;
  const totals = new Float64Array(numGroups * numResamples);
  const sums = new Float64Array(topics.length * totals.length);
  const places = new Int32Array(numTopics).fill(-1);
  topics.forEach((topic, place) => (places[topic] = place));
  const tally = new Float64Array(topics.length);
  for (const { group, work, topics: ofTokens } of documents) {
    if (group < 0 || ofTokens.length === 0) continue;
    const present = tallyOf(ofTokens, places, tally);
    const random = new RandomStream({ seed, sweep: 0, unit: work });
    const row = group * numResamples;
    for (let at = row; at < row + numResamples; at++) {
      const weight = poisson(random.nextUint32());
      if (weight === 0) continue;
      totals[at] += weight * ofTokens.length;
      for (const place of present) sums[place * totals.length + at] += weight * tally[place];
    }
    for (const place of present) tally[place] = 0;
  }
  return topics.map((_, place) =>
    Array.from({ length: numGroups }, (_, group) => {
      const row = group * numResamples;
      const own = place * totals.length + row;
      const drawn = sums.subarray(own, own + numResamples);
      return percentiles(drawn, totals.subarray(row, row + numResamples), level);
    }),
  );
}

/** Counts the tokens of each wanted topic; returns the places of those that are there. */
function tallyOf(topics: ArrayLike<number>, places: Int32Array, tally: Float64Array): number[] {
  const present: number[] = [];
  for (let token = 0; token < topics.length; token++) {
    const place = places[topics[token]];
    if (place >= 0 && tally[place]++ === 0) present.push(place);
  }
  return present;
}

/** Of sums over totals, without the resamples that drew nothing at all. */
function percentiles(
  sums: Float64Array,
  totals: Float64Array,
  level: number,
): [number, number] | undefined {
  const shares = sums.map((sum, at) => sum / totals[at]).filter((_, at) => totals[at] > 0);
  if (shares.length === 0) return undefined;
  shares.sort();
  return [percentile(shares, (1 - level) / 2), percentile(shares, (1 + level) / 2)];
}

/** Between neighbours, in proportion. */
function percentile(sorted: Float64Array, part: number): number {
  const place = part * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
