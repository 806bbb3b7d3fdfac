/**
 * Seed words: words that a person expects in a topic. Their prior there is higher than beta, by whole
 * numbers: a seed word counts as if it had some more tokens in the topic, seed tokens, which belong
 * to no document. With m_wk of them
 *
 *     p(word | topic) = (n_wk + m_wk + beta) / (n_k + m_k + V beta),    m_k = sum of m_wk.
 *
 * Whole numbers, because the counts that samplers read may then simply begin with them: samplers need
 * not know of them, and are as quick as without.
 *
 * Source: Jagarlamudi, Daumé and Udupa, "Incorporating lexical priors into topic models", EACL 2012,
 * have seed words as distributions of their own; a prior that differs from word to word is that of
 * Wallach, Mimno and McCallum, "Rethinking LDA: why priors matter", NIPS 2009, given instead of learnt.
 */
import type { Grid } from '../corpus/grid.ts';
import { UsageError } from '../errors.ts';

/** Seed tokens of one word in one topic. */
export interface SeedWord {
  readonly topic: number;
  /** Its number in the vocabulary. */
  readonly word: number;
  /** m_wk: a whole number, at least 1. */
  readonly tokens: number;
}

/** A topic's tokens and seed tokens together must be a count of 32 bits, in samples added up too. */
const mostSeedTokens = 2 ** 30;

/**
 * m_wk of a word with so many tokens in the corpus: a word that occurs more often needs more seed
 * tokens to be moved as far.
 */
export function seedTokensOf(numTokens: number, strength: number): number {
  return Math.max(1, Math.round(strength * numTokens));
}

/**
 * @throws {UsageError} when one of them is not a word in a topic with a whole number of seed tokens, or
 * there are two of the same.
 */
export function checkSeedWords(
  seedWords: readonly SeedWord[],
  { numTopics, numWords }: { numTopics: number; numWords: number },
): void {
  const seen = new Set<number>();
  let sum = 0;
  for (const { topic, word, tokens } of seedWords) {
    const isGood =
      isBelow(topic, numTopics) &&
      isBelow(word, numWords) &&
      tokens >= 1 &&
      isBelow(tokens, Infinity);
    const place = topic * numWords + word;
    if (!isGood || seen.has(place) || (sum += tokens) > mostSeedTokens) {
      throw new UsageError(
        'seed-words-invalid',
        `Cannot seed topic ${topic} with word ${word} (${tokens} seed tokens): a topic below ` +
          `${numTopics}, a word below ${numWords}, each pair once, and whole numbers of seed tokens, ` +
          `${mostSeedTokens} in all at most, were expected`,
      );
    }
    seen.add(place);
  }
}

function isBelow(value: number, limit: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < limit;
}

/** m_k: seed tokens of each topic (length K). */
export function seedTotals(seedWords: readonly SeedWord[], numTopics: number): Int32Array {
  const totals = new Int32Array(numTopics);
  for (const { topic, tokens } of seedWords) totals[topic] += tokens;
  return totals;
}

/** Puts seed tokens into rows of counts, before anything is sampled. */
export function addSeedTokens(
  seedWords: readonly SeedWord[],
  rows: { add(row: number, column: number, number: number): void },
  { rowOfWord }: Pick<Grid, 'rowOfWord'>,
): void {
  for (const { topic, word, tokens } of seedWords) {
    rows.add(rowOfWord[word], topic, tokens);
  }
}
