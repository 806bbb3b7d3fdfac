/** Questions about topics over time and in groups, answered by a pass over the assignments. */
import { Trends, type TrendField } from '../../../core/inspection/trends.ts';
import type { LongWork } from '../../../core/inspection/long-work.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import type { TopicsReader } from '../sampled-topics.ts';
import type { CheckpointSummary } from '../checkpoints.ts';
import type { CorpusStore } from '../corpus-store.ts';
import { dividingFields, groupByField, type DocumentGroups } from './document-groups.ts';

interface TrendQueriesInput {
  readonly corpus: CorpusStore;
  readonly checkpoints: TopicsReader;
  readonly checkpoint: CheckpointSummary;
  readonly settings: Pick<RunSettings, 'numTopics' | 'holdOut'>;
  readonly work: LongWork;
}

/** Shares of topics by any field of the metadata; each is worked out once. */
export class TrendQueries {
  readonly #input: TrendQueriesInput;
  readonly #known = new Map<string, Trends>();
  #fields: readonly TrendField[] | undefined;

  constructor(input: TrendQueriesInput) {
    this.#input = input;
  }

  fields(): readonly TrendField[] {
    const { corpus } = this.#input;
    const { numDocuments } = corpus.summary();
    return (this.#fields ??= dividingFields(corpus.documents(), numDocuments));
  }

  trends(name: string): Trends {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const { corpus } = this.#input;
    const field = this.fields().find((other) => other.field === name) ?? {
      field: name,
      isTime: false,
    };
    const { numDocuments } = corpus.summary();
    const groups = groupByField(field, () => corpus.documents(), numDocuments);
    const trends = new Trends(field, describeGroups(groups), this.#count(groups));
    this.#known.set(name, trends);
    return trends;
  }

  /** Tokens of each topic in each group (groups x K). */
  #count({ names, groupOf }: DocumentGroups): Uint32Array {
    const { corpus, checkpoints, checkpoint, settings, work } = this.#input;
    const tick = work.begin('counting topics by group');
    const lengths = corpus.trainingTokens(settings).documentLengths;
    const counts = new Uint32Array(names.length * settings.numTopics);
    for (const { firstDocument: first, numDocuments } of corpus.chunks()) {
      const end = first + numDocuments;
      const topics = checkpoints.readTopics(checkpoint, { first, end });
      let token = 0;
      for (let document = first; document < end; document++) {
        const last = token + lengths[document]!;
        const row = groupOf[document]! * settings.numTopics;
        if (row >= 0) for (; token < last; token++) counts[row + topics[token]!]!++;
        token = last;
      }
      tick(end / groupOf.length);
    }
    return counts;
  }
}

function describeGroups({ field, isTime, names, groupOf }: DocumentGroups) {
  const numDocuments = new Uint32Array(names.length);
  for (const group of groupOf) if (group >= 0) numDocuments[group]!++;
  return names.map((name, group) => ({
    name,
    numDocuments: numDocuments[group]!,
    filter: isTime ? `${field}: ${periodOf(names, group)}` : `${field}: =${name}`,
  }));
}

/** "1840..1849": from a period to the year before the next one; a month is only itself. */
function periodOf(names: readonly string[], group: number): string {
  const name = names[group]!;
  if (name.includes('-')) return `${name}..${name}`;
  const step = names.length < 2 ? 1 : Number(names[1]) - Number(names[0]);
  return `${name}..${Number(name) + step - 1}`;
}
