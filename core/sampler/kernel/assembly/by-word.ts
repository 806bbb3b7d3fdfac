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
// Million tokens a second, K = 1000, one thread, by the document | by the word (sweeps 10 to 20, in
// turns): AP 6.4 | 7.6, NIPS 6.0 | 9.5, 20 Newsgroups 6.5 | 7.0; K = 400: AP 8.8 | 10.9, NIPS 9.2 | 13.6,
// 20 Newsgroups 9.3 | 10.7. Words with many topics, too: a limit to their number was slower.
//
// A token like the one before (same document, same topic), which kept its topic, has the same
// weights: they are not weighed again (NIPS 1.05 times as fast; sparse.ts does the same).

import { addToTotal, inverseWithout } from './counts';
import { growth, growthOf, priorMass, propose, raiseGrowth } from './elsewhere';
import { bytesOfExpanded, countIn, massOf, moveInExpanded, tokensOf } from './expanded';
import {
  NO_TOKEN,
  alpha,
  beta,
  expanded,
  frozenInverse,
  inverse,
  runningSums,
  totals,
  wordTopics,
} from './model';
import { LIST, storeCount } from './narrow-rows';
import { isAtPlace, placeOfTarget } from './places';
import { random } from './random';
import { Side, left } from './side';
import { prefixSums, shiftLanes } from './vectors';
import { occupy } from './word';
import {
  PRIORS,
  SHARES,
  WORD_LINE,
  addToWord,
  countInWord,
  keepWordTopics,
  numOfWord,
  openWordTopics,
  placeInWord,
  takeFromWord,
  topicInWord,
} from './word-topics';

// What was weighed last: where its running sums end, the sums of them all lane by lane, the mass of
// what lies elsewhere, and the growth that bounds it (elsewhere.ts).
let endOfSums: usize = 0;
let upToLane = f32x4.splat(0);
let massElsewhere: f32 = 0;
let mostGrowth: f32 = 0;

/** Samples the tokens of a run whose tile is expanded. */
export function sampleRunByWord(side: Side): void {
  const row = side.row;
  const width = side.width;
  const groups = side.groups;
  const entries = side.documents;
  const rows = expanded;
  const bytes = bytesOfExpanded();
  const end = side.endOfTokens;
  openWordTopics(row, width, groups);
  let numChanged = 0;
  let weighed: u64 = NO_TOKEN;
  let at = side.token;
  do {
    const token = load<u32>(at);
    const old = <i32>(token >>> 16);
    const document = <usize>(token & 0xffff);
    const counts = rows + document * bytes;
    if (<u64>token != weighed) weighToken(counts, old);
    weighed = token;
    const topic = draw(entries + (document << 3), counts, old);
    if (topic != old) {
      move(row, width, groups, entries + (document << 3), counts, old, topic);
      store<u16>(at, <u16>topic, 2);
      weighed = NO_TOKEN;
      numChanged++;
    }
    at += 4;
  } while (at < end);
  if (width == LIST && numChanged != 0) keepWordTopics(row);
  side.numChanged += numChanged;
  side.token = end;
}

/** Weighs all that a token can be drawn from, as if it were not there itself. */
// @ts-ignore: decorator
@inline
function weighToken(counts: usize, old: i32): void {
  const cell = (<usize>old) << 2;
  const without = inverseWithout(totals, old);
  const share: f32 = <f32>(countInWord(old) - 1) * without;
  const inDocument = <f32>(countIn(counts, old) - 1);
  upToLane = prefixSums(weigh(counts, old, (inDocument + load<f32>(alpha + cell)) * share));
  massElsewhere = massOf(counts) - load<f32>(frozenInverse + cell) + priorMass;
  mostGrowth = max<f32>(growth, growthOf(old, without));
}

/** @returns the topic of the token that was weighed. */
// @ts-ignore: decorator
@inline
function draw(entry: usize, counts: usize, old: i32): i32 {
  const words = f32x4.extract_lane(upToLane, 3);
  const target = random(left) * (words + beta * mostGrowth * massElsewhere);
  if (target >= words) return drawElsewhere(entry, counts, old);
  const inLane = f32x4.sub(f32x4.splat(target), shiftLanes(upToLane));
  return isAtPlace(placeInWord(old), inLane) ? old : topicOfTarget(target, inLane);
}

/** Counts a token that has another topic than before. */
// @ts-ignore: decorator
@inline
function move(
  row: usize,
  width: i32,
  groups: usize,
  entry: usize,
  counts: usize,
  old: i32,
  topic: i32,
): void {
  moveInExpanded(entry, counts, old, topic);
  const fewer = addToTotal(totals, inverse, old, -1);
  raiseGrowth(growthOf(old, fewer));
  const left = takeFromWord(old, fewer);
  const more = addToTotal(totals, inverse, topic, 1);
  const count = addToWord(topic, more);
  if (width == LIST) return; // written when the run ends
  storeCount(row, width, old, left);
  storeCount(row, width, topic, count);
  occupy(groups, topic);
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
  const end = runningSums + ((<usize>numOfWord) << 2);
  let sum = f32x4.splat(0);
  let sums = runningSums;
  let line = wordTopics;
  do {
    const cells = v128.load(line);
    let some = v128.load_lane<u16>(counts + load<u32>(line), i32x4.splat(0), 0);
    some = v128.load_lane<u16>(counts + load<u32>(line, 4), some, 2);
    some = v128.load_lane<u16>(counts + load<u32>(line, 8), some, 4);
    some = v128.load_lane<u16>(counts + load<u32>(line, 12), some, 6);
    const inDocument = f32x4.add(f32x4.convert_i32x4_s(tokensOf(some)), v128.load(line, PRIORS));
    const weights = f32x4.mul(inDocument, v128.load(line, SHARES));
    sum = f32x4.add(sum, v128.bitselect(ownWeights, weights, i32x4.eq(cells, own)));
    v128.store(sums, sum);
    line += WORD_LINE;
    sums += 16;
  } while (sums < end);
  endOfSums = sums;
  return sum;
}

/** A place behind the word's topics is reached by rounding only. */
// @ts-ignore: decorator
@inline
function topicOfTarget(target: f32, inLane: v128): i32 {
  return topicInWord(min<i32>(placeOfTarget(target, inLane, upToLane, endOfSums), numOfWord - 1));
}

/**
 * The target lay beyond the word's topics: draws from elsewhere, until a topic is accepted or the
 * target of another try lies among the word's.
 */
function drawElsewhere(entry: usize, counts: usize, old: i32): i32 {
  const before = load<f32>(inverse + ((<usize>old) << 2));
  store<f32>(inverse + ((<usize>old) << 2), inverseWithout(totals, old));
  const topic = drawUntilAccepted(entry, counts, old);
  store<f32>(inverse + ((<usize>old) << 2), before);
  return topic;
}

function drawUntilAccepted(entry: usize, counts: usize, old: i32): i32 {
  const words = f32x4.extract_lane(upToLane, 3);
  const all: f32 = words + beta * mostGrowth * massElsewhere;
  let target: f32 = 0;
  do {
    const topic = propose(entry, counts, old, massElsewhere, mostGrowth);
    if (topic >= 0) return topic;
    target = random(left) * all;
  } while (target >= words);
  return topicOfTarget(target, f32x4.sub(f32x4.splat(target), shiftLanes(upToLane)));
}
