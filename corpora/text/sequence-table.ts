/** Counts short sequences of terms in bounded memory. */

/** Entries that are kept at most; rare ones go first. About 32 bytes each. */
const usualCapacity = 1 << 21;

/**
 * How often short sequences of terms occur. When there are too many, those seen least are
 * forgotten, so that memory stays bounded; frequent ones lose at most a few of their count.
 */
export class SequenceTable {
  readonly #capacity: number;
  /** Numbers of the terms that stand between two others, packed into one; 0 is none. */
  readonly #middleIds = new Map<number, number>();
  readonly #middles: (readonly number[])[] = [[]];
  #size = 0;
  #entries = makeEntries(1 << 16);
  #leastKept = 1;

  constructor(capacity = usualCapacity) {
    this.#capacity = capacity;
  }

  /** Counts the sequence `terms[first..last]`, of two to four terms. */
  count(terms: Uint32Array, first: number, last: number): void {
    const middle = last === first + 1 ? 0 : this.#middleId(terms, first + 1, last);
    this.#add(terms[first], middle, terms[last], 1);
  }

  /** The sequences that were counted at least `minCount` times. */
  *entries(minCount: number): Generator<{ terms: number[]; count: number }> {
    const { firsts, middles, lasts, counts } = this.#entries;
    for (let slot = 0; slot < counts.length; slot++) {
      if (counts[slot] < Math.max(1, minCount)) continue;
      const terms = [firsts[slot], ...this.#middles[middles[slot]], lasts[slot]];
      yield { terms, count: counts[slot] };
    }
  }

  #middleId(terms: Uint32Array, from: number, to: number): number {
    const second = to - from === 2 ? terms[from + 1] + 1 : 0;
    const key = terms[from] + second * 2 ** 26; // exact up to 2^53; terms are below 2^26
    let id = this.#middleIds.get(key);
    if (id === undefined) {
      id = this.#middles.length;
      this.#middleIds.set(key, id);
      this.#middles.push([...terms.subarray(from, to)]);
    }
    return id;
  }

  #add(first: number, middle: number, last: number, count: number): void {
    const { firsts, middles, lasts, counts } = this.#entries;
    const mask = counts.length - 1;
    let slot = hash(first, middle, last) & mask;
    while (counts[slot] > 0) {
      if (firsts[slot] === first && lasts[slot] === last && middles[slot] === middle) {
        counts[slot] += count;
        return;
      }
      slot = (slot + 1) & mask;
    }
    firsts[slot] = first;
    middles[slot] = middle;
    lasts[slot] = last;
    counts[slot] = count;
    if (++this.#size * 2 > counts.length) this.#makeRoom();
  }

  #makeRoom(): void {
    const old = this.#entries;
    const isFull = this.#size >= this.#capacity;
    if (isFull) this.#leastKept++;
    this.#entries = makeEntries(old.counts.length * (isFull ? 1 : 2));
    this.#size = 0;
    for (let slot = 0; slot < old.counts.length; slot++) {
      if (old.counts[slot] < (isFull ? this.#leastKept : 1)) continue;
      this.#add(old.firsts[slot], old.middles[slot], old.lasts[slot], old.counts[slot]);
    }
  }
}

interface Entries {
  readonly firsts: Uint32Array;
  readonly middles: Uint32Array;
  readonly lasts: Uint32Array;
  /** 0 is an empty slot. */
  readonly counts: Uint32Array;
}

function makeEntries(length: number): Entries {
  return {
    firsts: new Uint32Array(length),
    middles: new Uint32Array(length),
    lasts: new Uint32Array(length),
    counts: new Uint32Array(length),
  };
}

function hash(first: number, middle: number, last: number): number {
  let mixed =
    Math.imul(first, 0x9e3779b1) ^ Math.imul(last, 0x85ebca6b) ^ Math.imul(middle, 0xc2b2ae35);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
