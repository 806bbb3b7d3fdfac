// The topics of the word at hand, one behind the other: what a token walks that is drawn by its word
// (by-word.ts). Four to a line: the vectors of their cells, of their shares and of their priors, so that
// one address serves all. Lanes behind the last topic stand for none.

import { endOfCounts } from './expanded';
import { alpha, inverse, keptLanes, numMasks, wordPlaces, wordTopics } from './model';
import {
  BYTE,
  LIST,
  SHORT,
  countedOf,
  endOfRow,
  endRowAt,
  entryOf,
  firstOfRow,
  groupBytes,
  listTopic,
} from './narrow-rows';

/** Bytes of a line: i32x4 twice the topic, f32x4 n_wk inverse_k, f32x4 alpha_k, i32x4 n_wk. */
export const WORD_LINE: usize = 64;
export const SHARES: usize = 16;
export const PRIORS: usize = 32;
const COUNTS: usize = 48;

/** How many topics the word has, or had since its run began. */
export let numOfWord: i32 = 0;
/** How many of them, the first, lie by topic: the word had them when its run began. */
let numByTopic: i32 = 0;

/** Lists the topics of a row. Groups that turn out to be empty lose their bit. */
export function openWordTopics(row: usize, width: i32, groups: usize): void {
  if (width == LIST) listListed(row);
  else if (width == BYTE) listTopics<u8>(row, width, groups);
  else if (width == SHORT) listTopics<u16>(row, width, groups);
  else listTopics<i32>(row, width, groups);
  numByTopic = numOfWord;
  closeList();
}

/** Of a listed row, four at a time. */
// @ts-ignore: decorator
@inline
function listListed(row: usize): void {
  const places = wordPlaces;
  const priors = alpha;
  const inverses = inverse;
  const end = endOfRow(row);
  let line = wordTopics;
  let number = 0;
  let at = firstOfRow(row);
  for (; at + 16 <= end; at += 16) {
    const entries = v128.load(at);
    const a = <usize>load<u16>(at, 2);
    const b = <usize>load<u16>(at, 6);
    const c = <usize>load<u16>(at, 10);
    const d = <usize>load<u16>(at, 14);
    const counts = v128.and(entries, i32x4.splat(0xffff));
    const shares = f32x4.mul(f32x4.convert_i32x4_s(counts), gather(inverses, a, b, c, d));
    v128.store(line, i32x4.shl(i32x4.shr_u(entries, 16), 1));
    v128.store(line, shares, SHARES);
    v128.store(line, gather(priors, a, b, c, d), PRIORS);
    v128.store(line, counts, COUNTS);
    store<u16>(places + (a << 1), <u16>number);
    store<u16>(places + (b << 1), <u16>(number + 1));
    store<u16>(places + (c << 1), <u16>(number + 2));
    store<u16>(places + (d << 1), <u16>(number + 3));
    line += WORD_LINE;
    number += 4;
  }
  for (; at < end; at += 4) {
    const cell = (<usize>load<u16>(at, 2)) << 2;
    const count = <i32>load<u16>(at);
    const share: f32 = <f32>count * load<f32>(inverses + cell);
    put(wordTopics, places, number, <i32>(cell >> 2), count, share, load<f32>(priors + cell));
    number++;
  }
  numOfWord = number;
}

/** Four floats of a row. */
// @ts-ignore: decorator
@inline
function gather(row: usize, a: usize, b: usize, c: usize, d: usize): v128 {
  let four = v128.load32_zero(row + (a << 2));
  four = v128.load_lane<f32>(row + (b << 2), four, 1);
  four = v128.load_lane<f32>(row + (c << 2), four, 2);
  return v128.load_lane<f32>(row + (d << 2), four, 3);
}

/** Writes a listed row again: the topics that are left, four at a time, and those that came in. */
export function keepWordTopics(row: usize): void {
  let end = firstOfRow(row);
  const inLines = numByTopic & ~3;
  const endOfLines = wordTopics + placeBytes(inLines);
  for (let line = wordTopics; line < endOfLines; line += WORD_LINE) end = keepLine(line, end);
  for (let place = inLines; place < numOfWord; place++) {
    const count = load<i32>(wordTopics + placeBytes(place), COUNTS);
    if (count != 0) end = listTopic(row, end, entryOf(topicInWord(place), count));
  }
  endRowAt(row, end);
}

/** Those that are left move to the front of their vector, and the next vector follows behind them. */
// @ts-ignore: decorator
@inline
function keepLine(line: usize, end: usize): usize {
  const counts = v128.load(line, COUNTS);
  const entries = v128.or(i32x4.shl(v128.load(line), 15), counts);
  const left = i32x4.bitmask(i32x4.ne(counts, i32x4.splat(0)));
  v128.store(end, i8x16.swizzle(entries, v128.load(keptLanes + ((<usize>left) << 4))));
  return end + ((<usize>popcnt(left)) << 2);
}

// @ts-ignore: decorator
@inline
function listTopics<T>(row: usize, width: i32, groups: usize): void {
  const lines = wordTopics; // globals would be read again after every store
  const places = wordPlaces;
  const priors = alpha;
  const inverses = inverse;
  let number = 0;
  for (let mask = 0; mask < numMasks; mask++) {
    const bits = groups + ((<usize>mask) << 3);
    let rest = load<u64>(bits);
    while (rest != 0) {
      const bit = ctz(rest);
      const first = ((mask << 6) + <i32>bit) << 4;
      let counted = countedOf<T>(row + groupBytes(first >> 4, width));
      if (counted == 0) store<u64>(bits, load<u64>(bits) & ~((<u64>1) << bit));
      while (counted != 0) {
        const topic = first + ctz(counted);
        const cell = (<usize>topic) << 2;
        const count = <i32>load<T>(row + ((<usize>topic) << width));
        const share: f32 = <f32>count * load<f32>(inverses + cell);
        put(lines, places, number, topic, count, share, load<f32>(priors + cell));
        number++;
        counted &= counted - 1;
      }
      rest &= rest - 1;
    }
  }
  numOfWord = number;
}

// @ts-ignore: decorator
@inline
function put(
  lines: usize,
  places: usize,
  place: i32,
  topic: i32,
  count: i32,
  share: f32,
  prior: f32,
): void {
  const at = lines + placeBytes(place);
  store<i32>(at, topic << 1);
  store<f32>(at, share, SHARES);
  store<f32>(at, prior, PRIORS);
  store<i32>(at, count, COUNTS);
  store<u16>(places + ((<usize>topic) << 1), <u16>place);
}

/** Clears the lanes behind the last topic. */
// @ts-ignore: decorator
@inline
function closeList(): void {
  const at = wordTopics + placeBytes(numOfWord & ~3);
  const isUsed = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(numOfWord & 3));
  const none = i32x4.splat(<i32>endOfCounts());
  v128.store(at, v128.bitselect(v128.load(at), none, isUsed));
  v128.store(at, v128.and(v128.load(at, SHARES), isUsed), SHARES);
}

/** Where a place is, four to a line. */
// @ts-ignore: decorator
@inline
function placeBytes(place: i32): usize {
  return ((<usize>(place >> 2)) << 6) + ((<usize>(place & 3)) << 2);
}

/** Where a topic that the word has is in the list. */
// @ts-ignore: decorator
@inline
export function placeInWord(topic: i32): i32 {
  return <i32>load<u16>(wordPlaces + ((<usize>topic) << 1));
}

// @ts-ignore: decorator
@inline
export function topicInWord(place: i32): i32 {
  return load<i32>(wordTopics + placeBytes(place)) >> 1;
}

/** n_wk of a topic that the word has. */
// @ts-ignore: decorator
@inline
export function countInWord(topic: i32): i32 {
  return load<i32>(wordTopics + placeBytes(placeInWord(topic)), COUNTS);
}

/** One token less of a topic that the word has. @returns how many are left. */
// @ts-ignore: decorator
@inline
export function takeFromWord(topic: i32, inverseOfTopic: f32): i32 {
  return change(placeInWord(topic), -1, inverseOfTopic);
}

/** One token more of a topic, which may be new to the word. @returns how many there are. */
// @ts-ignore: decorator
@inline
export function addToWord(topic: i32, inverseOfTopic: f32): i32 {
  const place = placeInWord(topic); // of any word before, if not of this one
  if (place < numOfWord && topicInWord(place) == topic) return change(place, 1, inverseOfTopic);
  const prior = load<f32>(alpha + ((<usize>topic) << 2));
  put(wordTopics, wordPlaces, numOfWord, topic, 1, inverseOfTopic, prior);
  numOfWord++;
  closeList();
  return 1;
}

// @ts-ignore: decorator
@inline
function change(place: i32, delta: i32, inverseOfTopic: f32): i32 {
  const at = wordTopics + placeBytes(place);
  const count = load<i32>(at, COUNTS) + delta;
  store<i32>(at, count, COUNTS);
  store<f32>(at, <f32>count * inverseOfTopic, SHARES);
  return count;
}
