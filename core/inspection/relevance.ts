/** The order of words in a topic: relevance, from probable to distinctive. */

/** A word of a topic with the two tallies that its relevance rests on. */
export interface CountedWord {
  readonly word: number;
  /** Tokens of the word in the topic. */
  readonly count: number;
  /** Tokens of the word in the corpus. */
  readonly corpusCount: number;
}

/** What turns tallies into probabilities. */
export interface Smoothing {
  /** Tokens of the topic. */
  readonly topicTotal: number;
  /** Tokens of the corpus. */
  readonly numTokens: number;
  /** V, and the prior of each word in a topic. */
  readonly numWords: number;
  readonly beta: number;
}

/** The weight of probability that readers understood topics best with, in the paper's study. */
export const usualLambda = 0.6;

/** Tokens that a word must have in a topic to be called distinctive. */
const leastCount = 5;

/** p(word | topic) = (n_wk + beta) / (n_k + V beta). */
export function wordProbability(count: number, smoothing: Smoothing): number {
  const { topicTotal, numWords, beta } = smoothing;
  return (count + beta) / (topicTotal + numWords * beta);
}

/**
 * How relevant a word is to a topic: lambda ln p(w | k) + (1 - lambda) ln(p(w | k) / p(w)).
 *
 * At lambda = 1 the order is by probability, at 0 by lift, which favours words that occur nowhere
 * else, however rare.
 *
 * Sievert and Shirley, "LDAvis: A method for visualizing and interpreting topics", 2014.
 */
export function relevance(
  { count, corpusCount }: Pick<CountedWord, 'count' | 'corpusCount'>,
  lambda: number,
  smoothing: Smoothing,
): number {
  const logProbability = Math.log(wordProbability(count, smoothing));
  // A seed word may have no token in the texts: it is as rare as a word can be.
  const logCorpusShare = Math.log(Math.max(1, corpusCount) / smoothing.numTokens);
  return logProbability - (1 - lambda) * logCorpusShare;
}

/**
 * Whether a word comes after all others that are not such: below the usual lambda the order depends on how
 * distinctive a word is, which two or three tokens cannot show.
 *
 * @param count its tokens in the topic: their mean over the samples.
 */
export function isTooRare(count: number, lambda: number): boolean {
  return lambda < usualLambda && count < leastCount;
}

/**
 * The places of the words in `counts` by falling relevance, those that are too rare last; ties go to the
 * smaller place, so words that come in by falling count stay in that order.
 *
 * @param counts of all samples added up.
 * @param corpusCounts tokens in the corpus of each word of `counts` (same length).
 */
export function orderByRelevance(
  counts: Uint32Array,
  corpusCounts: Uint32Array,
  { lambda, smoothing, numSamples }: { lambda: number; smoothing: Smoothing; numSamples: number },
): Uint32Array {
  const scores = new Float64Array(counts.length);
  for (let place = 0; place < counts.length; place++) {
    const word = { count: counts[place]!, corpusCount: corpusCounts[place]! };
    scores[place] = relevance(word, lambda, smoothing);
  }
  const order = Uint32Array.from(counts.keys());
  const isRare = (place: number): number => Number(isTooRare(counts[place]! / numSamples, lambda));
  return order.sort((a, b) => isRare(a) - isRare(b) || scores[b]! - scores[a]! || a - b);
}
