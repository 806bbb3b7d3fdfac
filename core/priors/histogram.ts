/** Counts of counts, and what is computed of them. */
import { assert } from '../errors.ts';

/**
 * How often each count occurs: `frequencies[i]` things have the count `counts[i]`.
 *
 * Counts are whole, above 0 and rise; frequencies are whole and above 0. Gathered as integers, by
 * any number of workers in any order, a histogram is the same; what is computed from it follows it
 * from the smallest count up, so the result is the same to the last bit.
 */
export interface Histogram {
  readonly counts: Uint32Array;
  readonly frequencies: Uint32Array;
}

/** @param counts of all things, in any order; zeros are left out. */
export function histogramOf(counts: Iterable<number>): Histogram {
  const frequencies = new Map<number, number>();
  for (const count of counts) {
    if (count > 0) frequencies.set(count, (frequencies.get(count) ?? 0) + 1);
  }
  const rising = [...frequencies].sort(([a], [b]) => a - b);
  return {
    counts: Uint32Array.from(rising, ([count]) => count),
    frequencies: Uint32Array.from(rising, ([, frequency]) => frequency),
  };
}

/** The histogram without some of its things, whose counts are given. */
export function withoutCounts(histogram: Histogram, counts: readonly number[]): Histogram {
  if (counts.length === 0) return histogram;
  const left = new Map(
    Array.from(histogram.counts, (count, place) => [count, histogram.frequencies[place]]),
  );
  for (const count of counts) {
    const frequency = left.get(count) ?? 0;
    assert(frequency > 0, `a histogram has nothing left with a count of ${count}`);
    left.set(count, frequency - 1);
  }
  const kept = [...left].filter(([, frequency]) => frequency > 0);
  return {
    counts: Uint32Array.from(kept, ([count]) => count),
    frequencies: Uint32Array.from(kept, ([, frequency]) => frequency),
  };
}

/** How many things the histogram has. */
export function sizeOf({ frequencies }: Histogram): number {
  let size = 0;
  for (const frequency of frequencies) size += frequency;
  return size;
}

/**
 * The sum over all things of psi(x + n) - psi(x), n being a thing's count: the sum over
 * j = 0, 1, ... of T_j / (x + j), where T_j things have a count above j.
 *
 * It takes as many steps as the largest count. Summed over the topics of a corpus that is at most
 * its number of tokens, so an update costs less than a small part of a sweep.
 *
 * Source: Wallach, "Structured Topic Models for Language", thesis, Cambridge 2008, section 2.4.
 */
export function digammaDifferences({ counts, frequencies }: Histogram, x: number): number {
  let above = 0;
  for (const frequency of frequencies) above += frequency;
  let sum = 0;
  let j = 0;
  for (let place = 0; place < counts.length; place++) {
    for (const end = counts[place]; j < end; j++) sum += above / (x + j);
    above -= frequencies[place];
  }
  return sum;
}
