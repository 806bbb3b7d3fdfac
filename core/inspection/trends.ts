/** Shares of topics over time, or in groups of documents. */

/** A field of the metadata that divides the documents: by time, or into a few kinds. */
export interface TrendField {
  readonly field: string;
  readonly isTime: boolean;
}

/** A period or a kind. */
export interface TrendGroup {
  readonly name: string;
  readonly numDocuments: number;
  readonly numTokens: number;
  /** What `parseDocumentFilter` reads as just its documents. */
  readonly filter: string;
}

/**
 * How often each topic has a token in each group: periods in time's order, or kinds by falling
 * number of documents.
 */
export class Trends implements TrendField {
  readonly field: string;
  readonly isTime: boolean;
  readonly groups: readonly TrendGroup[];
  readonly #counts: Uint32Array;
  readonly #numTopics: number;

  /** @param counts tokens of each topic in each group (groups x K). */
  constructor(
    { field, isTime }: TrendField,
    groups: readonly Omit<TrendGroup, 'numTokens'>[],
    counts: Uint32Array,
  ) {
    this.field = field;
    this.isTime = isTime;
    this.#counts = counts;
    this.#numTopics = groups.length === 0 ? 0 : counts.length / groups.length;
    this.groups = groups.map((group, place) => {
      const row = counts.subarray(place * this.#numTopics, (place + 1) * this.#numTopics);
      return { ...group, numTokens: row.reduce((sum, count) => sum + count, 0) };
    });
  }

  /** The topic's share of the tokens of each group, in [0, 1]; 0 in a group without tokens. */
  shares(topic: number): number[] {
    return this.groups.map(({ numTokens }, place) =>
      numTokens === 0 ? 0 : this.#counts[place * this.#numTopics + topic]! / numTokens,
    );
  }
}
