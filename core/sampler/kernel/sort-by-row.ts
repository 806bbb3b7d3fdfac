/**
 * A counting sort of a tile's tokens by the row of their word: where each belongs, and back.
 *
 * A function for each loop over tokens, by index: the engine makes a loop fast while it runs for the
 * first time, and throws that away when it comes to code behind it that it has not seen. (The parts of
 * the growing start, 20 Newsgroups: taking out their topics took 36 ms in all, with this 16.)
 */
import type { Grid } from '../../corpus/grid.ts';
import { noTopic } from '../layout.ts';

export interface PlacesByRow {
  /** First token of each row, and the number of tokens at the end (length V + 1). */
  readonly starts: Uint32Array;
  readonly numRuns: number;
  /** Where the next token of each row belongs: who places one counts it up. */
  readonly next: Uint32Array;
}

/** @param rows of all tokens, in document order. */
export function placesByRow(rows: Uint32Array, numRows: number): PlacesByRow {
  const starts = new Uint32Array(numRows + 1);
  countRows(rows, starts);
  const numRuns = sumUp(starts);
  return { starts, numRuns, next: starts.slice() };
}

/** The tokens of row r are counted in cell r + 1. */
function countRows(rows: Uint32Array, counts: Uint32Array): void {
  for (let token = 0; token < rows.length; token++) counts[rows[token] + 1]++;
}

/** Counts become places. @returns how many were not 0. */
function sumUp(counts: Uint32Array): number {
  let [numRuns, sum] = [0, 0];
  for (let place = 0; place < counts.length; place++) {
    if (counts[place] > 0) numRuns++;
    sum += counts[place];
    counts[place] = sum;
  }
  return numRuns;
}

export function rowsOf(words: Uint32Array, { rowOfWord }: Grid): Uint32Array {
  const rows = new Uint32Array(words.length);
  for (let token = 0; token < words.length; token++) rows[token] = rowOfWord[words[token]];
  return rows;
}

/**
 * Writes (row, length) of the rows `first` to `end - 1` that have tokens.
 *
 * @returns how many.
 */
export function writeRuns(
  starts: Uint32Array,
  { first, end }: { first: number; end: number },
  runs: Uint32Array,
): number {
  let filled = 0;
  for (let row = first; row < end; row++) {
    const length = starts[row + 1] - starts[row];
    if (length === 0) continue;
    runs[filled++] = row;
    runs[filled++] = length;
  }
  return filled / 2;
}

/** Writes tokens where they belong: document in the tile, topic << 16. @param lengths of the documents. */
export function scatterTokens(
  tokens: Uint32Array,
  { rows, next }: { rows: Uint32Array; next: Uint32Array },
  { topics, lengths }: { topics: Uint16Array | undefined; lengths: Uint32Array },
): void {
  const given = topics ?? new Uint16Array(rows.length).fill(noTopic);
  let [token, end] = [0, 0];
  for (let document = 0; document < lengths.length; document++) {
    for (end += lengths[document]; token < end; token++) {
      tokens[next[rows[token]]++] = (given[token] << 16) | document;
    }
  }
}

/** Reads the topics back in document order. */
export function gatherTopics(
  tokens: Uint32Array,
  { rows, next }: { rows: Uint32Array; next: Uint32Array },
  topics: Uint16Array,
): void {
  for (let token = 0; token < rows.length; token++) {
    topics[token] = tokens[next[rows[token]]++] >>> 16;
  }
}
