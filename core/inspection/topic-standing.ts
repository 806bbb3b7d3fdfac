/** What the learnt prior of a topic says of it. */

/**
 * `background`: documents have it whatever they are about, words like "time, year, people"; `rare`: few
 * documents have it.
 */
export type TopicStanding = 'background' | 'rare';

/** Times the median alpha of the topics that have tokens. */
const backgroundFrom = 3;
const rareUpTo = 0.5;

/**
 * By its alpha beside the others: alpha_k over the sum of all is the share of topic k that a document has
 * before any of it is read. Undefined for all where alphas were not learnt one by one.
 *
 * Where topics are empty, as with more of them than the texts have, alphas of these are next to 0: they are not
 * what the others are held against.
 *
 * @param alpha the prior of each topic in a document (length K).
 * @param numTokens of each topic (length K).
 */
export function standingsOf(
  alpha: ArrayLike<number>,
  numTokens: ArrayLike<number>,
): (TopicStanding | undefined)[] {
  const rising = Float64Array.from(alpha)
    .filter((_, topic) => numTokens[topic] > 0)
    .sort();
  const half = rising.length >>> 1;
  const median = rising.length % 2 === 1 ? rising[half] : (rising[half - 1] + rising[half]) / 2;
  return Array.from(alpha, (value, topic) => {
    if (numTokens[topic] === 0) return undefined; // no document has it
    if (value >= backgroundFrom * median) return 'background';
    return value <= rareUpTo * median ? 'rare' : undefined;
  });
}
