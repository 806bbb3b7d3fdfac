/**
 * A counting sort of a tile's tokens by the row of their word: where each belongs, and back.
 *
 * A function for each loop over tokens, by index: the engine makes a loop fast while it runs for the
 * first time, and throws that away when it comes to code behind it that it has not seen. (The parts of
 * the growing start, 20 Newsgroups: taking out their topics took 36 ms in all, with this 16.)
 */
import { noTopic } from '../layout.ts';

/**
 * For one tile after the other. Threads that take new arrays for each tile wait for each other: for memory,
 * and for its first touch (20 ns a token by two threads, with this 10).
 */
export class PlacesByRow {
  /** First token of each row, and the number of tokens at the end (length V + 1). */
  readonly starts: Uint32Array;
  /** Where the next token of each row belongs: who places one counts it up. */
  readonly next: Uint32Array;

  constructor(numRows: number) {
    this.starts = new Uint32Array(numRows + 1);
    this.next = new Uint32Array(numRows + 1);
  }

  /** @param rows of all tokens, in document order. */
  find(rows: Uint32Array): void {
    this.starts.fill(0);
    countRows(rows, this.starts);
    sumUp(this.starts);
    this.next.set(this.starts);
  }
}

/** The tokens of row r are counted in cell r + 1. */
function countRows(rows: Uint32Array, counts: Uint32Array): void {
  for (let token = 0; token < rows.length; token++) counts[rows[token] + 1]++;
}

/** Counts become places. */
function sumUp(counts: Uint32Array): void {
  let sum = 0;
  for (let place = 0; place < counts.length; place++) {
    sum += counts[place];
    counts[place] = sum;
  }
}

/** Puts the row of each word in its place. @param rowOfWord of all words (length V). */
export function wordsToRows(words: Uint32Array, rowOfWord: Uint32Array): void {
  for (let token = 0; token < words.length; token++) words[token] = rowOfWord[words[token]];
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
