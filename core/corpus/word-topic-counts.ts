/** The word-topic counts of a moment when all workers stand still. */
export interface WordTopicCounts {
  /**
   * Row-major: the counts of word w begin at `rowOfWord[w] * stride`. Seed tokens are counted here
   * (priors/seed-words.ts): the order of words is that of their probabilities.
   */
  readonly rows: Int32Array;
  readonly stride: number;
  readonly rowOfWord: Uint32Array;
  /** n_k, tokens only (length K). */
  readonly topicTotals: Int32Array;
}
