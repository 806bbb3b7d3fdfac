// Documents as rows of K floats, n_dk + alpha_k: for few topics, and for giant documents.
//
// The weights w_k = (n_dk + alpha_k) phi_k are added up lane by lane (running-sums.ts).
//
// A token that keeps its topic, as two of three do, needs no counting: its target lies between the
// running sums before and at its own place (+15% at K = 100, +10% at K = 20).
//
// The token itself is not taken out of memory first. Its weight is too big by `excess`, which is
// cut out of the running sums of its lane instead: writing and restoring counts around every draw
// cost 10%.
//
// Where the next token is of the same document and topic, and this one keeps its topic, the weights are
// the same: only another number is drawn (finish()). K = 20 | 100: AP +6 | 3%, NIPS +14 | 7%, 20 Newsgroups
// +3 | 1%, arXiv +5 | 2%, planted topics +3 | 5% (medians of 50 turns after the start). Asking for it in
// weigh() instead gained less on NIPS; keeping the sums for a token of another topic, too, gained nothing.

import { addTo, addToTotal, inverseWithout, replace } from './counts';
import { NO_TOPIC, beta, laneMask, numVectors, rowBytes, topicAt } from './model';
import { random } from './random';
import { addWeights, countUpTo, targetOf } from './running-sums';
import { alphaOf } from './runs';
import { Side } from './side';
import { prefixSums } from './vectors';
import { occupy } from './word';

/**
 * Fills phi for all topics from the word's row of counts. Four vectors in a turn of the loop: +4% on AP,
 * +5% on planted topics, where a run is short, 0 to 3% elsewhere (K = 20 and 100).
 */
export function openDenseWord(side: Side): void {
  const vectorBeta = f32x4.splat(beta);
  let counts = side.row;
  let target = side.phi;
  let divisors = side.inverse;
  const end = target + rowBytes;
  do {
    const a = f32x4.add(f32x4.convert_i32x4_s(v128.load(counts)), vectorBeta);
    const b = f32x4.add(f32x4.convert_i32x4_s(v128.load(counts, 16)), vectorBeta);
    const c = f32x4.add(f32x4.convert_i32x4_s(v128.load(counts, 32)), vectorBeta);
    const d = f32x4.add(f32x4.convert_i32x4_s(v128.load(counts, 48)), vectorBeta);
    v128.store(target, f32x4.mul(a, v128.load(divisors)));
    v128.store(target, f32x4.mul(b, v128.load(divisors, 16)), 16);
    v128.store(target, f32x4.mul(c, v128.load(divisors, 32)), 32);
    v128.store(target, f32x4.mul(d, v128.load(divisors, 48)), 48);
    counts += 64;
    divisors += 64;
    target += 64;
  } while (target < end);
}

/** Samples the tokens of a run. */
export function sampleDenseRun(side: Side): void {
  const end = side.endOfTokens;
  do {
    side.stays = weigh(side, side.token);
    finish(side);
  } while (side.token < end);
}

/** Gives every token of a run that has no topic its first, from the conditional given those that have one. */
export function startDenseRun(side: Side): void {
  const end = side.endOfTokens;
  let token = side.token;
  do {
    if (load<u16>(token, 2) == NO_TOPIC) {
      const document = documentOf(side, token);
      const topic = drawFirst(side, document);
      store<u16>(token, <u16>topic, 2);
      gain(side, document, alphaOfToken(side, token), topic);
      side.numChanged++;
    }
    token += 4;
  } while (token < end);
  side.token = token;
}

// @ts-ignore: decorator
@inline
function documentOf(side: Side, token: usize): usize {
  return side.documents + <usize>(load<u16>(token) * (numVectors << 4));
}

// @ts-ignore: decorator
@inline
function alphaOfToken(side: Side, token: usize): usize {
  return alphaOf(side, <usize>load<u16>(token));
}

/**
 * Weighs all topics for a token and draws, up to whether the token keeps its topic; what settle()
 * needs besides is left in the side and its running sums.
 *
 * What does not depend on the sums is stored before they are added up: V8 would compute it after
 * them, at the end of the chain (+12% at K = 100).
 *
 * @returns whether it keeps it.
 */
// @ts-ignore: decorator
@inline
export function weigh(side: Side, token: usize): bool {
  const document = documentOf(side, token);
  const old = <i32>load<u16>(token, 2);
  const oldWeight = load<f32>(document + ((<usize>old) << 2));
  const ownPhi = load<f32>(side.phi + ((<usize>old) << 2));
  side.excess = oldWeight * ownPhi - (oldWeight - 1) * phiWithout(side, old);
  side.uniform = random(side);
  const sum = addWeights(document, side.phi, side.runningSums);
  const ownLane = laneMask(old);
  const excess = v128.and(ownLane, f32x4.splat(side.excess));
  const upToLane = prefixSums(f32x4.sub(sum, excess));
  side.upToLane = upToLane;
  return keeps(side, old, upToLane, excess, ownLane);
}

/** Draws once more from what was weighed. */
// @ts-ignore: decorator
@inline
function drawAgain(side: Side, old: i32): bool {
  const ownLane = laneMask(old);
  const excess = v128.and(ownLane, f32x4.splat(side.excess));
  side.uniform = random(side);
  return keeps(side, old, side.upToLane, excess, ownLane);
}

/** Whether a token keeps its topic `old`; else the target for the running sums is left in the side. */
// @ts-ignore: decorator
@inline
function keeps(side: Side, old: i32, upToLane: v128, excess: v128, ownLane: v128): bool {
  const target = targetOf(side.uniform, upToLane);
  const place = side.runningSums + ((<usize>(old >> 2)) << 4);
  const isBelowEnd = f32x4.lt(target, f32x4.sub(v128.load(place), excess));
  const stays = v128.and(f32x4.ge(target, v128.load(place - 16)), isBelowEnd);
  // The sums from the own place on are too big by the excess; so must be a target among them.
  side.target = f32x4.add(target, v128.andnot(excess, isBelowEnd));
  return v128.any_true(v128.and(stays, ownLane));
}

/**
 * Ends the draw of the token that was weighed, and draws the tokens behind it that are like it, until
 * one does not keep its topic.
 */
// @ts-ignore: decorator
@inline
export function finish(side: Side): void {
  const end = side.endOfTokens;
  let at = side.token;
  let stays = side.stays;
  const token = load<u32>(at);
  while (stays) {
    at += 4;
    if (at >= end || load<u32>(at) != token) break;
    stays = drawAgain(side, <i32>(token >>> 16));
  }
  if (!stays) {
    settle(side, at);
    at += 4;
  }
  side.token = at;
}

/** phi of the token's topic without the token. */
// @ts-ignore: decorator
@inline
function phiWithout(side: Side, old: i32): f32 {
  const count = load<i32>(side.row + ((<usize>old) << 2)) - 1;
  return (<f32>count + beta) * inverseWithout(side.totals, old);
}

/** For a token that does not keep its topic: finds the one drawn, and counts the token there. */
function settle(side: Side, token: usize): void {
  const old = <i32>load<u16>(token, 2);
  const topic = load<i32>(topicAt + ((<usize>countUpTo(side.target, side.runningSums)) << 2));
  if (topic == old) return; // rounding: the comparison had it elsewhere
  side.numChanged++;
  const document = documentOf(side, token);
  const oldPhi = phiWithout(side, old);
  store<u16>(token, <u16>topic, 2);
  addTo(side.row, old, -1);
  addToTotal(side.totals, side.inverse, old, -1);
  replace(side.phi, old, oldPhi);
  const priors = alphaOfToken(side, token);
  addToDocument(document, priors, old, -1);
  gain(side, document, priors, topic);
}

// @ts-ignore: decorator
@inline
function gain(side: Side, document: usize, priors: usize, topic: i32): void {
  occupy(side.groups, topic); // the same word may have tokens in sparse tiles
  const count = addTo(side.row, topic, 1);
  const divisor = addToTotal(side.totals, side.inverse, topic, 1);
  replace(side.phi, topic, (<f32>count + beta) * divisor);
  addToDocument(document, priors, topic, 1);
}

/** The count is rounded back first: what is stored depends on the count alone, not on its past. */
// @ts-ignore: decorator
@inline
function addToDocument(document: usize, priors: usize, topic: i32, delta: f32): void {
  const prior = load<f32>(priors + ((<usize>topic) << 2));
  const count = nearest<f32>(load<f32>(document + ((<usize>topic) << 2)) - prior);
  replace(document, topic, count + delta + prior);
}

/** Draws a topic for a token that has none yet. */
// @ts-ignore: decorator
@inline
function drawFirst(side: Side, document: usize): i32 {
  const upToLane = prefixSums(addWeights(document, side.phi, side.runningSums));
  const target = targetOf(random(side), upToLane);
  return load<i32>(topicAt + ((<usize>countUpTo(target, side.runningSums)) << 2));
}
