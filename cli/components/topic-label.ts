/** The label of a topic, as it is written everywhere. */
import type { TopicSummary } from '../../core/inspection/inspection.ts';

/** With a mark when it came from another run and nobody has confirmed it. */
export function topicLabel({ label, carried }: TopicSummary): string | undefined {
  return label === undefined || carried === undefined ? label : `${label}?`;
}

/** The number of a topic, and how many others it stands for: "7", or "7+2". */
export function topicNumber({ topic, members = [] }: TopicSummary): string {
  return members.length > 1 ? `${topic}+${members.length - 1}` : String(topic);
}
