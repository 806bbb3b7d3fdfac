/** How much of a list fits into a budget. */

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
  if (sizeOf(most) <= budget) return most;
  let [low, high] = [0, most];
  if (sizeOf(0) > budget) return undefined;
  // Within a hundredth of what is wanted is near enough: each measurement packs everything.
  while (high - low > Math.max(1, Math.floor(most / 100))) {
    const middle = Math.floor((low + high) / 2);
    if (sizeOf(middle) <= budget) low = middle;
    else high = middle;
  }
  return low;
}
