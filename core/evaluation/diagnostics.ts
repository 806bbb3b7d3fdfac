/**
 * The twelve diagnostics of topics that MALLET reports, by its definitions, but right where its
 * code is not: a topic with fewer words than asked for is measured by those it has, and one without
 * tokens has no measures instead of "not a number".
 */
import { distinctiveness } from '../inspection/distinctiveness.ts';
import { Exclusivity } from './exclusivity.ts';
import type { TopicDocuments } from './topic-documents.ts';
import type { TopicWordsModel } from './topic-words-model.ts';

/** Undefined where there is nothing to measure. Divergences and entropies are in nats. */
export interface TopicDiagnostics {
  /** n_k. */
  readonly tokens: number;
  /** Entropy of the topic's tokens over documents: low where few documents have most of them. */
  readonly documentEntropy: number | undefined;
  /** Mean length of the top words, in characters. */
  readonly wordLength: number | undefined;
  /**
   * Sum over pairs of top words of ln((D(a, b) + beta) / (D(a) + beta)), D counting the documents in
   * which they are tokens of this very topic: not the UMass coherence of the literature.
   */
  readonly coherence: number | undefined;
  /** Kullback-Leibler divergence of the topic's words from all words being equally probable. */
  readonly uniformDistance: number | undefined;
  /** The same from the words of the corpus. */
  readonly corpusDistance: number | undefined;
  /** 1 / sum of squared shares of words: how many words of equal share would be as concentrated. */
  readonly effectiveWords: number | undefined;
  /** Jensen-Shannon divergence of top words by tokens from top words by documents: bursts of a word. */
  readonly tokenDocumentDifference: number | undefined;
  /** Of the documents that have the topic, the share in which it is the largest. */
  readonly rankOneDocuments: number | undefined;
  /** Documents with at least half of the topic, per document with at least a fiftieth. */
  readonly allocationRatio: number | undefined;
  /** Of the documents that have the topic, the share with at least three tenths of it. */
  readonly allocationCount: number | undefined;
  /** Mean share of the topic in its top words (see Exclusivity). */
  readonly exclusivity: number | undefined;
}

export interface DiagnosticsInput {
  readonly model: TopicWordsModel;
  /** The same averaged over samples, for probabilities; absent: of this state alone. */
  readonly averaged?: TopicWordsModel | undefined;
  readonly documents: TopicDocuments;
  /** Tokens of each word in the corpus (length V). */
  readonly wordTokenCounts: Uint32Array;
  readonly numTopWords: number;
  /** Of a word, in characters. */
  readonly lengthOfWord: (word: number) => number;
}

export function diagnoseTopics(input: DiagnosticsInput): TopicDiagnostics[] {
  const { model, averaged = model, wordTokenCounts } = input;
  const exclusivity = new Exclusivity(averaged);
  const numTokens = model.topicTotals.reduce((sum, count) => sum + count, 0);
  return Array.from({ length: model.numTopics }, (_, topic) => {
    const tokens = model.topicTotals[topic];
    if (tokens === 0) return { ...nothing };
    const counts = model.countsOf(topic);
    const corpusCounts = Uint32Array.from(model.wordsOf(topic), (word) => wordTokenCounts[word]);
    const top = model.wordsOf(topic).subarray(0, input.numTopWords);
    return {
      tokens,
      wordLength: meanOf(Array.from(top, (word) => input.lengthOfWord(word))),
      coherence: restrictedCoherence(input, topic),
      uniformDistance: uniformDistance(counts, { topicTotal: tokens, numWords: model.numWords }),
      corpusDistance: distinctiveness(counts, corpusCounts, { topicTotal: tokens, numTokens }),
      effectiveWords: effectiveNumber(counts, tokens),
      tokenDocumentDifference: tokenDocumentDifference(input, topic),
      exclusivity: exclusivity.exclusivity(topic, input.numTopWords),
      ...input.documents.ofTopic(topic),
    };
  });
}

const nothing: TopicDiagnostics = {
  tokens: 0,
  documentEntropy: undefined,
  wordLength: undefined,
  coherence: undefined,
  uniformDistance: undefined,
  corpusDistance: undefined,
  effectiveWords: undefined,
  tokenDocumentDifference: undefined,
  rankOneDocuments: undefined,
  allocationRatio: undefined,
  allocationCount: undefined,
  exclusivity: undefined,
};

function restrictedCoherence({ model, documents }: DiagnosticsInput, topic: number): number {
  const { beta } = model;
  const numWords = documents.topWords[topic].length;
  let sum = 0;
  for (let b = 1; b < numWords; b++) {
    for (let a = 0; a < b; a++) {
      const both = documents.together(topic, a, b) + beta;
      sum += Math.log(both / (documents.together(topic, a, a) + beta));
    }
  }
  return sum;
}

function uniformDistance(
  counts: Uint32Array,
  { topicTotal, numWords }: { topicTotal: number; numWords: number },
): number {
  let sum = 0;
  for (const count of counts)
    sum += (count / topicTotal) * Math.log((numWords * count) / topicTotal);
  return Math.max(0, sum);
}

function effectiveNumber(counts: Uint32Array, total: number): number {
  let squares = 0;
  for (const count of counts) squares += (count / total) ** 2;
  return 1 / squares;
}

function tokenDocumentDifference({ model, documents }: DiagnosticsInput, topic: number): number {
  const numTopWords = documents.topWords[topic].length;
  const byTokens = shares(Array.from(model.countsOf(topic).subarray(0, numTopWords)));
  const byDocuments = shares(
    Array.from({ length: numTopWords }, (_, rank) => documents.together(topic, rank, rank)),
  );
  return jensenShannon(byTokens, byDocuments);
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/**
 * The Jensen-Shannon divergence of two distributions, in nats: 0 where they are the same, ln 2 where
 * nothing is in both.
 *
 * Source: Lin, "Divergence measures based on the Shannon entropy", IEEE Trans. Inf. Theory 37 (1991).
 */
export function jensenShannon(p: readonly number[], q: readonly number[]): number {
  const part = (x: number, middle: number) => (x === 0 ? 0 : x * Math.log(x / middle));
  let sum = 0;
  p.forEach((x, place) => {
    const middle = (x + q[place]) / 2;
    sum += part(x, middle) + part(q[place], middle);
  });
  return Math.max(0, sum / 2);
}

function meanOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
