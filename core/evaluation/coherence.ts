/**
 * The coherence of topics: whether the top words of a topic occur together in texts, as they do
 * where a topic is about one thing. Every measure is a mean (UMass: a sum) over the pairs of a
 * topic's top words, and higher is better. See WindowCounter for what a window is.
 *
 * Words that do not occur in the texts (which may be a reference corpus) say nothing and are left
 * out; a topic of which fewer than two occur has no coherence.
 */
import type { WindowCounter } from './window-counter.ts';

/** Keeps the logarithm of a pair that never occurs finite; the value that other tools use. */
const epsilon = 1e-12;

/** In how many windows two words occur, together and each. */
export interface PairCounts {
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly numWindows: number;
}

/**
 * Pointwise mutual information of two words, in nats: ln((p(a, b) + e) / (p(a) p(b))), e = 1e-12.
 *
 * Source: Newman, Lau, Grieser and Baldwin, "Automatic evaluation of topic coherence", NAACL 2010.
 */
export function pmi({ both, first, second, numWindows }: PairCounts): number {
  const apart = (first / numWindows) * (second / numWindows);
  return Math.log((both / numWindows + epsilon) / apart);
}

/**
 * Normalised pointwise mutual information of two words, in [-1, 1]: 1 when they only ever occur
 * together, 0 when each occurs regardless of the other, towards -1 when they avoid each other. Two
 * words that occur in every window score 1.
 *
 * Source: Bouma, "Normalized (pointwise) mutual information in collocation extraction", 2009;
 * pmi / -ln(p(a, b) + e) with e = 1e-12 as in gensim, tomotopy and Palmetto.
 */
export function npmi(counts: PairCounts): number {
  if (counts.both === counts.numWindows) return 1;
  return pmi(counts) / -Math.log(counts.both / counts.numWindows + epsilon);
}

/** The mean NPMI over all pairs (Aletras and Stevenson 2013; Lau, Newman and Baldwin 2014). */
export function npmiCoherence(counter: WindowCounter, topic: number): number | undefined {
  return meanOf(pairsOf(counter, topic).map(npmi));
}

/** The mean PMI over all pairs: "UCI" with a window of 10 tokens (Newman et al. 2010). */
export function uciCoherence(counter: WindowCounter, topic: number): number | undefined {
  return meanOf(pairsOf(counter, topic).map(pmi));
}

/**
 * The sum over all pairs of ln((D(a, b) + 1) / D(a)), where a stands before b in the topic's list
 * and D counts documents. At most 0 but for pairs that always occur together; the more words, the lower.
 *
 * Source: Mimno, Wallach, Talley, Leenders and McCallum, "Optimizing semantic coherence in topic
 * models", EMNLP 2011, equation 1.
 */
export function umassCoherence(counter: WindowCounter, topic: number): number | undefined {
  const terms = pairsOf(counter, topic).map(({ both, first }) => Math.log((both + 1) / first));
  return terms.length === 0 ? undefined : sumOf(terms);
}

/** UMass as gensim has it: the mean of ln((p(a, b) + e) / p(a)), e = 1e-12. */
export function umassMeanCoherence(counter: WindowCounter, topic: number): number | undefined {
  return meanOf(
    pairsOf(counter, topic).map(({ both, first, numWindows }) =>
      Math.log((both / numWindows + epsilon) / (first / numWindows)),
    ),
  );
}

/**
 * C_V, with windows of 110 tokens: each word is described by its NPMI with all top words, itself
 * included; the mean cosine between the description of a word and the sum of all of them.
 *
 * Source: Röder, Both and Hinneburg, "Exploring the space of topic coherence measures", WSDM 2015;
 * exponent 1 as in gensim, and in Palmetto since 2022.
 */
export function cvCoherence(counter: WindowCounter, topic: number): number | undefined {
  const ranks = ranksThatOccur(counter, topic);
  if (ranks.length < 2) return undefined;
  const vectors = ranks.map((a) => ranks.map((b) => npmi(pairOf(counter, topic, [a, b]))));
  const sums = ranks.map((_, place) => sumOf(vectors.map((vector) => vector[place])));
  return meanOf(vectors.map((vector) => cosine(vector, sums)));
}

/** How many of a topic's top words occur in no window. */
export function numUnseenWords(counter: WindowCounter, topic: number): number {
  return counter.topWords[topic].length - ranksThatOccur(counter, topic).length;
}

function ranksThatOccur(counter: WindowCounter, topic: number): number[] {
  return [...counter.topWords[topic].keys()].filter(
    (rank) => counter.together(topic, rank, rank) > 0,
  );
}

/** `first` is the word that stands first in the list. */
function pairsOf(counter: WindowCounter, topic: number): PairCounts[] {
  const ranks = ranksThatOccur(counter, topic);
  return ranks.flatMap((b, place) =>
    ranks.slice(0, place).map((a) => pairOf(counter, topic, [a, b])),
  );
}

function pairOf(counter: WindowCounter, topic: number, [a, b]: [number, number]): PairCounts {
  return {
    both: counter.together(topic, a, b),
    first: counter.together(topic, a, a),
    second: counter.together(topic, b, b),
    numWindows: counter.numWindows,
  };
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    sumOf(x.map((value, i) => value * y[i]));
  const lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
  return lengths === 0 ? 0 : dot(a, b) / lengths;
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : sumOf(values) / values.length;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
