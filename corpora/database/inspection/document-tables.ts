/** The derived tables that a pass over the documents fills. */
import { type MemoryTables, noTopic, numRelated } from './derived-tables.ts';
import type { TopicCorrelations } from '../../../core/inspection/related-topics.ts';
import type { DocumentGroups } from './document-groups.ts';
import type { DocumentPass } from './document-pass.ts';

export function addDocuments(
  tables: MemoryTables,
  pass: DocumentPass,
  { numTopics, lengths }: { numTopics: number; lengths: Uint32Array },
): void {
  for (let topic = 0; topic < numTopics; topic++) {
    const ranked = pass.best.ranked(topic);
    const columns = [
      ...ranked.map(({ document }) => document),
      ...ranked.map(({ count }) => count),
      ...ranked.map(({ document }) => lengths[document]!),
    ];
    tables.add('topic-documents-2', topic, Uint32Array.from(columns));
  }
}

export function addRelated(
  tables: MemoryTables,
  correlations: TopicCorrelations,
  numTopics: number,
): void {
  const bytes = new ArrayBuffer(numTopics * numRelated * 8);
  const topics = new Uint32Array(bytes);
  const values = new Float32Array(bytes);
  for (let topic = 0; topic < numTopics; topic++) {
    const related = correlations.closest(topic, numRelated);
    for (let place = 0; place < numRelated; place++) {
      const at = (topic * numRelated + place) * 2;
      topics[at] = related[place]?.topic ?? noTopic;
      values[at + 1] = related[place]?.correlation ?? 0;
    }
  }
  tables.add('related-topics-1', 0, topics);
}

/** What `breakdown-2` holds as JSON, or `null`. */
export interface StoredBreakdown {
  readonly field: string;
  readonly isTime: boolean;
  readonly groups: readonly { readonly name: string; readonly numDocuments: number }[];
}

export function addBreakdown(
  tables: MemoryTables,
  groups: DocumentGroups | undefined,
  pass: DocumentPass,
): void {
  if (groups === undefined) {
    tables.add('breakdown-2', 0, Buffer.from('null'));
    return;
  }
  const numDocuments = new Uint32Array(groups.names.length);
  for (const group of groups.groupOf) if (group >= 0) numDocuments[group]!++;
  const stored: StoredBreakdown = {
    field: groups.field,
    isTime: groups.isTime,
    groups: groups.names.map((name, group) => ({ name, numDocuments: numDocuments[group]! })),
  };
  tables.add('breakdown-2', 0, Buffer.from(JSON.stringify(stored)));
  tables.add('breakdown-counts-1', 0, pass.groupTopics);
}
