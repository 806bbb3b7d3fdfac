/** Which topics the list shows, and in which order. */
import type { Inspection, TopicSummary } from '../../../core/inspection/inspection.ts';
import type { InspectionState, TopicOrder } from './state.ts';

/** A word counts as a topic's when at least this share of its tokens lies there. */
const leastWordShare = 0.05;

/**
 * The topics in the order and selection that the person chose. The numbers of topics never change
 * with it.
 */
export function listedTopics(
  source: Inspection,
  { order, areHiddenShown }: Pick<InspectionState, 'order' | 'areHiddenShown'>,
  filter: string,
): TopicSummary[] {
  const isWanted = filter === '' ? () => true : wordFilter(source, filter);
  return source
    .topics()
    .filter((topic) => (areHiddenShown || !topic.hidden) && isWanted(topic))
    .sort((a, b) => compare(a, b, order) || a.topic - b.topic);
}

function compare(a: TopicSummary, b: TopicSummary, order: TopicOrder): number {
  switch (order) {
    case 'number':
      return 0;
    case 'share':
      return b.share - a.share;
    case 'distinctiveness':
      return b.distinctiveness - a.distinctiveness;
    case 'coherence':
      // A topic without a coherence stands last.
      return (b.coherence ?? -Infinity) - (a.coherence ?? -Infinity) || 0;
  }
}

/** Topics with the text in their label or among their top words, or that hold this very word. */
function wordFilter(source: Inspection, filter: string): (topic: TopicSummary) => boolean {
  const text = filter.toLowerCase();
  const word = source.word(filter) ?? source.word(text);
  const holders = new Set(
    word?.topics.filter(({ share }) => share >= leastWordShare).map(({ topic }) => topic),
  );
  return ({ topic, label, words }) =>
    holders.has(topic) ||
    (label?.toLowerCase().includes(text) ?? false) ||
    words.some((one) => one.toLowerCase().includes(text));
}
