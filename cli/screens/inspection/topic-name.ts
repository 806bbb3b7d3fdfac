/** The short name of a topic. */
import { topicLabel } from '../../components/topic-label.ts';
import type { TopicSummary } from '../../../core/inspection/inspection.ts';

/** How a topic is called where there is little room: its label, else its first words. */
export function topicName(topic: TopicSummary | undefined, numWords = 3): string {
  if (topic === undefined) return '';
  return topicLabel(topic) ?? topic.words.slice(0, numWords).join(' · ');
}
