/** What the learnt prior of a topic says of it. */

/**
 * `background`: documents have it whatever they are about, words like "time, year, people"; `rare`: few
 * documents have it.
 */
export type TopicStanding = 'background' | 'rare';

/** Times the median of all alphas. */
const backgroundFrom = 3;
const rareUpTo = 0.5;

/**
 * By its alpha beside the others: alpha_k over the sum of all is the share of topic k that a document has
 * before any of it is read. Undefined for all where alphas were not learnt one by one.
 *
 * @param alpha the prior of each topic in a document (length K).
 */
export function standingsOf(alpha: ArrayLike<number>): (TopicStanding | undefined)[] {
  const rising = Float64Array.from(alpha).sort();
  const half = rising.length >>> 1;
  const median = rising.length % 2 === 1 ? rising[half] : (rising[half - 1] + rising[half]) / 2;
  return Array.from(alpha, (value) => {
    if (value >= backgroundFrom * median) return 'background';
    return value <= rareUpTo * median ? 'rare' : undefined;
  });
}
