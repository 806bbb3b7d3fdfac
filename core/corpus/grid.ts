/**
 * How a corpus is cut: consecutive documents into blocks, words into ranges, both even in token
 * mass. One block's tokens of one range are a unit: what the schedule deals out.
 */
import { assert } from '../errors.ts';
import { orderByKeys } from './order.ts';
import type { TokenSource } from './token-source.ts';

export interface Grid {
  readonly numBlocks: number;
  readonly numRanges: number;
  /** First document of each block, and D at the end (length numBlocks + 1). */
  readonly blockStarts: Uint32Array;
  /**
   * The row of each word in the table of the parameter server (length V): range after range, and
   * inside a range by falling frequency, so that a range is a run of rows and its frequent words
   * lie together.
   */
  readonly rowOfWord: Uint32Array;
  /** First row of each range, and V at the end (length numRanges + 1). */
  readonly rangeStarts: Uint32Array;
}

/**
 * B, from the number of tokens alone and never from the machine, so that the same seed gives the
 * same model everywhere. More blocks give work to more workers; but documents are read once for
 * each range of a sweep, and in a smaller block the weights of a word serve fewer tokens
 * (docs/decisions.md, "Blocks for the cores that people have", has the figures).
 */
export function defaultNumBlocks(numTokens: number): number {
  if (numTokens < 50_000) return 1;
  if (numTokens < 200_000) return 4;
  if (numTokens < 1_200_000) return 8;
  if (numTokens < 192_000_000) return 16;
  return 32;
}

export function cutCorpus(source: TokenSource, numBlocks: number, numRanges: number): Grid {
  assert(numBlocks >= 1 && numRanges >= 1, 'a grid has at least one block and one range');
  const { rowOfWord, rangeStarts } = cutWords(source.wordTokenCounts, numRanges);
  const blockStarts = cutDocuments(source.documentLengths, numBlocks);
  return { numBlocks, numRanges, blockStarts, rowOfWord, rangeStarts };
}

/**
 * Cuts documents into `numBlocks` runs, each border where the tokens before it come nearest to an
 * even cut: no block is further from even than one document.
 *
 * @returns first document of each block, and D at the end.
 */
export function cutDocuments(documentLengths: Uint32Array, numBlocks: number): Uint32Array {
  const numTokens = documentLengths.reduce((sum, length) => sum + length, 0);
  const starts = new Uint32Array(numBlocks + 1);
  let tokensBefore = 0;
  let document = 0;
  for (let block = 1; block < numBlocks; block++) {
    const target = (numTokens * block) / numBlocks;
    while (document < documentLengths.length) {
      const length = documentLengths[document];
      if (tokensBefore + length / 2 > target) break; // stopping before it is nearer
      tokensBefore += length;
      document++;
    }
    starts[block] = document;
  }
  starts[numBlocks] = documentLengths.length;
  return starts;
}

/**
 * Deals words to ranges by falling frequency, each to the range with the fewest tokens so far.
 *
 * Dealing back and forth would be simpler, but the most frequent words decide: on the NIPS papers
 * its heaviest of 32 ranges held 28% more than the mean (6% on AP), this one's 0.02% more.
 */
function cutWords(
  wordTokenCounts: Uint32Array,
  numRanges: number,
): Pick<Grid, 'rowOfWord' | 'rangeStarts'> {
  const numWords = wordTokenCounts.length;
  const byFallingCount = orderByFallingCount(wordTokenCounts);
  const rangeOfWord = new Uint32Array(numWords);
  const tokensOfRange = new Float64Array(numRanges);
  const rangeSizes = new Uint32Array(numRanges);
  let range = 0;
  for (const word of byFallingCount) {
    rangeOfWord[word] = range;
    rangeSizes[range]++;
    if (wordTokenCounts[word] === 0) continue; // as small as it was
    tokensOfRange[range] += wordTokenCounts[word];
    range = indexOfSmallest(tokensOfRange);
  }
  const rangeStarts = new Uint32Array(numRanges + 1);
  for (let range = 0; range < numRanges; range++) {
    rangeStarts[range + 1] = rangeStarts[range] + rangeSizes[range];
  }
  const nextRow = rangeStarts.slice(0, numRanges);
  const rowOfWord = new Uint32Array(numWords);
  for (const word of byFallingCount) rowOfWord[word] = nextRow[rangeOfWord[word]]++;
  return { rowOfWord, rangeStarts };
}

/** @returns words by falling count; where counts are equal, by number. */
function orderByFallingCount(wordTokenCounts: Uint32Array): Uint32Array {
  // Of parts of a corpus, most words have no tokens: there is nothing to sort about them.
  const used = wordsWhere(wordTokenCounts, (count) => count > 0);
  const unused = wordsWhere(wordTokenCounts, (count) => count === 0);
  const order = orderByKeys(used.map((word) => ~wordTokenCounts[word])); // 2^32 - 1 - count
  const words = new Uint32Array(wordTokenCounts.length);
  words.set(order.map((place) => used[place]));
  words.set(unused, used.length);
  return words;
}

function wordsWhere(
  wordTokenCounts: Uint32Array,
  isWanted: (count: number) => boolean,
): Uint32Array {
  const words = new Uint32Array(wordTokenCounts.length);
  let filled = 0;
  for (let word = 0; word < words.length; word++) {
    if (isWanted(wordTokenCounts[word])) words[filled++] = word;
  }
  return words.slice(0, filled);
}

function indexOfSmallest(values: Float64Array): number {
  let smallest = 0;
  for (let index = 1; index < values.length; index++) {
    if (values[index] < values[smallest]) smallest = index;
  }
  return smallest;
}
