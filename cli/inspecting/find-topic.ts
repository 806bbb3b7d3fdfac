/** Topics as a person names them: by number, by label, or by the name of their group. */
import { UserError } from '../../core/errors.ts';
import type { TopicSummary } from '../../core/inspection/inspection.ts';
import { fileWithRun } from '../speaking/type-again.ts';

interface Asked {
  /** A number or a label. */
  readonly topic: string;
  /** The project file. */
  readonly path: string;
  /** The run, where one was named. */
  readonly run: string | undefined;
}

/**
 * The number of a topic that was asked for; of a topic in a group, that of the one that stands for
 * the group.
 *
 * @param topics all of a run.
 * @throws {UserError} when there is no such topic, or several have the label.
 */
export function findTopic(
  topics: readonly TopicSummary[],
  { topic: asked, path, run }: Asked,
): number {
  const typed = fileWithRun(path, run);
  const labelled = topics.filter(
    ({ label, memberOf }) => memberOf === undefined && label === asked,
  );
  if (labelled.length === 1) return labelled[0].topic;
  if (labelled.length > 1) {
    throw new UserError(
      'topic-unknown',
      `Cannot show the topic "${asked}" (${path}): several have this label; one was expected`,
      {
        hint: `Give its number: one of ${labelled.map(({ topic }) => topic).join(', ')}`,
      },
    );
  }
  if (!/^\d+$/u.test(asked)) {
    throw new UserError(
      'topic-unknown',
      `Cannot show the topic "${asked}" (${path}): no topic has this label; a number or a label was expected`,
      { hint: seeThemAll(typed) },
    );
  }
  const number = Number(asked);
  checkTopic(number, topics.length, { verb: 'show', path, typed });
  return topics[number].memberOf ?? number;
}

/** @throws {UserError} when the run has fewer topics. */
export function checkTopic(
  topic: number,
  numTopics: number,
  { verb, path, typed }: { verb: string; path: string; typed: string },
): void {
  if (topic < numTopics) return;
  throw new UserError(
    'number-out-of-range',
    `Cannot ${verb} topic ${topic} (${path}): topics are numbered from 0 to ${numTopics - 1}`,
    { hint: seeThemAll(typed) },
  );
}

/** @param typed the file, and the run where it is not the newest. */
function seeThemAll(typed: string): string {
  return `See them all with: gibbon topics ${typed}`;
}
