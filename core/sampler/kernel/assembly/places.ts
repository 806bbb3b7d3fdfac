// Where a draw among some places falls: four places to a vector, and each lane with its running sums
// (running-sums.ts draws them). Here places are dealt to the lanes in turn: a list's, or a word's topics.

import { laneMask, runningSums } from './model';

/**
 * Whether a target lies between the running sums before and at a place.
 *
 * @param inLane the target, less what the lanes before hold.
 */
// @ts-ignore: decorator
@inline
export function isAtPlace(place: i32, inLane: v128): bool {
  const step = runningSums + ((<usize>(place >> 2)) << 4);
  const isAt = v128.and(f32x4.ge(inLane, v128.load(step - 16)), f32x4.lt(inLane, v128.load(step)));
  return v128.any_true(v128.and(isAt, laneMask(place)));
}

/**
 * The place that a target falls on.
 *
 * @param end of the running sums; one vector behind it is written.
 */
// @ts-ignore: decorator
@inline
export function placeOfTarget(target: f32, inLane: v128, upToLane: v128, end: usize): i32 {
  const lane = popcnt(i32x4.bitmask(f32x4.ge(f32x4.splat(target), upToLane)));
  let steps = i32x4.splat(0);
  let at = runningSums;
  do {
    steps = i32x4.sub(steps, f32x4.le(v128.load(at), inLane));
    at += 16;
  } while (at < end);
  v128.store(end, steps);
  const last = <i32>((end - runningSums) >> 4) - 1;
  return (min<i32>(load<i32>(end + ((<usize>lane) << 2)), last) << 2) + lane;
}
