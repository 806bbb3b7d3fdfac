/** A document's part of the log-likelihood, where it has priors of its own. */
import { ln } from '../special-functions/logarithm.ts';
import type { PresentTopics } from './present-topics.ts';

/**
 * ln G(A) - ln G(A + N_d) + sum over k of ln G(alpha_k + n_dk) - ln G(alpha_k): as products of
 * alpha_k + i for i < n_dk, of which a logarithm is taken before they leave what a double holds.
 * No two documents need share a prior, so nothing can be looked up.
 */
export function documentLogLikelihood(
  { size, topics, counts }: PresentTopics,
  alpha: Float32Array,
): number {
  let alphaSum = 0;
  for (let topic = 0; topic < alpha.length; topic++) alphaSum += alpha[topic];
  let sum = 0;
  let product = 1;
  let length = 0;
  for (let place = 0; place < size; place++) {
    const prior = alpha[topics[place]];
    for (let i = 0; i < counts[place]; i++, length++) {
      // One factor of each kind: the quotient of the two stays near 1 for longer.
      product *= (prior + i) / (alphaSum + length);
      if (product > 1e-250) continue;
      sum += ln(product);
      product = 1;
    }
  }
  return sum + ln(product);
}
