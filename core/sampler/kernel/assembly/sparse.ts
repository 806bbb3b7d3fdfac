// Documents as lists of their topics (list.ts): for many topics, of which a document has few.
//
// Four places of the list at a time: the counts make a vector as they lie, the phi of their topics
// are gathered. Each lane has its running sums (running-sums.ts). The token itself is taken out on
// the way: where a place's topic is the token's own, the comparison yields -1, which is added to
// the count. Its place is counted on the way too: a token that keeps its topic is known by the
// running sums there, and the list is not searched (+4% at K = 200, nothing at K = 1000).
//
// A token like the one before, which kept its topic, is not weighed again: the sums would be the same
// (arXiv, K = 1000: +4%, together with finding the topic in a group of word.ts by its bits).
//
// Lists are sampled one unit at a time: everything here is about the left side.

import { addTo, addToTotal, inverseWithout } from './counts';
import { addToList, moveInList } from './list';
import {
  NO_TOKEN,
  NO_TOPIC,
  alpha,
  beta,
  documentAlphas,
  inverse,
  phi,
  rightSums,
  runningSums,
  smoothingMass,
  topicAt,
  totals,
  wordMass,
} from './model';
import { isAtPlace, placeOfTarget } from './places';
import { random } from './random';
import { addWeights, countUpTo, targetOf } from './running-sums';
import { alphaOf } from './runs';
import { Side, left } from './side';
import {
  addToMass,
  addToSmoothing,
  closeWord,
  drawFromSmoothing,
  drawFromWord,
  occupy,
  openWord,
  smoothing,
} from './word';
import { prefixSums, shiftLanes, sumOfInts } from './vectors';

// What was weighed last: where its running sums end, and the sums of them all lane by lane.
let endOfSums: usize = 0;
let upToLane = f32x4.splat(0);
/** Sum of wordMass for the word at hand. */
let wordSum: f32 = 0;
/** Places in the list at hand: of the token's own topic, and of the drawn one, -1 if not from there. */
let ownPlace: i32 = 0;
let drawnPlace: i32 = 0;

/** Samples the tokens of a run. */
export function sampleSparseRun(side: Side): void {
  const row = side.row;
  const groups = side.groups;
  const entries = side.documents;
  const end = side.endOfTokens;
  wordSum = openWord(row, groups);
  let numChanged = 0;
  let weighed: u64 = NO_TOKEN;
  let at = side.token;
  let touched = at;
  do {
    if (at == touched) touched = touchLists(at, end, entries);
    const token = load<u32>(at);
    const old = <i32>(token >>> 16);
    const entry = entries + <usize>((token & 0xffff) << 3);
    const topic = resample(row, groups, entry, old, <u64>token == weighed);
    weighed = token;
    if (topic != old) {
      weighed = NO_TOKEN;
      numChanged++;
      store<u16>(at, <u16>topic, 2);
    }
    at += 4;
  } while (at < end);
  closeWord(groups);
  side.numChanged += numChanged;
  side.token = end;
}

const TOKENS_AT_ONCE: usize = 16;
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- written so that the loads are kept
let touchedBits: u32 = 0;

/**
 * Reads the beginnings of the lists that the next tokens need, all at once: the waits for memory
 * overlap, where one list after the other would each be waited for (+18% at K = 100 on 275,000
 * documents, +23% at K = 200 on arxiv-50k, none on AP, whose blocks fit in the cache). Of a list its
 * first 64 bytes, which the rest follows by itself: with 192 of them it was 1 to 2% slower. Of 8, 16 or
 * 32 tokens at once: no difference.
 *
 * @returns the first token that was not touched.
 */
// @ts-ignore: decorator
@inline
function touchLists(first: usize, end: usize, entries: usize): usize {
  const last = min<usize>(first + 4 * TOKENS_AT_ONCE, end);
  let touch: u32 = 0;
  for (let at = first; at < last; at += 4) {
    const list = load<usize>(entries + <usize>((load<u32>(at) & 0xffff) << 3));
    touch |= load<u32>(list);
  }
  touchedBits = touch; // keeps the compiler from dropping the loads
  return last;
}

/** Gives every token of a run that has no topic its first, from the conditional given those that have one. */
export function startSparseRun(side: Side): void {
  const row = side.row;
  const groups = side.groups;
  const entries = side.documents;
  const end = side.endOfTokens;
  wordSum = openWord(row, groups);
  let at = side.token;
  let touched = at;
  do {
    if (at == touched) touched = touchLists(at, end, entries);
    if (load<u16>(at, 2) == NO_TOPIC) {
      const entry = entries + <usize>((load<u32>(at) & 0xffff) << 3);
      weighList(entry, -1);
      const topic = drawSparse(row, groups, entry, -1, 0, 0);
      store<u16>(at, <u16>topic, 2);
      addToList(entry, topic);
      gain(row, groups, topic);
      side.numChanged++;
    }
    at += 4;
  } while (at < end);
  closeWord(groups);
  side.token = end;
}

/**
 * Draws a new topic for a token and counts it, if it is another.
 *
 * @param isWeighed the token before was the same, and kept its topic.
 * @returns the topic.
 */
// @ts-ignore: decorator
@inline
function resample(row: usize, groups: usize, entry: usize, old: i32, isWeighed: bool): i32 {
  const cell = (<usize>old) << 2;
  const prior = load<f32>(alpha + cell);
  const count = load<i32>(row + cell);
  const oldInverse = load<f32>(inverse + cell);
  const oldPhi = load<f32>(phi + cell);
  // As if the token were not there.
  const without = inverseWithout(totals, old);
  const share: f32 = <f32>(count - 1) * without;
  const wordDelta: f32 = prior * (share - <f32>count * oldInverse);
  const smoothingDelta: f32 = prior * beta * (without - oldInverse);
  store<f32>(phi + cell, share + beta * without);
  store<f32>(inverse + cell, without);
  if (!isWeighed) weighList(entry, old);
  const topic = drawSparse(row, groups, entry, old, wordDelta, smoothingDelta);
  if (topic == old) {
    store<f32>(phi + cell, oldPhi);
    store<f32>(inverse + cell, oldInverse);
    return old;
  }
  moveInList(entry, ownPlace, topic, drawnPlace);
  addTo(row, old, -1);
  addTo(totals, old, -1);
  wordSum += wordDelta;
  addToMass(wordMass, old, wordDelta);
  addToSmoothing(old, smoothingDelta);
  gain(row, groups, topic);
  return topic;
}

/** Counts one more token of a topic in the row, and follows in phi and the masses. */
// @ts-ignore: decorator
@inline
function gain(row: usize, groups: usize, topic: i32): void {
  const cell = (<usize>topic) << 2;
  const prior = load<f32>(alpha + cell);
  const before = load<f32>(inverse + cell);
  const after = addToTotal(totals, inverse, topic, 1);
  let count = 1;
  if (occupy(groups, topic)) {
    // A group without counts is not in the cache: nothing of it is waited for (+4% at K = 1000).
    v128.store(wordMass + ((<usize>(topic >> 4)) << 4), f32x4.splat(0));
    store<i32>(row + cell, 1);
  } else {
    count = addTo(row, topic, 1);
  }
  const wordDelta: f32 = prior * (<f32>count * after - <f32>(count - 1) * before);
  store<f32>(phi + cell, <f32>count * after + beta * after);
  wordSum += wordDelta;
  addToMass(wordMass, topic, wordDelta);
  addToSmoothing(topic, prior * beta * (after - before));
}

/**
 * Running sums of the weights of a document's topics. Phi is as if the token were not there.
 *
 * @param old the token's own topic, or -1.
 */
// @ts-ignore: decorator
@inline
function weighList(entry: usize, old: i32): void {
  const list = load<usize>(entry);
  const length = load<i32>(entry, 4);
  const listEnd = list + ((<usize>length) << 2);
  const own = i32x4.splat(old);
  const low = i32x4.splat(0xffff);
  const none = i32x4.splat(0); // zeros behind the end are no tokens of topic 0
  const factors = phi;
  let sum = f32x4.splat(0);
  let place = list;
  let sums = runningSums;
  let below = i32x4.splat(0); // zeros behind the end look like topic 0, and so below any other
  do {
    const four = v128.load(place);
    let factor = v128.load32_zero(factors + ((<usize>load<u16>(place, 2)) << 2));
    factor = v128.load_lane<f32>(factors + ((<usize>load<u16>(place, 6)) << 2), factor, 1);
    factor = v128.load_lane<f32>(factors + ((<usize>load<u16>(place, 10)) << 2), factor, 2);
    factor = v128.load_lane<f32>(factors + ((<usize>load<u16>(place, 14)) << 2), factor, 3);
    const topics = i32x4.shr_u(four, 16);
    const isOwn = i32x4.eq(topics, own);
    below = i32x4.sub(below, i32x4.lt_s(topics, own));
    const counts = i32x4.max_s(i32x4.add(v128.and(four, low), isOwn), none);
    sum = f32x4.add(sum, f32x4.mul(f32x4.convert_i32x4_s(counts), factor));
    v128.store(sums, sum);
    place += 16;
    sums += 16;
  } while (place < listEnd);
  upToLane = prefixSums(sum);
  endOfSums = sums;
  const numZeros = <i32>((place - list) >> 2) - length;
  ownPlace = sumOfInts(below) - (old > 0 ? numZeros : 0);
}

/**
 * Draws a topic for a token of a document whose list is weighed.
 *
 * @param old the token's own topic, or -1. It is out of phi and inverse already; the deltas are
 *   what taking it out changes in the words' and the smoothing part.
 */
// @ts-ignore: decorator
@inline
function drawSparse(
  row: usize,
  groups: usize,
  entry: usize,
  old: i32,
  wordDelta: f32,
  smoothingDelta: f32,
): i32 {
  const documentSum = f32x4.extract_lane(upToLane, 3);
  const ofPriors = documentAlphas != 0 ? weighPriors(entry) : f32x4.splat(0);
  const words = documentAlphas != 0 ? f32x4.extract_lane(ofPriors, 3) : wordSum + wordDelta;
  const smooth: f32 = documentAlphas != 0 ? 0 : <f32>smoothing + smoothingDelta;
  const target = random(left) * (documentSum + words + smooth);
  drawnPlace = -1;
  if (target < documentSum) {
    const inLane = f32x4.sub(f32x4.splat(target), shiftLanes(upToLane));
    if (old >= 0 && isAtPlace(ownPlace, inLane)) return old;
    drawnPlace = placeOfTarget(target, inLane, upToLane, endOfSums);
    return <i32>load<u16>(load<usize>(entry) + ((<usize>drawnPlace) << 2), 2);
  }
  if (documentAlphas != 0) return drawFromPriors(ofPriors);
  const inWords = target - documentSum < words;
  if (old < 0) return drawOutside(row, groups, inWords, words, smooth);
  takeOut(row, old, -1, wordDelta, smoothingDelta);
  const topic = drawOutside(row, groups, inWords, words, smooth);
  takeOut(row, old, 1, -wordDelta, -smoothingDelta);
  return topic;
}

/**
 * Where documents have priors of their own, they take the place of the words' and the smoothing part:
 * alpha_dk phi_k of every topic, into the sums that only two dense units need otherwise.
 *
 * @returns the running sums up to each lane.
 */
// @ts-ignore: decorator
@inline
function weighPriors(entry: usize): v128 {
  const priors = alphaOf(left, (entry - left.documents) >> 3);
  return prefixSums(addWeights(priors, phi, rightSums));
}

// @ts-ignore: decorator
@inline
function drawFromPriors(upToLane: v128): i32 {
  const target = targetOf(random(left), upToLane);
  return load<i32>(topicAt + ((<usize>countUpTo(target, rightSums)) << 2));
}

/**
 * Takes a token out of its row and masses, or puts it back. What rounding leaves in the masses stays
 * there until they are rebuilt: the words' with the next word, smoothing with the next unit.
 */
// @ts-ignore: decorator
@inline
function takeOut(row: usize, topic: i32, delta: i32, ofWord: f32, ofSmoothing: f32): void {
  addTo(row, topic, delta);
  addToMass(wordMass, topic, ofWord);
  addToMass(smoothingMass, topic, ofSmoothing);
}

/**
 * From the words' part or the smoothing part; the latter also takes what rounding leaves. Inside a
 * part a new random number decides: what is left of the first is too coarse for many topics.
 */
function drawOutside(row: usize, groups: usize, inWords: bool, words: f32, smooth: f32): i32 {
  const topic = inWords ? drawFromWord(row, groups, random(left) * words) : -1;
  return topic >= 0 ? topic : drawFromSmoothing(random(left) * smooth);
}
