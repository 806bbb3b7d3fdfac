/** Rows of counts where they lie. */
export interface CountRows {
  at(row: number): ArrayLike<number>;
}

/** The word-topic counts of a moment when all workers stand still. */
export interface WordTopicCounts {
  /**
   * The counts of word w are `rows.at(rowOfWord[w])`, topic by topic (length K, and some zeros). Seed tokens
   * are counted here (priors/seed-words.ts): the order of words is that of their probabilities.
   */
  readonly rows: CountRows;
  readonly rowOfWord: Uint32Array;
  /** n_k, tokens only (length K). */
  readonly topicTotals: Int32Array;
}
