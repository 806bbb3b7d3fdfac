/** The exact distribution of the assignments of a tiny corpus, by going through all of them. */
import type { TokenSource } from '../../core/corpus/token-source.ts';
import type { SeedWord } from '../../core/priors/seed-words.ts';

export interface TinyModel {
  readonly source: TokenSource;
  readonly alpha: readonly number[];
  readonly beta: number;
  /** Where documents have priors of their own: of each, all topics'. */
  readonly documentAlphas?: readonly (readonly number[])[];
  readonly seedWords?: readonly SeedWord[];
}

/** Of which document and word each token is. */
interface Token {
  readonly document: number;
  readonly word: number;
}

/** Probabilities of all K^N assignments; token t's topic is digit t of the index in base K. */
export type Distribution = Float64Array;

/** p(topics | words): what the chain must converge to, whatever the order of its steps. */
export function exactPosterior(model: TinyModel): Distribution {
  const tokens = tokensOf(model.source);
  return normalised(model, (topics) => productOfConditionals(model, tokens, topics));
}

/**
 * The distribution of a sequential start: every token from the conditional given those before it,
 * in the order given (indices of tokens in document order). Its probabilities need a normaliser
 * of its own at each token.
 */
export function sequentialStart(model: TinyModel, order: readonly number[]): Distribution {
  const tokens = tokensOf(model.source);
  return normalised(model, (topics) =>
    productOfConditionals(
      model,
      order.map((token) => tokens[token]),
      order.map((token) => topics[token]),
      { isNormalised: true },
    ),
  );
}

/**
 * The joint p(words, topics) is, up to a constant, the product of (n_dk + alpha_k) (n_wk + beta) /
 * (n_k + V beta) over the tokens in any order, with the counts of the tokens before each one. Where
 * a topic has seed words, beta + m_wk and V beta + m_k stand for beta and V beta.
 */
function productOfConditionals(
  { source, alpha, beta, documentAlphas, seedWords = [] }: TinyModel,
  tokens: readonly Token[],
  topics: readonly number[],
  { isNormalised = false } = {},
): number {
  const inDocument = new Map<number, number>();
  const inWord = new Map<number, number>();
  const totals = new Float64Array(alpha.length);
  const numTopics = alpha.length;
  const ofWord = (word: number, topic: number) =>
    seedWords.find((seed) => seed.word === word && seed.topic === topic)?.tokens ?? 0;
  const ofTopic = (topic: number) =>
    seedWords.reduce((sum, seed) => sum + (seed.topic === topic ? seed.tokens : 0), 0);
  let product = 1;
  tokens.forEach(({ document, word }, index) => {
    const weight = (topic: number) =>
      (((inDocument.get(document * numTopics + topic) ?? 0) +
        (documentAlphas?.[document] ?? alpha)[topic]) *
        ((inWord.get(word * numTopics + topic) ?? 0) + beta + ofWord(word, topic))) /
      (totals[topic] + source.numWords * beta + ofTopic(topic));
    const topic = topics[index];
    product *= weight(topic);
    if (isNormalised) product /= alpha.reduce((sum, _, other) => sum + weight(other), 0);
    increment(inDocument, document * numTopics + topic);
    increment(inWord, word * numTopics + topic);
    totals[topic]++;
  });
  return product;
}

function increment(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function normalised(model: TinyModel, weight: (topics: number[]) => number): Distribution {
  const numTopics = model.alpha.length;
  const { numTokens } = model.source;
  const masses = Float64Array.from({ length: numTopics ** numTokens }, (_, index) =>
    weight(digits(index, numTopics, numTokens)),
  );
  const sum = masses.reduce((all, mass) => all + mass, 0);
  return masses.map((mass) => mass / sum);
}

function digits(index: number, base: number, length: number): number[] {
  return Array.from({ length }, (_, place) => Math.floor(index / base ** place) % base);
}

/** The index of an assignment in a Distribution. */
export function indexOf(topics: ArrayLike<number>, numTopics: number): number {
  let index = 0;
  for (let token = topics.length - 1; token >= 0; token--)
    index = index * numTopics + topics[token];
  return index;
}

function tokensOf(source: TokenSource): Token[] {
  return Array.from(source.documentLengths).flatMap((_, document) =>
    Array.from(source.readWords(document, document + 1), (word) => ({ document, word })),
  );
}

/** Half the sum of absolute differences: the largest error in the probability of any event. */
export function totalVariation(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - b[index]), 0) / 2;
}

/**
 * The probability of each (token, topic) and of each two tokens having the same topic: few enough
 * to compare where there are too many assignments to see each of them often.
 */
export function marginals(
  distribution: Float64Array,
  numTopics: number,
  numTokens: number,
): Float64Array {
  const pairs = (numTokens * (numTokens - 1)) / 2;
  const result = new Float64Array(numTokens * numTopics + pairs);
  distribution.forEach((mass, index) => {
    if (mass === 0) return;
    const topics = digits(index, numTopics, numTokens);
    let pair = numTokens * numTopics;
    topics.forEach((topic, token) => {
      result[token * numTopics + topic] += mass;
      for (let other = token + 1; other < numTokens; other++) {
        if (topics[other] === topic) result[pair] += mass;
        pair++;
      }
    });
  });
  return result;
}
