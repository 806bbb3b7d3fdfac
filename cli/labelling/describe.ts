/** Labels, groups and hidden topics, for people and for programs. */
import type { CarriedNote, LeftNote } from '../../corpora/database/evaluation/carry-notes.ts';
import type { TopicNote, TopicNotes } from '../../corpora/database/inspection/topic-notes.ts';
import { count } from '../components/numbers.ts';
import { formatTable } from '../speaking/table.ts';

const columns = [
  { title: 'topic', align: 'right' },
  { title: 'label' },
  { title: 'group' },
  { title: 'hidden' },
  { title: 'carried over from' },
] as const;

/** @param file the project file and the run, as they are typed. */
export function describeNotes(notes: TopicNotes, file: string): string {
  const all = notes.all();
  if (all.length === 0) {
    return `No topic has a label yet. Give one: gibbon label ${file} --topic 7 --as "Foreign trade"`;
  }
  return formatTable(
    columns,
    all.map(([topic, { label, group, hidden, carried }]) => [
      String(topic),
      label ?? '',
      group ?? '',
      hidden ? 'hidden' : '',
      carried === undefined
        ? ''
        : `topic ${carried.topic} of ${carried.run}, similarity ${carried.similarity.toFixed(2)}`,
    ]),
  );
}

export function notesAsJson(notes: TopicNotes): unknown[] {
  return notes.all().map(([topic, { label, group, hidden, carried }]) => ({
    topic,
    label: label ?? null,
    group: group ?? null,
    hidden,
    carried: carried ?? null,
  }));
}

interface Carrying {
  /** Name of the run. */
  readonly from: string;
  readonly carried: readonly CarriedNote[];
  readonly left: readonly LeftNote[];
}

export function describeCarrying({ from, carried, left }: Carrying, file: string): string {
  if (carried.length + left.length === 0) {
    return `Nothing to carry over: no topic of "${from}" has a label, a group, or is hidden.`;
  }
  const unclear = left.filter(({ why }) => why === 'unclear');
  const taken = left.filter(({ why }) => why === 'taken');
  return [
    carried.length === 0
      ? `Of the run "${from}", no notes were carried over.`
      : `Of the run "${from}", the notes of ${count(carried.length, 'topic')} were carried over.`,
    ...(unclear.length === 0 ? [] : [`No topic is clearly the same as: ${listed(unclear)}.`]),
    ...(taken.length === 0
      ? []
      : [`The topic that is the same has notes of its own: ${listed(taken)}.`]),
    ...(carried.length === 0
      ? []
      : [
          `They are marked with "?" until you confirm them: gibbon label ${file} --confirm`,
          `See them, and how similar the topics are: gibbon label ${file}`,
        ]),
  ].join('\n');
}

function listed(notes: readonly LeftNote[]): string {
  return notes.map(({ topic, note }) => `${topic} ${nameOf(note)}`).join(', ');
}

function nameOf({ label, group }: TopicNote): string {
  const name = label ?? group;
  return name === undefined ? '(hidden)' : `"${name}"`;
}
