/**
 * How far a topic's words are from the corpus's: the Kullback-Leibler divergence of its word
 * distribution from that of the whole corpus, in nats. 0 means that it is not a topic but the
 * corpus itself; a topic whose words occur nowhere else has ln(1 / its share).
 *
 * Both distributions are the tallies themselves, without priors, so that words which are not in
 * the topic add nothing.
 *
 * @param counts tokens of each word in the topic, all above 0.
 * @param corpusCounts tokens of the same words in the corpus.
 */
export function distinctiveness(
  counts: Uint32Array,
  corpusCounts: Uint32Array,
  { topicTotal, numTokens }: { topicTotal: number; numTokens: number },
): number {
  let sum = 0;
  for (let place = 0; place < counts.length; place++) {
    const share = counts[place]! / topicTotal;
    sum += share * Math.log((share * numTokens) / corpusCounts[place]!);
  }
  // Rounding may leave a hair below the bound.
  return Math.max(0, sum);
}
