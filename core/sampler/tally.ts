/**
 * Counts of counts: how many documents have n tokens of a topic, how many pairs of a word and a
 * topic have n tokens. Whole numbers, so that tallies of several workers add up to the same in any
 * order. A document may have a hundred thousand tokens: nearly all counts are small and have a
 * place each, the few others stand one by one.
 */
import type { RowNumbers, Rows } from '../memory/rows.ts';
import type { PresentTopics } from './present-topics.ts';

/** Plain data: it travels in a message. */
export interface TallyData {
  readonly numKinds: number;
  readonly numSmall: number;
  /** Of kind k with count n below numSmall: entry k * numSmall + n. */
  readonly small: Uint32Array;
  /** (kind, count) of each of the others, in any order. */
  readonly large: readonly (readonly [kind: number, count: number])[];
}

export class Tally {
  readonly #numKinds: number;
  readonly #numSmall: number;
  readonly #small: Uint32Array;
  readonly #large: [number, number][] = [];

  /** @param numSmall counts below it have a place. */
  constructor(numKinds: number, numSmall: number) {
    this.#numKinds = numKinds;
    this.#numSmall = numSmall;
    this.#small = new Uint32Array(numKinds * numSmall);
  }

  /** @param count above 0: what has none is left out. */
  add(kind: number, count: number): void {
    if (count < this.#numSmall) this.#small[kind * this.#numSmall + count]++;
    else this.#large.push([kind, count]);
  }

  get data(): TallyData {
    const [numKinds, numSmall] = [this.#numKinds, this.#numSmall];
    return { numKinds, numSmall, small: this.#small, large: this.#large };
  }
}

/** Counts the topics of a document. @returns its tokens. */
export function tallyPresent({ size, topics, counts }: PresentTopics, into: Tally): number {
  let numTokens = 0;
  for (let place = 0; place < size; place++) {
    into.add(topics[place], counts[place]);
    numTokens += counts[place];
  }
  return numTokens;
}

/** Counts the cells of some rows that are not zero, as kind 0. */
export function tallyRows(
  rows: Rows,
  { first, end }: { first: number; end: number },
  into: Tally,
): void {
  for (let row = first; row < end; row++) {
    const counts = rows.at(row);
    tallyCells(counts, { first: 0, end: counts.length }, into);
  }
}

/** The same for a stretch of a row. */
export function tallyCells(
  counts: RowNumbers,
  { first, end }: { first: number; end: number },
  into: Tally,
): void {
  for (let cell = first; cell < end; cell++) {
    const count = counts[cell];
    if (count > 0) into.add(0, count);
  }
}

/** The same for a row that is a list (memory/rows.ts). */
export function tallyList(list: Uint32Array, into: Tally): void {
  for (let at = 0; at < list.length; at++) into.add(0, list[at] & 0xffff);
}
