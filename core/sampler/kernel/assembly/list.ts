// A document's topics as a list: one u32 for each topic it has, topic << 16 | count, sorted by
// topic, so that the same counts always lie in the same order. The list begins at a multiple of
// 16 bytes; the places behind its end hold zeros, up to a whole vector and one more.

import { sumOfInts } from './vectors';

/** Takes one token of topic `old` out of the list (if old >= 0) and puts one of `topic` in. */
export function moveInList(entry: usize, old: i32, topic: i32): void {
  const list = load<usize>(entry);
  let length = load<i32>(entry, 4);
  if (old >= 0) length = removeFromList(list, length, old);
  store<i32>(entry, insertIntoList(list, length, topic), 4);
}

/** @returns the new length. */
function removeFromList(list: usize, length: i32, topic: i32): i32 {
  let at = list + (<usize>placeOf(list, length, topic) << 2);
  const left = load<u32>(at) - 1;
  if ((left & 0xffff) != 0) {
    store<u32>(at, left);
    return length;
  }
  const end = list + (<usize>length << 2);
  do {
    v128.store(at, v128.load(at, 4)); // the zeros behind the end move up with the rest
    at += 16;
  } while (at < end);
  return length - 1;
}

/** @returns the new length. */
function insertIntoList(list: usize, length: i32, topic: i32): i32 {
  const at = list + (<usize>placeOf(list, length, topic) << 2);
  const end = list + (<usize>length << 2);
  if (at < end && load<u32>(at) >>> 16 == <u32>topic) {
    store<u32>(at, load<u32>(at) + 1);
    return length;
  }
  let from = end;
  while (from >= at + 16) {
    from -= 16;
    v128.store(from, v128.load(from), 4);
  }
  while (from > at) {
    from -= 4;
    store<u32>(from, load<u32>(from), 4);
  }
  store<u32>(at, (<u32>topic << 16) | 1);
  return length + 1;
}

/** How many topics of the list are below `topic`: where it is, or belongs. */
// @ts-ignore: decorator
@inline
function placeOf(list: usize, length: i32, topic: i32): i32 {
  const wanted = i32x4.splat(topic);
  let below = i32x4.splat(0);
  let at = list;
  const end = list + (<usize>length << 2);
  do {
    below = i32x4.sub(below, i32x4.lt_s(i32x4.shr_u(v128.load(at), 16), wanted));
    at += 16;
  } while (at < end);
  // Zeros behind the end look like topic 0, and so below every other topic.
  const numZeros = <i32>((at - list) >> 2) - length;
  return sumOfInts(below) - (topic > 0 ? numZeros : 0);
}


