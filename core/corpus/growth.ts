/**
 * How a chain begins: on a growing part of the corpus. It is trained on a small sample of the
 * documents first, as many again come in, and so on, until all are there. Each size costs as much as
 * six sweeps of the whole corpus (fewer where topics are many), and the chain after it is what it would
 * be from any other start.
 *
 * It reaches the likelihood of 200 sweeps from a sequential start in 45 to 100 of them, all costs
 * included, where there are many tokens a topic; where there are few it gains nothing
 * (docs/decisions.md, "The corpus grows").
 */
import { mix } from '../random/stream.ts';
import { orderByKeys } from './order.ts';
import type { TokenSource } from './token-source.ts';

/** One size of the corpus. */
export interface GrowthStage {
  /** The share of the tokens is 2^-halvings. */
  readonly halvings: number;
  /** After the one in which the documents that came in got their first topics. */
  readonly numSweeps: number;
  /** What beta is multiplied by meanwhile. */
  readonly betaFactor: number;
}

/** What decides how a corpus grows. */
export type CorpusSize = Pick<TokenSource, 'numTokens' | 'documentLengths'>;

/** What of it a version of the samplers decides (sampler/versions.ts). */
export interface GrowthRule {
  /** Below this, a sequential start is as good. */
  leastTokensPerTopic(numTopics: number): number;
  /** What a stage costs, in sweeps of the whole corpus. */
  sweepsOfStage(halvings: number, numTopics: number): number;
}

/** AP at K = 100, with 4,400 tokens a topic, gains a third. */
const leastTokensPerTopic = 4000;
/** 6: what else was tried with few topics is in docs/decisions.md. */
const sweepsPerStage = 6;

export const evenGrowth: GrowthRule = {
  leastTokensPerTopic: () => leastTokensPerTopic,
  sweepsOfStage: () => sweepsPerStage,
};

/** From here on topics are many. No number between 100 and 400 was tried. */
const manyTopics = 321;

/**
 * With few topics, small samples need their sweeps: 20 Newsgroups at K = 20 has -8.711 with two of them and
 * -8.660 with six, once each token was sampled 49 times. With many topics they do not, and fewer tokens a topic
 * do: arXiv at K = 1000, which has 3,600, gains a third (docs/decisions.md).
 */
export const growthByTopics: GrowthRule = {
  leastTokensPerTopic: (numTopics) => (numTopics < manyTopics ? leastTokensPerTopic : 3000),
  sweepsOfStage: (halvings, numTopics) =>
    numTopics < manyTopics || halvings <= 2 ? sweepsPerStage : 2,
};

/** The first sample has at least as many tokens, in all and for each topic. */
const leastTokensOfSample = 25_000;
const leastSampledPerTopic = 300;
const mostHalvings = 6;
/**
 * Of the stages of 1/2, 1/4 and 1/8: a larger beta, which falls as the corpus grows, frees words that
 * are stuck in a topic. Smaller samples keep beta itself, which would outweigh their tokens.
 * (20 Newsgroups at K = 100 reaches the level of sweep 200 after 96 visits of each token instead of
 * 128, AP at K = 20 after 51 instead of 76; what else was tried: docs/decisions.md.)
 */
const betaFactors: Readonly<Record<number, number>> = { 1: 1.5, 2: 2, 3: 3 };

const leastTokensOfUnit = 10_000;

/** A token without a topic has a number of 16 bits that no topic may have. */
const mostTopics = 65_535;

/**
 * From the smallest to half of the corpus; none where it does not grow, and none of a size that
 * documents which are short enough for it do not fill. A function of the numbers of the run alone,
 * and never of how many sweeps it will have: a run that is resumed to more sweeps is the run that was
 * begun with them.
 */
export function growthStages(
  corpus: CorpusSize,
  numTopics: number,
  rule: GrowthRule,
): GrowthStage[] {
  const { numTokens, documentLengths } = corpus;
  if (numTopics > mostTopics) return [];
  if (numTokens < rule.leastTokensPerTopic(numTopics) * numTopics) return [];
  const least = Math.max(leastTokensOfSample, leastSampledPerTopic * numTopics);
  const stages: GrowthStage[] = [];
  for (let halvings = 1; halvings <= mostHalvings; halvings++) {
    const wanted = numTokens / 2 ** halvings;
    if (halvings > 1 && wanted < least) break;
    const most = mostTokensOfDocument(wanted);
    const fitting = documentLengths.reduce((sum, n) => sum + (n <= most ? n : 0), 0);
    if (fitting < wanted) continue;
    const numSweeps = rule.sweepsOfStage(halvings, numTopics) * 2 ** halvings;
    stages.unshift({ halvings, numSweeps, betaFactor: betaFactors[halvings] ?? 1 });
  }
  return stages;
}

/** A document that was much of a sample would make it larger than it should be, and one-sided. */
function mostTokensOfDocument(tokensOfSample: number): number {
  return tokensOfSample / 8;
}

/**
 * B of a stage: a power of two that leaves at least 10,000 tokens to a unit, but 2 at the least, so
 * that a worker has two units to sample side by side, and never more than the whole has. (With 3,000 tokens to a unit the start of AP
 * took 0.82 s of CPU instead of 0.62, that of 20 Newsgroups 2.6 instead of 2.0, K = 20.)
 */
export function numBlocksOfStage(numTokens: number, numBlocksOfWhole: number): number {
  let numBlocks = 2;
  while ((2 * numBlocks) ** 2 * leastTokensOfUnit <= numTokens) numBlocks *= 2;
  return Math.min(numBlocks, numBlocksOfWhole);
}

/** The seed of a stage: its random numbers are never those of another, or of the chain after it. */
export function seedOfStage(seed: number, { halvings }: Pick<GrowthStage, 'halvings'>): number {
  return mix(mix(seed) ^ (0x67726f77 + halvings)) >>> 0;
}

/**
 * The documents of each stage, rising: those that come first in an order by hash, without those that
 * are too long for it. By hash, because corpora are often sorted by label or by date.
 *
 * @returns for each stage the numbers of its documents; each stage has those of the one before it.
 */
export function documentsOfStages(
  { numTokens, documentLengths }: CorpusSize,
  stages: readonly Pick<GrowthStage, 'halvings'>[],
  seed: number,
): Uint32Array[] {
  const origin = mix(seed);
  const hashes = new Uint32Array(documentLengths.length);
  for (let document = 0; document < hashes.length; document++) {
    hashes[document] = mix(origin ^ document);
  }
  const byHash = orderByKeys(hashes);
  const isTaken = new Uint8Array(documentLengths.length);
  let tokensTaken = 0;
  return stages.map(({ halvings }) => {
    const wanted = numTokens / 2 ** halvings;
    const most = mostTokensOfDocument(wanted);
    for (let place = 0; place < byHash.length && tokensTaken < wanted; place++) {
      const document = byHash[place];
      if (isTaken[document] === 1 || documentLengths[document] > most) continue;
      isTaken[document] = 1;
      tokensTaken += documentLengths[document];
    }
    return numbersTaken(isTaken);
  });
}

/** The numbers of the documents that are taken, rising. */
function numbersTaken(isTaken: Uint8Array): Uint32Array {
  const numbers = new Uint32Array(isTaken.length);
  let filled = 0;
  for (let number = 0; number < isTaken.length; number++) {
    if (isTaken[number] === 1) numbers[filled++] = number;
  }
  return numbers.slice(0, filled);
}
