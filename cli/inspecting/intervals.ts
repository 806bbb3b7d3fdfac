/** Intervals of shares in documents, where they are asked for. */
import type { Inspection } from '../../core/inspection/inspection.ts';
import { ShareIntervals } from '../../core/inspection/share-intervals.ts';

/** The 5% and the 95% quantile. */
export type Interval = readonly [low: number, high: number];

/** Gives the topics of a document their intervals, or leaves them as they are. */
export function intervalsOf(
  source: Inspection,
  { intervals }: { readonly intervals?: boolean },
): <Row extends { readonly topic: number }>(
  document: number,
  rows: readonly Row[],
) => (Row & { readonly interval?: Interval })[] {
  if (intervals !== true) return (_, rows) => [...rows];
  return (document, rows) => {
    const all = new ShareIntervals(source.alphaOf(document));
    const { sampledTopics, tokens } = source.document(document);
    return rows.map((row) => ({
      ...row,
      interval: all.of(row.topic, tokens.length, sampledTopics),
    }));
  };
}
