/** Trends as JSON. */
import type { Trends } from '../../corpora/trends/trends.ts';

export function trendsAsJson({ run, field, period, groups, topics, left }: Trends): unknown {
  return {
    run,
    by: field,
    period,
    documentsLeftOut: left.numDocuments,
    valuesUnread: left.numUnread,
    groups: groups.map(({ name, numDocuments, numTokens }) => ({
      name,
      documents: numDocuments,
      tokens: numTokens,
    })),
    topics: topics.map(({ topic, shares }) => ({
      topic: topic.topic,
      label: topic.label,
      words: topic.words,
      groups: shares.map(({ share, numTokens, interval }) => ({
        share,
        tokens: numTokens,
        low: interval?.[0],
        high: interval?.[1],
      })),
    })),
  };
}
