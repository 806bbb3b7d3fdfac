/** How much of a list fits into a budget. */

/** Guesses before the interval is halved: sizes grow nearly evenly, so that two or three are enough. */
const mostGuesses = 4;

/**
 * The largest number of entries whose size stays within the budget, found by a few measurements.
 *
 * @param most entries that are wanted.
 * @param sizeOf the size with that many entries, never smaller with more of them.
 * @returns undefined when not even none fits.
 */
export function largestFitting(
  most: number,
  budget: number,
  sizeOf: (entries: number) => number,
): number | undefined {
  let high = { entries: most, size: sizeOf(most) };
  if (high.size <= budget) return most;
  let low = { entries: 0, size: sizeOf(0) };
  if (low.size > budget) return undefined;
  // Within a hundredth of what is wanted is near enough: each measurement packs everything.
  const near = Math.max(1, Math.floor(most / 100));
  for (let step = 0; high.entries - low.entries > near; step++) {
    const between = high.entries - low.entries;
    const even = (between * (budget - low.size)) / (high.size - low.size);
    // First a little less than what should fit, then a little more: the two enclose it.
    const guess = even + (step % 2 === 0 ? -near / 2 : near / 2);
    const ahead = Math.round(step < mostGuesses ? guess : between / 2);
    const entries = low.entries + Math.min(between - 1, Math.max(1, ahead));
    const size = sizeOf(entries);
    if (size <= budget) low = { entries, size };
    else high = { entries, size };
  }
  return low.entries;
}
