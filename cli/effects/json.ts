/** Effects as JSON. */
import type { Effects } from '../../core/inspection/topic-effects.ts';

export function effectsAsJson({ run, level, numSamples, numFits, fields }: Effects): unknown {
  return {
    run,
    level,
    samples: numSamples,
    fits: numFits,
    fields: fields.map(({ coding, points, topics }) => ({
      field: coding.field,
      kind: coding.kind,
      points: points.map(({ value, numDocuments }) => ({
        value: value ?? null,
        documents: numDocuments ?? null,
      })),
      topics: topics.map(({ topic, shares, difference }) => ({
        topic: topic.topic,
        label: topic.label,
        words: topic.words,
        points: shares.map(({ share, interval, raw }) => ({
          share,
          low: interval?.[0],
          high: interval?.[1],
          rawShare: raw ?? null,
        })),
        difference: difference && {
          share: difference.share,
          low: difference.interval?.[0],
          high: difference.interval?.[1],
        },
      })),
    })),
  };
}
