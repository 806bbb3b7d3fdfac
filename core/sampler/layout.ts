/**
 * What every layout of tokens in shared memory can do for the trainer: take the corpus in, block
 * by block, and give the assignments back in the order of the documents.
 */
import type { Rows } from '../memory/rows.ts';

/** Stands for the topic of a token that has none yet, where it is given or kept. */
export const noTopic = 0xffff;

/** Whether a number is a topic: with 65,536 of them each number is, and all tokens have one. */
export function isTopic(topic: number, numTopics: number): boolean {
  return topic < numTopics;
}

/** Given while blocks are laid out: the tokens of a block in document order. */
export interface BlockOfTokens {
  readonly block: number;
  /** The word of every token of the block, document after document. */
  readonly words: Uint32Array;
  /**
   * The topics of the same tokens, where a run does not begin with none; `noTopic` for a token that
   * sweep 0 is to give one.
   */
  readonly topics?: Uint16Array;
}

/** A cell of the rows: a word in a topic. */
export interface RowCell {
  readonly word: number;
  readonly topic: number;
}

/** The thread that owns the corpus fills a layout before the workers start. */
export interface TokenLayout {
  /**
   * Lays out the next block; blocks come in order. Given topics are counted in documents; a sampler counts
   * them in rows.
   */
  layBlock(tokens: BlockOfTokens): void;
  /** The next block lies on another host. */
  skipBlock(block: number): void;
  /** Rows `first` to `end - 1` may have more counts than this layout has been told of. */
  occupyRows(rows: Rows, stretch: { first: number; end: number }): void;
  /**
   * The topics of a block's tokens in document order, the block's words being given again.
   * Which occurrence of a repeated word has which topic never changes between two calls.
   */
  topicsOfBlock(block: number, words: Uint32Array): Uint16Array;
}
