/**
 * Topics that are shown as one. Each group is represented by its lowest topic, its leader: to it
 * belong the tokens, the shares and the priors of all, and to the others none.
 */
export class TopicGroups {
  /** `leaders[k]`: whose tokens those of topic k are taken for. */
  readonly #leaders: Uint16Array;
  readonly #members = new Map<number, number[]>();

  /** @param names the name of each topic's group (length K); undefined for those that have none. */
  constructor(names: readonly (string | undefined)[]) {
    this.#leaders = Uint16Array.from(names.keys());
    const leaders = new Map<string, number>();
    names.forEach((name, topic) => {
      if (name === undefined) return;
      const leader = leaders.get(name) ?? topic;
      leaders.set(name, leader);
      this.#leaders[topic] = leader;
      this.#members.set(leader, [...(this.#members.get(leader) ?? []), topic]);
    });
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  leaderOf(topic: number): number {
    return this.#leaders[topic] ?? topic;
  }

  /** The topics that a topic stands for, rising: of a leader all of its group, else itself alone. */
  membersOf(topic: number): readonly number[] {
    return this.#members.get(topic) ?? [topic];
  }

  /** The topics of tokens, with each group's leader in the place of its members. */
  join(topics: Uint16Array): Uint16Array {
    return this.isEmpty ? topics : topics.map((topic) => this.#leaders[topic]);
  }

  /** Numbers that add up, one for each topic (length K): a leader has the sum of its group. */
  sum(values: Float64Array): Float64Array {
    if (this.isEmpty) return values;
    const sums = new Float64Array(values.length);
    values.forEach((value, topic) => (sums[this.#leaders[topic]] += value));
    return sums;
  }
}

/** Tallies of words of several topics added up: by falling count, of equal ones the lower first. */
export function joinCounts(
  lists: readonly { readonly words: Uint32Array; readonly counts: Uint32Array }[],
): { words: Uint32Array; counts: Uint32Array } {
  if (lists.length === 1) return lists[0];
  const sums = new Map<number, number>();
  for (const { words, counts } of lists) {
    words.forEach((word, place) => sums.set(word, (sums.get(word) ?? 0) + counts[place]));
  }
  const sorted = [...sums].sort(([a, m], [b, n]) => n - m || a - b);
  return {
    words: Uint32Array.from(sorted, ([word]) => word),
    counts: Uint32Array.from(sorted, ([, count]) => count),
  };
}
