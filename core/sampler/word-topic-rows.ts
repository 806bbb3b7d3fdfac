/** The word-topic counts as samplers and tallies see them. */

/** The rows of the word-topic table: row r begins at r * stride. */
export interface WordTopicRows {
  readonly counts: Int32Array;
  readonly stride: number;
  readonly numWords: number;
  /** Other workers may change the rows at the same time (live reading). */
  readonly isShared: boolean;
}
