/**
 * Learning the priors of a model from its counts: alpha, how much of each topic documents have, and
 * beta, how broad topics are. Maximum a posteriori by Minka's fixed point over histograms.
 *
 * Pure arithmetic on integers that were counted before: additions, multiplications and divisions in
 * a fixed order, so that a run learns the same priors on every machine.
 *
 * Sources: Minka, "Estimating a Dirichlet distribution" (2000), equation 55; Wallach, "Structured
 * Topic Models for Language", thesis, Cambridge 2008, section 2.4 (histograms); Wallach, Mimno and
 * McCallum, "Rethinking LDA: why priors matter", NIPS 2009 (alpha of each topic, one beta).
 */
import { assert } from '../errors.ts';
import type { Priors } from '../sampler/sampler.ts';
import { digammaDifference } from '../special-functions/digamma.ts';
import { type Histogram, digammaDifferences, sizeOf } from './histogram.ts';

/** What is learnt of the priors. */
export interface LearningChoice {
  /** `each`: one alpha per topic; `shared`: one for all; `fixed`: as it was set. */
  readonly alpha: 'each' | 'shared' | 'fixed';
  readonly beta: 'shared' | 'fixed';
}

/** What the state of a run says about its priors. Training documents only. */
export interface PriorEvidence {
  /** For each topic, its documents by how many of their tokens have it (length K). */
  readonly documentsOfTopics: readonly Histogram[];
  /** All documents by how many tokens they have. */
  readonly documentLengths: Histogram;
  /** All pairs of a word and a topic by how many tokens of the word have the topic. */
  readonly wordTopicPairs: Histogram;
  /** n_k: tokens of each topic (length K). */
  readonly topicTotals: ArrayLike<number>;
  /** Words that occur in training documents: not the size of the vocabulary. */
  readonly numWords: number;
  /** Pairs whose prior is higher than beta, which are not among the others; absent: none. */
  readonly seeds?: SeedEvidence | undefined;
}

/** What is told apart of seed words (seed-words.ts). */
export interface SeedEvidence {
  readonly pairs: readonly SeededPair[];
  /** m_k: seed tokens of each topic (length K). */
  readonly topicTotals: ArrayLike<number>;
}

/** A seed word in its topic: m_wk and n_wk. */
export interface SeededPair {
  readonly seedTokens: number;
  readonly tokens: number;
}

/** What kept the priors from reaching the values that the counts alone suggest. */
export type LearningLimit =
  /** The sum of alpha reached its upper limit: documents are almost alike. */
  | 'alpha-at-ceiling'
  /** Beta reached its upper limit: topics are almost alike. */
  | 'beta-at-ceiling'
  /**
   * Nearly all documents have one token, which says nothing about how documents mix topics: nothing
   * was learnt.
   */
  | 'documents-too-short';

export interface LearntPriors {
  readonly priors: Priors;
  readonly limits: readonly LearningLimit[];
}

/** The gamma distribution that guards a prior, by its density x^(shape - 1) e^(-rate x). */
export interface GammaPrior {
  readonly shape: number;
  readonly rate: number;
}

export interface FixedPointOptions {
  readonly iterations: number;
  readonly gamma: GammaPrior;
}

/**
 * Five iterations an update: the chain moves the priors, not the fixed point, and 20 iterations end
 * no sooner. Gamma(1, 1) stops the alpha of a corpus of nearly equal documents, which would rise
 * without limit, and has no noticeable effect elsewhere.
 */
export const usualFixedPoint: FixedPointOptions = { iterations: 5, gamma: { shape: 1, rate: 1 } };

/** A topic or word prior never learns itself away: a topic without tokens has nothing to go by. */
export const leastPrior = 1e-6;
/** Never met on a real corpus. */
export const greatestAlphaSum = 100;
export const greatestBeta = 10;

/** One update: new priors from the present ones and the counts. */
export function learnPriors(
  priors: Priors,
  evidence: PriorEvidence,
  choice: LearningChoice,
): LearntPriors {
  assert(evidence.documentsOfTopics.length === priors.alpha.length, 'a histogram for each topic');
  assert(evidence.topicTotals.length >= priors.alpha.length, 'a total for each topic');
  if (!saysSomething(evidence.documentLengths)) {
    return { priors, limits: ['documents-too-short'] };
  }
  const limits: LearningLimit[] = [];
  let { alpha, beta } = priors;
  if (choice.alpha !== 'fixed') {
    alpha = learnAlpha(alpha, evidence, { ...usualFixedPoint, shared: choice.alpha === 'shared' });
    const sum = sumOf(alpha);
    if (sum > greatestAlphaSum) {
      alpha = alpha.map((value) => Math.max(leastPrior, (value / sum) * greatestAlphaSum));
      limits.push('alpha-at-ceiling');
    }
  }
  if (choice.beta !== 'fixed') {
    beta = learnBeta(beta, evidence, usualFixedPoint);
    if (beta > greatestBeta) {
      beta = greatestBeta;
      limits.push('beta-at-ceiling');
    }
  }
  return { priors: { alpha, beta }, limits };
}

/**
 * alpha_k <- (alpha_k sum_d [psi(n_dk + alpha_k) - psi(alpha_k)] + shape - 1)
 *          / (sum_d [psi(N_d + A) - psi(A)] + rate),    A being the sum of alpha before the step.
 *
 * @param options.shared one alpha for all topics: the mean of what each would have had.
 */
export function learnAlpha(
  start: Float64Array,
  evidence: Pick<PriorEvidence, 'documentsOfTopics' | 'documentLengths'>,
  options: FixedPointOptions & { readonly shared: boolean },
): Float64Array {
  const { iterations, gamma, shared } = options;
  let alpha = start;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const denominator = digammaDifferences(evidence.documentLengths, sumOf(alpha)) + gamma.rate;
    const next = alpha.map((value, topic) => {
      const documents = digammaDifferences(evidence.documentsOfTopics[topic], value);
      return (value * documents + (gamma.shape - 1)) / denominator;
    });
    if (shared) next.fill(sumOf(next) / next.length);
    alpha = next.map((value) => Math.max(leastPrior, value));
  }
  return alpha;
}

/**
 * beta <- (beta sum_kw [psi(n_kw + beta) - psi(beta)] + shape - 1)
 *       / (V sum_k [psi(n_k + V beta) - psi(V beta)] + rate).
 *
 * With seed words it is beta + m_kw and V beta + m_k in the arguments of psi: the same equation for
 * the point where the derivative is 0.
 */
export function learnBeta(
  start: number,
  evidence: Pick<PriorEvidence, 'wordTopicPairs' | 'topicTotals' | 'numWords' | 'seeds'>,
  { iterations, gamma }: FixedPointOptions,
): number {
  const { wordTopicPairs, topicTotals, numWords, seeds } = evidence;
  let beta = start;
  for (let iteration = 0; iteration < iterations; iteration++) {
    let topics = 0;
    for (let topic = 0; topic < topicTotals.length; topic++) {
      const ofSeeds = seeds?.topicTotals[topic] ?? 0;
      topics += digammaDifference(numWords * beta + ofSeeds, topicTotals[topic]);
    }
    let pairs = digammaDifferences(wordTopicPairs, beta);
    for (const { seedTokens, tokens } of seeds?.pairs ?? []) {
      pairs += digammaDifference(beta + seedTokens, tokens);
    }
    beta = (beta * pairs + (gamma.shape - 1)) / (numWords * topics + gamma.rate);
    beta = Math.max(leastPrior, beta);
  }
  return beta;
}

/**
 * A document of one token says nothing about how documents mix topics: beta would rise until all
 * topics were all the corpus itself. A hundred longer ones are enough, or half of a small corpus.
 */
function saysSomething(documentLengths: Histogram): boolean {
  const numDocuments = sizeOf(documentLengths);
  const numSingle = documentLengths.counts[0] === 1 ? documentLengths.frequencies[0] : 0;
  const numLonger = numDocuments - numSingle;
  return numLonger > 0 && numLonger >= Math.min(100, numDocuments / 2);
}

/** In topic order: the order decides the last bit. */
function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
