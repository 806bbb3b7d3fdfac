/** Which words LDAvis shows before a topic is chosen. */
import type { ExportSource } from '../writer.ts';

/**
 * The most salient words: frequent, and telling of a topic, p(w) times the sum over k of
 * P(k | w) ln(P(k | w) / P(k)), where P(k | w) is phi_kw over its sum, as LDAvis has it.
 *
 * Source: Chuang, Manning and Heer, "Termite: Visualization techniques for assessing textual topic
 * models", 2012.
 */
export function mostSalient(source: ExportSource, limit: number): number[] {
  const saliency = saliencies(source);
  const order = Array.from(saliency, (_, word) => word);
  return order.sort((a, b) => saliency[b] - saliency[a] || a - b).slice(0, limit);
}

/** Every topic is first taken as one that does not have the word; those that have it are put right. */
function saliencies(source: ExportSource): Float64Array {
  const run = source.run();
  const numWords = source.words.length;
  const topics = run.topics
    .filter(({ numTokens }) => numTokens > 0)
    .map(({ topic, share }) => {
      const sums = run.wordSums(topic);
      const beta = run.numSamples * run.beta;
      const mass = sums.counts.reduce((total, sum) => total + sum, beta * numWords);
      return { ...sums, mass, share, least: beta / mass };
    });
  const sums = new Float64Array(numWords).fill(topics.reduce((sum, { least }) => sum + least, 0));
  for (const { words, counts, mass } of topics) {
    words.forEach((word, place) => (sums[word] += counts[place] / mass));
  }
  const termOf = (phi: number, sum: number, share: number): number =>
    (phi / sum) * Math.log(phi / sum / share);
  // Split so that a word costs nothing for a topic without it: least (ln least - ln share) - least ln sum.
  const ofLeast = topics.reduce(
    (sum, { least, share }) => sum + least * Math.log(least / share),
    0,
  );
  const allLeast = topics.reduce((sum, { least }) => sum + least, 0);
  const saliency = sums.map((sum) => (ofLeast - allLeast * Math.log(sum)) / sum);
  for (const { words, counts, mass, share, least } of topics) {
    words.forEach((word, place) => {
      const phi = least + counts[place] / mass;
      saliency[word] += termOf(phi, sums[word], share) - termOf(least, sums[word], share);
    });
  }
  const { tokenCounts, numTokens } = source.run().trained;
  return saliency.map((value, word) => (value * tokenCounts[word]) / numTokens);
}
