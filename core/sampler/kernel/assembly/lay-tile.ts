// Lays out the tokens of a tile: a counting sort by the row of their word, and the counts of the documents; and
// reads their topics back. ../lay-tile.ts says in which order.
//
// (By workers in TypeScript, the growing start of 20 Newsgroups took as long as when one thread laid out
// everything, with this 0.96 of that time: each thread had to make these loops fast for itself.)

import { addToList } from './list';
import { NO_TOPIC, alpha, documentAlphas, numTopics, numVectors, rowBytes } from './model';

/**
 * Puts the row of each word in its place, and finds where the tokens of each row belong.
 *
 * @param starts u32 x (numRows + 1): the first token of each row then, and the number of tokens.
 * @param next u32 x numRows: the same.
 */
export function sortByRow(
  words: usize,
  numTokens: i32,
  rowOfWord: usize,
  numRows: i32,
  starts: usize,
  next: usize,
): void {
  memory.fill(starts, 0, (<usize>numRows + 1) << 2);
  const endOfWords = words + ((<usize>numTokens) << 2);
  for (let word = words; word < endOfWords; word += 4) {
    const row = load<u32>(rowOfWord + ((<usize>load<u32>(word)) << 2));
    store<u32>(word, row);
    const start = starts + ((<usize>row) << 2);
    store<u32>(start, load<u32>(start, 4) + 1, 4);
  }
  const endOfStarts = starts + ((<usize>numRows) << 2);
  let sum: u32 = 0;
  for (let start = starts; start <= endOfStarts; start += 4) {
    sum += load<u32>(start);
    store<u32>(start, sum);
  }
  memory.copy(next, starts, (<usize>numRows) << 2);
}

/**
 * Writes tokens where they belong: u16 document in the tile, u16 topic.
 *
 * @param rows of the tokens, document after document. @param next where the next token of each row belongs.
 * @param topics u16 each; 0 where no token has one.
 */
export function placeTokens(
  rows: usize,
  lengths: usize,
  numDocuments: i32,
  topics: usize,
  next: usize,
  tokens: usize,
): void {
  let row = rows;
  let topic = topics;
  for (let document = 0; document < numDocuments; document++) {
    const length = load<u32>(lengths + ((<usize>document) << 2));
    const end = row + ((<usize>length) << 2);
    for (; row < end; row += 4) {
      const place = next + ((<usize>load<u32>(row)) << 2);
      const token = load<u32>(place);
      store<u32>(place, token + 1);
      const at = tokens + ((<usize>token) << 2);
      store<u16>(at, <u16>document);
      store<u16>(at, topics == 0 ? NO_TOPIC : load<u16>(topic), 2);
      topic += 2;
    }
  }
}

/** Reads topics back, in the order in which the tokens were placed. */
export function readTopics(
  rows: usize,
  numTokens: i32,
  next: usize,
  tokens: usize,
  topics: usize,
): void {
  const end = rows + ((<usize>numTokens) << 2);
  let topic = topics;
  for (let row = rows; row < end; row += 4) {
    const place = next + ((<usize>load<u32>(row)) << 2);
    const token = load<u32>(place);
    store<u32>(place, token + 1);
    store<u16>(topic, load<u16>(tokens + ((<usize>token) << 2), 2));
    topic += 2;
  }
}

/**
 * Writes (row, number of tokens) of the rows `first` to `end - 1` that have tokens.
 *
 * @returns how many.
 */
export function writeRuns(starts: usize, first: i32, end: i32, runs: usize): i32 {
  let run = runs;
  for (let row = first; row < end; row++) {
    const start = starts + ((<usize>row) << 2);
    const length = load<u32>(start, 4) - load<u32>(start);
    if (length == 0) continue;
    store<u32>(run, row);
    store<u32>(run, length, 4);
    run += 8;
  }
  return <i32>((run - runs) >> 3);
}

/**
 * Fills the rows of dense documents, which are zero: n_dk + alpha_k. A row is counted in whole numbers first.
 *
 * @param alphaRows of the documents' own priors. @param topics u16 a token; 0 where no token has one.
 */
export function fillRows(
  rows: usize,
  lengths: usize,
  numDocuments: i32,
  alphaRows: usize,
  topics: usize,
): void {
  let topic = topics;
  for (let document: usize = 0; document < <usize>numDocuments; document++) {
    const row = rows + document * rowBytes;
    if (topics != 0) {
      const end = topic + ((<usize>load<u32>(lengths + (document << 2))) << 1);
      for (; topic < end; topic += 2) countTopic(row, <i32>load<u16>(topic));
    }
    addPriors(row, priorsOf(alphaRows, document));
  }
}

// @ts-ignore: decorator
@inline
function countTopic(row: usize, topic: i32): void {
  if (topic >= numTopics) return; // the token has none yet
  const cell = row + ((<usize>topic) << 2);
  store<i32>(cell, load<i32>(cell) + 1);
}

// @ts-ignore: decorator
@inline
function addPriors(row: usize, priors: usize): void {
  for (let vector: usize = 0; vector < <usize>numVectors; vector++) {
    const at = row + (vector << 4);
    const counts = f32x4.convert_i32x4_s(v128.load(at));
    v128.store(at, f32x4.add(counts, v128.load(priors + (vector << 4))));
  }
}

// @ts-ignore: decorator
@inline
function priorsOf(alphaRows: usize, document: usize): usize {
  if (documentAlphas == 0) return alpha;
  return documentAlphas + <usize>load<u32>(alphaRows + (document << 2)) * rowBytes;
}

/**
 * Fills the table of documents that are lists, and the lists, which are zero.
 *
 * @param lists where the first begins. @param topics u16 a token; 0 where no token has one.
 */
export function fillLists(
  table: usize,
  lists: usize,
  lengths: usize,
  numDocuments: i32,
  topics: usize,
): void {
  let list = lists;
  let topic = topics;
  for (let document: usize = 0; document < <usize>numDocuments; document++) {
    const entry = table + (document << 3);
    const length = load<u32>(lengths + (document << 2));
    store<usize>(entry, list);
    if (topics != 0) {
      const end = topic + ((<usize>length) << 1);
      for (; topic < end; topic += 2) {
        if (<i32>load<u16>(topic) < numTopics) addToList(entry, <i32>load<u16>(topic));
      }
    }
    list += bytesOfList(length);
  }
}

/** As ../storage.ts has it: whole vectors for as many topics as there can be, and one more. */
// @ts-ignore: decorator
@inline
function bytesOfList(length: u32): usize {
  return (((<usize>min<u32>(length, <u32>numTopics) + 3) >> 2) << 4) + 16;
}
