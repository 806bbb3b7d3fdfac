/** Topics as a person names them: by number, by label, or by the name of their group. */
import { UserError } from '../../core/errors.ts';
import type { TopicSummary } from '../../core/inspection/inspection.ts';

/**
 * The number of a topic that was asked for; of a topic in a group, that of the one that stands for
 * the group.
 *
 * @param topics all of a run.
 * @throws {UserError} when there is no such topic, or several have the label.
 */
export function findTopic(topics: readonly TopicSummary[], asked: string): number {
  const labelled = topics.filter(
    ({ label, memberOf }) => memberOf === undefined && label === asked,
  );
  if (labelled.length === 1) return labelled[0].topic;
  if (labelled.length > 1) {
    throw new UserError(
      'topic-unknown',
      `Cannot show the topic "${asked}": several have this label`,
      {
        hint: `Give its number: one of ${labelled.map(({ topic }) => topic).join(', ')}`,
      },
    );
  }
  if (!/^\d+$/u.test(asked)) {
    throw new UserError(
      'topic-unknown',
      `Cannot show the topic "${asked}": no topic has this label`,
      {
        hint: 'See them all with: gibbon topics FILE',
      },
    );
  }
  const found = topics[Number(asked)];
  if (found !== undefined) return found.memberOf ?? found.topic;
  throw new UserError(
    'number-out-of-range',
    `Cannot show topic ${asked}: topics are numbered from 0 to ${topics.length - 1}`,
    { hint: 'See them all with: gibbon topics FILE' },
  );
}
