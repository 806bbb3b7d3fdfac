/**
 * The joint log-likelihood: log p(words, topics | alpha, beta), how probable the whole corpus is
 * together with its current assignments, topics and proportions integrated out:
 *
 *     sum over documents d of  ln G(A) - ln G(A + N_d) + sum over k of ln G(alpha_k + n_dk) - ln G(alpha_k)
 *   + sum over topics k of     ln G(V b) - ln G(V b + n_k) + sum over w of ln G(b + n_wk) - ln G(b)
 *
 * where G is the gamma function, A the sum of alpha and b is beta. The prior of a seed word in its topic
 * is b + m_wk instead, and V b becomes V b + m_k (priors/seed-words.ts). Use it to watch a chain settle or to
 * compare samplers on one corpus. It is not perplexity and does not rank models with different
 * numbers of topics.
 *
 * Samplers compute the inner parts (documents of a block, words of a range); here they are put
 * together, always in the same order: the same counts give the same bits.
 *
 * Source: Griffiths and Steyvers, "Finding scientific topics", PNAS 101 (2004), equations 2 and 3.
 */
import { type SeedWord, seedTotals } from '../priors/seed-words.ts';
import { logGamma } from '../special-functions/log-gamma.ts';

export interface LikelihoodParts {
  /** One sum per block: the first line of the formula. */
  readonly ofBlocks: Float64Array;
  /**
   * One sum per range: the inner sum over words of the second line, over all topics, as if seed tokens
   * were tokens.
   */
  readonly ofRanges: Float64Array;
  /** n_k, seed tokens included (length K or padded with zeros). */
  readonly topicTotals: Int32Array;
}

/** @returns nats for the whole corpus; divide by the number of tokens to compare corpora. */
export function jointLogLikelihood(
  parts: LikelihoodParts,
  model: {
    numTopics: number;
    numWords: number;
    beta: number;
    seedWords?: readonly SeedWord[] | undefined;
  },
): number {
  const { numTopics, numWords, beta, seedWords = [] } = model;
  const betaSum = beta * numWords;
  const ofSeeds = seedTotals(seedWords, numTopics);
  let sum = 0;
  for (const part of parts.ofBlocks) sum += part;
  for (const part of parts.ofRanges) sum += part;
  for (const { tokens } of seedWords) sum -= logGamma(beta + tokens) - logGamma(beta);
  for (let topic = 0; topic < numTopics; topic++) {
    sum += logGamma(betaSum + ofSeeds[topic]) - logGamma(betaSum + parts.topicTotals[topic]);
  }
  return sum;
}
