/** Shares of topics over time, or by any other field of the documents. */
import { UserError } from '../../core/errors.ts';
import type { TopicSummary } from '../../core/inspection/inspection.ts';
import {
  type GroupedDocument,
  type GroupShare,
  groupShares,
} from '../../core/inspection/group-shares.ts';
import type { Period } from '../dates/periods.ts';
import type { ExportSource } from '../writers/writer.ts';
import { type GroupingOptions, groupByField } from './field-groups.ts';

export interface TrendsOptions extends GroupingOptions {
  /** Which topics; those that are not hidden. */
  readonly topics?: readonly number[] | undefined;
  /** Of the bootstrap; 0: no intervals. */
  readonly numResamples: number;
  /** Of the intervals, in (0, 1). */
  readonly level: number;
  readonly seed: number;
  /** Told of the part that is done, in [0, 1]. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

export interface Trends {
  readonly run: string;
  readonly field: string;
  /** Undefined where the field is no time. */
  readonly period: Period | undefined;
  readonly groups: readonly TrendGroup[];
  readonly topics: readonly TopicTrend[];
  /** Documents that have no value, or none that could be read, with the first such values. */
  readonly left: {
    readonly numDocuments: number;
    readonly numUnread: number;
    readonly unread: readonly string[];
  };
}

export interface TrendGroup {
  readonly name: string;
  /** Where it lies in time, counted in periods; undefined for kinds. */
  readonly place: number | undefined;
  /** Documents with a token. */
  readonly numDocuments: number;
  readonly numTokens: number;
}

export interface TopicTrend {
  readonly topic: TopicSummary;
  /** In the order of the groups. */
  readonly shares: readonly GroupShare[];
}

/**
 * The shares of topics in groups of documents: the group's tokens with the topic, of all its tokens.
 * Groups without a document are left out.
 *
 * @throws {UserError} when no document with a token has the field, its dates can be read in two ways, or it
 *   has too many values.
 */
export function trendsBy(field: string, source: ExportSource, options: TrendsOptions): Trends {
  const run = source.run();
  const { numDocuments } = source;
  const groups = groupByField(() => run.documents(), field, { ...options, numDocuments });
  const all = run.topics;
  const topics = options.topics ?? all.flatMap(({ topic, hidden }) => (hidden ? [] : [topic]));
  const grouped = function* (): Generator<GroupedDocument> {
    for (const { id, part = 0, topics: ofTokens } of run.documents()) {
      if (id % 256 === 0) options.onProgress?.(id / numDocuments);
      yield { group: groups.groupOf[id], work: id - part, topics: ofTokens };
    }
  };
  const { names, places, period, numUnread, unread } = groups;
  const found = groupShares(grouped, {
    ...options,
    numGroups: names.length,
    numTopics: all.length,
    topics,
  });
  const isThere = (_: unknown, group: number): boolean => found.numDocuments[group] > 0;
  if (!names.some(isThere)) throw noTokens(field);
  return {
    run: run.name,
    field,
    period,
    groups: names
      .map((name, group) => ({
        name,
        place: places?.[group],
        numDocuments: found.numDocuments[group],
        numTokens: found.numTokens[group],
      }))
      .filter(isThere),
    topics: topics.map((topic, place) => ({
      topic: all[topic],
      shares: found.shares[place].filter(isThere),
    })),
    left: { numDocuments: groups.groupOf.filter((group) => group < 0).length, numUnread, unread },
  };
}

/** What has the field is empty, or was held out. */
function noTokens(field: string): UserError {
  return new UserError(
    'field-unknown',
    `Cannot divide the documents by "${field}": those that have it are empty or held out; documents with tokens were expected`,
    { hint: 'Name another field.' },
  );
}
