// A token drawn by its word: the topics of the word are walked and looked up in the document, where
// sparse.ts walks the document's and looks them up in the word. A word has fewer: with K = 1000 after
// 40 sweeps a token of AP has 18 topics of its word and 82 of its document, of NIPS 34 and 180. The
// conditional falls into
//
//     (n_dk + alpha_k) phi_k =  (n_dk + alpha_k) n_wk / (n_k + V beta)    the word's topics
//                             + (n_dk + alpha_k) beta / (n_k + V beta)    all others, whatever the word
//
// The second part is elsewhere.ts. Documents are expanded for this (expanded.ts).
//
// Million tokens a second, K = 1000, one thread, by the document | by the word (sweeps 10
// to 20, in turns): AP 6.4 | 7.6, NIPS 6.0 | 9.5, 20 Newsgroups 6.5 | 7.0; K = 400: AP 8.8 | 10.9, NIPS 9.2
// | 13.6, 20 Newsgroups 9.3 | 10.7. Words with many topics, too: a limit to their number was slower.

import { addTo, addToTotal, inverseWithout } from './counts';
import { growth, growthOf, priorMass, propose, raiseGrowth } from './elsewhere';
import { bytesOfExpanded, massOf, moveInExpanded } from './expanded';
import { moveBetween } from './list';
import {
  alpha,
  beta,
  expanded,
  frozenInverse,
  inverse,
  runningSums,
  totals,
  wordAlphas,
  wordCells,
  wordShares,
} from './model';
import { isAtPlace, placeOfTarget } from './places';
import { random } from './random';
import { Side, left } from './side';
import { prefixSums, shiftLanes } from './vectors';
import { occupy } from './word';
import { numOfWord, openWordTopics, placeInWord, setShare, topicInWord } from './word-topics';

/** Where the running sums of the token at hand end. */
let endOfSums: usize = 0;

/** Samples the tokens of a run whose tile is expanded. */
export function sampleRunByWord(side: Side): void {
  const row = side.row;
  const groups = side.groups;
  const entries = side.documents;
  const rows = expanded;
  const bytes = bytesOfExpanded();
  const end = side.endOfTokens;
  openWordTopics(row, groups);
  let numChanged = 0;
  let at = side.token;
  do {
    const token = load<u32>(at);
    const old = <i32>(token >>> 16);
    const document = <usize>(token & 0xffff);
    const topic = resample(row, groups, entries + (document << 3), rows + document * bytes, old);
    if (topic != old) {
      numChanged++;
      store<u16>(at, <u16>topic, 2);
    }
    at += 4;
  } while (at < end);
  side.numChanged += numChanged;
  side.token = end;
}

/** Draws a new topic for a token and counts it, if it is another. @returns the topic. */
// @ts-ignore: decorator
@inline
function resample(row: usize, groups: usize, entry: usize, counts: usize, old: i32): i32 {
  const cell = (<usize>old) << 2;
  // As if the token were not there.
  const without = inverseWithout(totals, old);
  const inWord = load<i32>(row + cell) - 1;
  const inDocument = <i32>load<u16>(counts + ((<usize>old) << 1)) - 1;
  const share: f32 = <f32>inWord * without;
  const sum = weigh(counts, old, (<f32>inDocument + load<f32>(alpha + cell)) * share);
  const upToLane = prefixSums(sum);
  const words = f32x4.extract_lane(upToLane, 3);
  const mass: f32 = massOf(counts) - load<f32>(frozenInverse + cell);
  const most = max<f32>(growth, growthOf(old, without));
  const target = random(left) * (words + beta * most * (mass + priorMass));
  const place = placeInWord(old);
  let topic = old;
  if (target < words) {
    const inLane = f32x4.sub(f32x4.splat(target), shiftLanes(upToLane));
    if (isAtPlace(place, inLane)) return old;
    topic = topicOfTarget(target, inLane, upToLane);
  } else {
    const before = load<f32>(inverse + cell);
    store<f32>(inverse + cell, without);
    topic = drawElsewhere(entry, old, words, mass, most);
    store<f32>(inverse + cell, before);
  }
  if (topic == old) return old;
  moveBetween(entry, old, topic);
  moveInExpanded(counts, old, topic);
  store<i32>(row + cell, inWord);
  addTo(totals, old, -1);
  store<f32>(inverse + cell, without);
  raiseGrowth(growthOf(old, without));
  store<f32>(wordShares + ((<usize>place) << 2), share);
  const after = addToTotal(totals, inverse, topic, 1);
  setShare(topic, <f32>addToRow(row, groups, topic) * after);
  return topic;
}

/**
 * Running sums of a token's weights for the topics of its word.
 *
 * @param ownWeight of the topic `old`, the token taken out.
 * @returns the sum of each lane.
 */
// @ts-ignore: decorator
@inline
function weigh(counts: usize, old: i32, ownWeight: f32): v128 {
  const own = i32x4.splat(old << 1);
  const ownWeights = f32x4.splat(ownWeight);
  const cells = wordCells;
  const alphas = wordAlphas;
  const shares = wordShares;
  const end = (<usize>numOfWord) << 2;
  let sum = f32x4.splat(0);
  let sums = runningSums;
  let at: usize = 0;
  do {
    const four = v128.load(cells + at);
    let some = v128.load_lane<u16>(counts + load<u32>(cells + at), i32x4.splat(0), 0);
    some = v128.load_lane<u16>(counts + load<u32>(cells + at, 4), some, 2);
    some = v128.load_lane<u16>(counts + load<u32>(cells + at, 8), some, 4);
    some = v128.load_lane<u16>(counts + load<u32>(cells + at, 12), some, 6);
    const inDocument = f32x4.add(f32x4.convert_i32x4_s(some), v128.load(alphas + at));
    const weights = f32x4.mul(inDocument, v128.load(shares + at));
    sum = f32x4.add(sum, v128.bitselect(ownWeights, weights, i32x4.eq(four, own)));
    v128.store(sums, sum);
    at += 16;
    sums += 16;
  } while (at < end);
  endOfSums = sums;
  return sum;
}

/** A place behind the word's topics is reached by rounding only. */
// @ts-ignore: decorator
@inline
function topicOfTarget(target: f32, inLane: v128, upToLane: v128): i32 {
  return topicInWord(min<i32>(placeOfTarget(target, inLane, upToLane, endOfSums), numOfWord - 1));
}

// @ts-ignore: decorator
@inline
function addToRow(row: usize, groups: usize, topic: i32): i32 {
  if (!occupy(groups, topic)) return addTo(row, topic, 1);
  store<i32>(row + ((<usize>topic) << 2), 1);
  return 1;
}

/**
 * The target lay beyond the word's topics: draws from elsewhere, until a topic is accepted or the
 * target of another try lies among the word's.
 *
 * @param words the mass of the word's topics.
 * @param mass of the document without the token (elsewhere.ts).
 */
function drawElsewhere(entry: usize, old: i32, words: f32, mass: f32, most: f32): i32 {
  const list = load<usize>(entry);
  const length = load<i32>(entry, 4);
  const all: f32 = words + beta * most * (mass + priorMass);
  let target: f32 = 0;
  do {
    const topic = propose(list, length, old, mass, most);
    if (topic >= 0) return topic;
    target = random(left) * all;
  } while (target >= words);
  const upToLane = prefixSums(v128.load(endOfSums - 16));
  return topicOfTarget(target, f32x4.sub(f32x4.splat(target), shiftLanes(upToLane)), upToLane);
}
