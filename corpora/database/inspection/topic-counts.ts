/** How often each word occurs in a topic, from the derived tables of one checkpoint. */
import { type TopicGroups, joinCounts } from '../../../core/inspection/topic-groups.ts';
import { asUint32, asWordCounts, type DerivedTables } from './derived-tables.ts';

/** Words by falling count (ties by rising number), and their counts, all above 0. */
export interface WordCounts {
  readonly words: Uint32Array;
  readonly counts: Uint32Array;
}

/** Of a group's leader, those of the whole group; of its other topics, none. */
export class TopicCounts {
  readonly #tables: DerivedTables;
  readonly #groups: TopicGroups;

  constructor(tables: DerivedTables, groups: TopicGroups) {
    this.#tables = tables;
    this.#groups = groups;
  }

  /** States of the chain that the words' probabilities are averaged over. */
  get numSamples(): number {
    const sweeps = this.#tables.read('samples-1', 0);
    return sweeps === undefined ? 1 : asUint32(sweeps).length;
  }

  /** In the last state. */
  last(topic: number): WordCounts {
    return this.#joined(topic, (member) => this.ownLast(member));
  }

  /** In all samples, added up, with their seed tokens. */
  sums(topic: number): WordCounts {
    return this.#joined(topic, (member) => this.ownSums(member));
  }

  /** In all samples, of this topic alone, whatever its group. */
  ownSums(topic: number): WordCounts {
    const both = this.#tables.read('topic-sums-1', topic);
    return both === undefined ? this.ownLast(topic) : asWordCounts(both);
  }

  /** In the last state, likewise. */
  ownLast(topic: number): WordCounts {
    return asWordCounts(this.#tables.read('topic-words-1', topic)!);
  }

  #joined(topic: number, read: (member: number) => WordCounts): WordCounts {
    const groups = this.#groups;
    if (groups.leaderOf(topic) === topic) return joinCounts(groups.membersOf(topic).map(read));
    return { words: new Uint32Array(0), counts: new Uint32Array(0) };
  }
}
