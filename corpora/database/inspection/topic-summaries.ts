/** What a list of topics tells of each, from the derived tables of one checkpoint. */
import { distinctiveness } from '../../../core/inspection/distinctiveness.ts';
import type { TopicSummary } from '../../../core/inspection/inspection.ts';
import { type TopicStanding, standingsOf } from '../../../core/inspection/topic-standing.ts';
import type { TopicGroups } from '../../../core/inspection/topic-groups.ts';
import type { CheckpointSummary } from '../checkpoints.ts';
import type { CorpusSummary } from '../corpus-store.ts';
import { asFloat64, asUint32, noWord, numTopWords, type DerivedTables } from './derived-tables.ts';
import type { TopicCounts } from './topic-counts.ts';
import type { TopicNotes } from './topic-notes.ts';
import type { WordTable } from './word-table.ts';

interface TopicSummariesInput {
  readonly tables: DerivedTables;
  readonly words: WordTable;
  readonly notes: TopicNotes;
  readonly groups: TopicGroups;
  readonly counts: TopicCounts;
  readonly checkpoint: CheckpointSummary;
  /** Of each topic, whatever its group. */
  readonly alpha: Float64Array;
  readonly corpus: CorpusSummary;
  /** Tokens of each word that the run was trained on (length V). */
  readonly wordTokenCounts: Uint32Array;
  /** The most relevant words of a group at the usual lambda. */
  readonly topWords: (leader: number, limit: number) => readonly string[];
  /** Counts the documents with a token of a group: a pass over all of them. */
  readonly countDocuments: (leader: number) => number;
}

/** A row of the stored table. */
interface StoredTopic {
  readonly numTokens: number;
  readonly numDocuments: number;
  readonly coherence: number | undefined;
  readonly distinctiveness: number;
}

export class TopicSummaries {
  readonly #input: TopicSummariesInput;
  readonly #standings: readonly (TopicStanding | undefined)[];
  readonly #rows: Float64Array;
  readonly #topWords: Uint32Array;
  readonly #groupSizes = new Map<number, number>();

  constructor(input: TopicSummariesInput) {
    this.#input = input;
    this.#rows = asFloat64(input.tables.read('topics-4', 0)!);
    this.#topWords = asUint32(input.tables.read('top-words-1', 0)!);
    const numTokens = Array.from(input.alpha, (_, topic) => this.stored(topic).numTokens);
    this.#standings = standingsOf(input.alpha, numTokens);
  }

  get numTopics(): number {
    return this.#rows.length / 4;
  }

  /** All topics in the order of their numbers, those of groups too. */
  all(): TopicSummary[] {
    const { groups } = this.#input;
    return Array.from({ length: this.numTopics }, (_, topic) => {
      if (groups.leaderOf(topic) !== topic) return this.#member(topic);
      return groups.membersOf(topic).length > 1 ? this.#group(topic) : this.#alone(topic);
    });
  }

  stored(topic: number): StoredTopic {
    const [numTokens, numDocuments, coherence, distinctiveness] = this.#rows.subarray(topic * 4);
    return {
      numTokens: numTokens!,
      numDocuments: numDocuments!,
      coherence: Number.isNaN(coherence) ? undefined : coherence,
      distinctiveness: distinctiveness!,
    };
  }

  #alone(topic: number): TopicSummary {
    const { checkpoint, corpus } = this.#input;
    const words = this.#lazyTopWords(topic);
    const stored = this.stored(topic);
    return {
      topic,
      ...this.#note(topic),
      share: stored.numTokens / corpus.numTokens,
      alpha: checkpoint.priors.alpha[topic]!,
      standing: this.#standings[topic],
      ...stored,
      // With tens of thousands of topics, most are never on a screen.
      get words() {
        return words();
      },
    };
  }

  /** A topic whose tokens the leader of its group has: its words and their measures are left. */
  #member(topic: number): TopicSummary {
    const words = this.#lazyTopWords(topic);
    return {
      topic,
      ...this.#input.notes.of(topic),
      hidden: true,
      memberOf: this.#input.groups.leaderOf(topic),
      share: 0,
      alpha: 0,
      ...this.stored(topic),
      numTokens: 0,
      numDocuments: 0,
      get words() {
        return words();
      },
    };
  }

  /** Several topics as one; its coherence is not measured. */
  #group(topic: number): TopicSummary {
    const { groups, counts, checkpoint, corpus, wordTokenCounts } = this.#input;
    const members = groups.membersOf(topic);
    const numTokens = members.reduce((sum, member) => sum + this.stored(member).numTokens, 0);
    const all = counts.last(topic);
    const corpusCounts = all.words.map((word) => wordTokenCounts[word]!);
    const totals = { topicTotal: numTokens, numTokens: corpus.numTokens };
    const numDocuments = (): number => this.#groupSize(topic);
    const topWords = (): readonly string[] => this.#input.topWords(topic, numTopWords);
    return {
      topic,
      ...this.#note(topic),
      members,
      share: numTokens / corpus.numTokens,
      numTokens,
      alpha: checkpoint.priors.alpha[topic]!,
      // Most questions do not ask for it.
      get numDocuments() {
        return numDocuments();
      },
      coherence: undefined,
      distinctiveness: distinctiveness(all.counts, corpusCounts, totals),
      get words() {
        return topWords();
      },
    };
  }

  /** The name of a group stands for the labels of its topics. */
  #note(topic: number): Pick<TopicSummary, 'label' | 'hidden' | 'group' | 'carried'> {
    const { notes, groups } = this.#input;
    const note = notes.of(topic);
    return { ...note, label: groups.isEmpty ? note.label : (note.group ?? note.label) };
  }

  #groupSize(leader: number): number {
    let size = this.#groupSizes.get(leader);
    if (size === undefined) {
      size = this.#input.countDocuments(leader);
      this.#groupSizes.set(leader, size);
    }
    return size;
  }

  #lazyTopWords(topic: number): () => readonly string[] {
    let words: readonly string[] | undefined;
    return () => {
      if (words !== undefined) return words;
      const row = this.#topWords.subarray(topic * numTopWords, (topic + 1) * numTopWords);
      return (words = [...row.filter((word) => word !== noWord)].map((word) =>
        this.#input.words.word(word),
      ));
    };
  }
}
