/**
 * How tokens come to lie where a sampler finds them: the corpus is cut into parts, for each of which
 * the thread that owns the shared memory makes room; workers lay them out, and read their topics back.
 */
import type { Rows } from '../memory/rows.ts';

/** Stands for the topic of a token that has none yet, where it is given or kept. */
export const noTopic = 0xffff;

/** Whether a number is a topic: with 65,536 of them each number is, and all tokens have one. */
export function isTopic(topic: number, numTopics: number): boolean {
  return topic < numTopics;
}

/** Some documents of a block, one after the other, whose tokens are laid out together. */
export interface LayoutPart {
  readonly block: number;
  readonly firstDocument: number;
  readonly endDocument: number;
  readonly numTokens: number;
  /** How many words fit where its words are given: what it leaves in their place may be longer. */
  readonly room: number;
}

/** The tokens of a part on their way to a sampler, or back: views of the shared memory. */
export interface TokensOfPart {
  /**
   * The word of every token, document after document, then unused room (length `room`). Words are
   * overwritten.
   */
  readonly words: Uint32Array;
  /** Tokens of each document. */
  readonly lengths: Uint32Array;
  /** The topic of every token, or `noTopic` for one that sweep 0 is to give one. */
  readonly topics: Uint16Array;
}

/** @see TokensOfPart; topics are undefined where no token has one. */
export type GivenTokens = Omit<TokensOfPart, 'topics'> & {
  readonly topics: Uint16Array | undefined;
};

/** A cell of the rows: a word in a topic. */
export interface RowCell {
  readonly word: number;
  readonly topic: number;
}

/** What the thread that owns the shared memory has of a layout; workers have Sampler.layPart. */
export interface TokenLayout {
  /** Of the blocks of this process, in order. */
  readonly parts: readonly LayoutPart[];
  /**
   * A sampler has laid out a part; parts come once, in any order. Topics that tokens were given are then
   * counted in documents, and not yet in rows.
   *
   * @param left what stands in place of the part's words.
   */
  take(part: number, left: Uint32Array): void;
  /** Rows `first` to `end - 1` may have more counts than this layout has been told of. */
  occupyRows(rows: Rows, stretch: { first: number; end: number }): void;
}

/** Consecutive blocks: `first` to `end - 1`. */
export interface BlockStretch {
  readonly first: number;
  readonly end: number;
}
