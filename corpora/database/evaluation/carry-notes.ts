/** Carries what was noted about the topics of one run over to the topics of another. */
import { matchTopics, sameTopicDistance } from '../../../core/evaluation/compare-topics.ts';
import type { DistanceMatrix } from '../../../core/evaluation/topic-distance.ts';
import type { TopicNote, TopicNotes } from '../inspection/topic-notes.ts';
import { type CommonWords, type ComparableTopics, distancesBetween } from './compare-runs.ts';

/** A run with what is noted about its topics. */
export interface NotedRun {
  readonly name: string;
  readonly topics: ComparableTopics;
  readonly notes: TopicNotes;
}

export interface CarriedNote {
  readonly topic: number;
  readonly note: TopicNote;
}

/** A topic with notes that stay where they are. */
export interface LeftNote {
  /** In the run that the notes come from. */
  readonly topic: number;
  readonly note: TopicNote;
  /** `unclear`: no topic is clearly the same. `taken`: its topic has notes of a person's own. */
  readonly why: 'unclear' | 'taken';
}

export interface Carried {
  readonly carried: readonly CarriedNote[];
  readonly left: readonly LeftNote[];
}

/**
 * Notes go to the topic that is clearly the same: the nearest of all, as the other way round, and as
 * near as topics are that come back with another seed. Notes that a person made stay as they are.
 *
 * @param common by which the words of both are numbered.
 * @returns what writes them: comparing the topics takes time, in which nobody should wait to write. It
 *   throws a UserError when the project file cannot be written.
 */
export function compareToCarry(from: NotedRun, to: NotedRun, common: CommonWords): () => Carried {
  const distances = distancesBetween(from.topics, to.topics, common);
  const partners = clearPartners(distances);
  const similarityOf = (topic: number, partner: number): number =>
    1 - distances.values[topic * distances.numColumns + partner];
  return () => carryNotes(from, to, { partners, similarityOf });
}

interface Likeness {
  /** The topic of the other run that is clearly the same. */
  readonly partners: ReadonlyMap<number, number>;
  readonly similarityOf: (topic: number, partner: number) => number;
}

function carryNotes(from: NotedRun, to: NotedRun, { partners, similarityOf }: Likeness): Carried {
  const carried: CarriedNote[] = [];
  const left: LeftNote[] = [];
  for (const [topic, note] of from.notes.all()) {
    const partner = partners.get(topic);
    if (partner === undefined) left.push({ topic, note, why: 'unclear' });
    else if (isOwn(to.notes, partner)) left.push({ topic, note, why: 'taken' });
    else {
      const origin = { run: from.name, topic, similarity: similarityOf(topic, partner) };
      to.notes.set(partner, { ...note, carried: origin });
      carried.push({ topic: partner, note: to.notes.of(partner) });
    }
  }
  return { carried, left };
}

/** Whether a person has noted something about the topic, or confirmed it. */
function isOwn(notes: TopicNotes, topic: number): boolean {
  const { label, hidden, group, carried } = notes.of(topic);
  return carried === undefined && (label !== undefined || hidden || group !== undefined);
}

/** Matched one to one, each the nearest of the other, and near enough to be the same topic. */
function clearPartners(distances: DistanceMatrix): Map<number, number> {
  const { numRows, numColumns, values } = distances;
  const partners = new Map<number, number>();
  for (const { topic, partner, distance } of matchTopics(distances)) {
    if (partner === undefined || distance > sameTopicDistance) continue;
    const row = values.subarray(topic * numColumns, (topic + 1) * numColumns);
    const isNearest =
      row.every((other) => other >= distance) &&
      Array.from({ length: numRows }, (_, other) => values[other * numColumns + partner]).every(
        (other) => other >= distance,
      );
    if (isNearest) partners.set(topic, partner);
  }
  return partners;
}
