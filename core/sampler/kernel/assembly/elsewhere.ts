// What a token that is drawn by its word (by-word.ts) does not find among its word's topics: the part
//
//     sum over k of (n_dk + alpha_k) beta inverse_k
//
// of the conditional, which is never computed. The inverses are frozen when a tile begins, and with
// them the mass of each document and of the priors; since then no inverse has grown by more than a
// factor g. So g times the frozen part bounds it. A topic drawn from the frozen part is accepted with
// probability inverse_k / (g frozen_k); if it is not, everything is drawn again. That is exact. The part
// is 10% of the mass of AP's tokens (K = 1000, after 40 sweeps), 6% of 20 Newsgroups', 2% of NIPS's.
//
// A bound for all topics, their number of tokens times the largest inverse, costs nothing to keep
// and is as tight as long as all topics are in use. With one that is empty, a third of NIPS's
// time went into draws in vain, and it took 1.65 times as long.

import { countIn, endOfNewTopics, newTopics, sortNewTopics } from './expanded';
import {
  alpha,
  betaSum,
  frozenDivisor,
  frozenInverse,
  inverse,
  numTopics,
  priorSums,
  rowBytes,
  totals,
} from './model';
import { random } from './random';
import { left } from './side';

/** Sum over all topics of alpha_k frozen_k. */
export let priorMass: f32 = 0;
/** No inverse has grown by more than this factor since they were frozen. */
export let growth: f32 = 1;

/** When a tile begins. */
export function freezeInverses(): void {
  growth = 1;
  for (let at: usize = 0; at < rowBytes; at += 16) {
    v128.store(frozenInverse + at, v128.load(inverse + at));
    const counts = f32x4.convert_i32x4_s(v128.load(totals + at));
    v128.store(frozenDivisor + at, f32x4.add(counts, f32x4.splat(betaSum)));
  }
  let sum: f32 = 0;
  for (let topic = 0; topic < numTopics; topic++) {
    const at = (<usize>topic) << 2;
    store<f32>(priorSums + at, sum);
    sum += load<f32>(alpha + at) * load<f32>(frozenInverse + at);
  }
  priorMass = sum;
}

/** By which factor a topic's inverse has grown, if it is `now`. */
// @ts-ignore: decorator
@inline
export function growthOf(topic: i32, now: f32): f32 {
  return now * load<f32>(frozenDivisor + ((<usize>topic) << 2));
}

// @ts-ignore: decorator
@inline
export function raiseGrowth(factor: f32): void {
  growth = max<f32>(growth, factor);
}

/**
 * Proposes a topic from the frozen part, and accepts it or not.
 *
 * @param entry of the document, and its expanded counts.
 * @param old topic of the token at hand, which is taken out of `inverse`, but not of the document.
 * @param mass of the document without the token, and of the priors.
 * @param most what no inverse has grown by.
 * @returns -1 if it is not accepted.
 */
// @ts-ignore: decorator
@inline
export function propose(entry: usize, counts: usize, old: i32, mass: f32, most: f32): i32 {
  const target = random(left) * mass;
  const topic =
    target < priorMass ? ofPriors(target) : ofDocument(entry, counts, old, target - priorMass);
  if (topic < 0) return -1;
  const now = load<f32>(inverse + ((<usize>topic) << 2));
  return random(left) * most < growthOf(topic, now) ? topic : -1;
}

/**
 * Walks the topics of the list, and between them the new ones, in the order in which the list will have
 * them all.
 *
 * @returns -1 when rounding leaves no topic for the target.
 */
// @ts-ignore: decorator
@inline
function ofDocument(entry: usize, counts: usize, old: i32, target: f32): i32 {
  const list = load<usize>(entry);
  const end = list + ((<usize>load<i32>(entry, 4)) << 2);
  sortNewTopics(counts);
  const endOfNew = endOfNewTopics(counts);
  let place = newTopics(counts);
  let next = place < endOfNew ? <i32>load<u16>(place) : NO_MORE;
  let rest = target;
  for (let at = list; at < end; at += 4) {
    const topic = <i32>load<u16>(at, 2);
    while (next < topic) {
      rest -= frozenMass(next, counts, old);
      if (rest < 0) return next;
      place += 2;
      next = place < endOfNew ? <i32>load<u16>(place) : NO_MORE;
    }
    rest -= frozenMass(topic, counts, old);
    if (rest < 0) return topic;
  }
  for (; place < endOfNew; place += 2) {
    next = <i32>load<u16>(place);
    rest -= frozenMass(next, counts, old);
    if (rest < 0) return next;
  }
  return -1;
}

/** Above all topics. */
const NO_MORE = 0x10000;

/** Of a topic of the document, without the token at hand. */
// @ts-ignore: decorator
@inline
function frozenMass(topic: i32, counts: usize, old: i32): f32 {
  const inverseOfTopic = load<f32>(frozenInverse + ((<usize>topic) << 2));
  return <f32>(countIn(counts, topic) - i32(topic == old)) * inverseOfTopic;
}

/** The topic whose part of priorMass a target falls on. */
// @ts-ignore: decorator
@inline
function ofPriors(target: f32): i32 {
  let first = 0;
  let number = numTopics;
  while (number > 1) {
    const half = number >> 1;
    if (load<f32>(priorSums + ((<usize>(first + half)) << 2)) <= target) first += half;
    number -= half;
  }
  return first;
}
