/** One pass over all documents: their topics, and the tokens of every topic in every group. */
import type { ReportDocument, ReportField } from '../../core/inspection/report/report.ts';
import { visibleLine } from '../../core/inspection/report/visible-text.ts';
import type { AssignedDocument } from '../database/assigned-documents.ts';
import type { DocumentEntry } from '../database/corpus-store.ts';
import { everyGrouping, type DocumentGroups } from '../database/inspection/document-groups.ts';
import type { ReportSource } from './source.ts';

export interface GatheredDocuments {
  readonly documents: readonly ReportDocument[];
  readonly fields: readonly ReportField[];
}

/** @param isAnonymous numbers instead of names, and no groups. */
export function gatherDocuments(
  { inspection, corpus }: ReportSource,
  { isAnonymous }: { isAnonymous: boolean },
): GatheredDocuments {
  const { numDocuments } = inspection.corpus;
  const groupings = isAnonymous ? [] : everyGrouping(() => corpus.documents(), numDocuments);
  const tallies = groupings.map((groups) => new GroupTallies(groups, inspection.run.numTopics));
  const nameOf = isAnonymous ? numberedName : namesOf(corpus.documents());
  const documents: ReportDocument[] = [];
  for (const entry of inspection.assignedDocuments()) {
    const topics = tally(entry.topics);
    for (const one of tallies) one.add(entry.id, topics);
    documents.push({
      document: entry.id,
      name: nameOf(entry),
      length: entry.topics.length,
      topics: topics.flat(),
      sums: sumsOf(topics, entry),
    });
  }
  return { documents, fields: tallies.map((one) => one.field()) };
}

/** Pairs of a topic and its tokens, by falling tokens. */
function tally(topics: Uint16Array): [topic: number, tokens: number][] {
  const counts = new Map<number, number>();
  for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b);
}

/** Of each of these topics, its tokens in all samples. */
function sumsOf(
  topics: readonly (readonly [topic: number, tokens: number])[],
  { sampledTopics }: AssignedDocument,
): number[] {
  const sums = new Map(tally(sampledTopics()));
  return topics.map(([topic]) => sums.get(topic) ?? 0);
}

function numberedName({ id }: DocumentEntry): string {
  return `document ${id}`;
}

/** Pieces of a long document are named as such: "1910 William H Taft, 9 of 80". */
function namesOf(entries: Iterable<DocumentEntry>): (entry: DocumentEntry) => string {
  const numPieces = new Map<number, number>();
  for (const { parent } of entries) {
    if (parent !== undefined) numPieces.set(parent, (numPieces.get(parent) ?? 0) + 1);
  }
  return ({ name, parent, part }) => {
    if (parent === undefined || part === undefined) return visibleLine(name);
    const whole = name.endsWith(`#${part + 1}`) ? name.slice(0, -`#${part + 1}`.length) : name;
    return `${visibleLine(whole)}, ${part + 1} of ${numPieces.get(parent) ?? 1}`;
  };
}

/** Tokens of every topic in every group of a field. */
class GroupTallies {
  readonly #groups: DocumentGroups;
  readonly #tokens: readonly number[][];
  readonly #numDocuments: number[];

  constructor(groups: DocumentGroups, numTopics: number) {
    this.#groups = groups;
    this.#tokens = groups.names.map(() => new Array<number>(numTopics).fill(0));
    this.#numDocuments = groups.names.map(() => 0);
  }

  add(document: number, topics: readonly (readonly [topic: number, tokens: number])[]): void {
    const group = this.#groups.groupOf[document];
    if (group < 0) return;
    this.#numDocuments[group]++;
    for (const [topic, tokens] of topics) this.#tokens[group][topic] += tokens;
  }

  field(): ReportField {
    const { field, isTime, names } = this.#groups;
    return {
      field: visibleLine(field, 60),
      isTime,
      groups: names.map((name, group) => ({
        name: visibleLine(name, 80),
        documents: this.#numDocuments[group],
        tokens: this.#tokens[group],
      })),
    };
  }
}
