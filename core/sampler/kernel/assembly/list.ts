// A document's topics as a list: one u32 for each topic it has, topic << 16 | count, sorted by
// topic, so that the same counts always lie in the same order. The list begins at a multiple of
// 16 bytes; the places behind its end hold zeros, up to a whole vector and one more.

import { sumOfInts } from './vectors';

/** Puts one token of a topic into the list of a document. */
export function addToList(entry: usize, topic: i32): void {
  const list = load<usize>(entry);
  const length = load<i32>(entry, 4);
  const place = list + ((<usize>placeOf(list, length, topic)) << 2);
  if (holds(place, list, length, topic)) store<u32>(place, load<u32>(place) + 1);
  else store<i32>(entry, insert(list, length, place, topic), 4);
}

/**
 * Takes one token of the topic at a place out of the list and puts one of `topic` in.
 *
 * @param drawnPlace where the topic is in the list; else it is looked for.
 */
export function moveInList(entry: usize, place: i32, topic: i32, drawnPlace: i32): void {
  const length = load<i32>(entry, 4);
  const isKnown = <u32>drawnPlace < <u32>length;
  const toPlace = isKnown ? drawnPlace : placeOf(load<usize>(entry), length, topic);
  moveToPlace(entry, place, topic, toPlace);
}

/** The same. @param toPlace where the topic is in the list, or belongs. */
// @ts-ignore: decorator
@inline
function moveToPlace(entry: usize, place: i32, topic: i32, toPlace: i32): void {
  const list = load<usize>(entry);
  const length = load<i32>(entry, 4);
  const from = list + ((<usize>place) << 2);
  const to = list + ((<usize>toPlace) << 2);
  const isGone = (load<u32>(from) & 0xffff) == 1;
  const isNew = !holds(to, list, length, topic);
  if (!isNew) store<u32>(to, load<u32>(to) + 1);
  if (!isGone) store<u32>(from, load<u32>(from) - 1);
  if (isGone && isNew) replaceEntry(from, to, topic);
  else if (isGone) store<i32>(entry, remove(list, length, from), 4);
  else if (isNew) store<i32>(entry, insert(list, length, to, topic), 4);
}

/** One topic leaves and another enters: only entries between them move (half of all changes). */
function replaceEntry(from: usize, to: usize, topic: i32): void {
  let at = from;
  if (at < to) {
    for (; at + 20 <= to; at += 16) v128.store(at, v128.load(at, 4));
    for (; at + 4 < to; at += 4) store<u32>(at, load<u32>(at, 4));
  } else {
    for (; at >= to + 16; at -= 16) v128.store(at - 12, v128.load(at - 16));
    for (; at > to; at -= 4) store<u32>(at, load<u32>(at - 4));
  }
  store<u32>(at, ((<u32>topic) << 16) | 1);
}

/** @returns the new length. */
function remove(list: usize, length: i32, place: usize): i32 {
  const end = list + ((<usize>length) << 2);
  let at = place;
  do {
    v128.store(at, v128.load(at, 4)); // the zeros behind the end move up with the rest
    at += 16;
  } while (at < end);
  return length - 1;
}

/** @returns the new length. */
function insert(list: usize, length: i32, place: usize, topic: i32): i32 {
  let from = list + ((<usize>length) << 2);
  while (from >= place + 16) {
    from -= 16;
    v128.store(from, v128.load(from), 4);
  }
  while (from > place) {
    from -= 4;
    store<u32>(from, load<u32>(from), 4);
  }
  store<u32>(place, ((<u32>topic) << 16) | 1);
  return length + 1;
}

// @ts-ignore: decorator
@inline
function holds(place: usize, list: usize, length: i32, topic: i32): bool {
  return place < list + ((<usize>length) << 2) && load<u32>(place) >>> 16 == <u32>topic;
}

/** How many topics of the list are below `topic`: where it is, or belongs. */
// @ts-ignore: decorator
@inline
function placeOf(list: usize, length: i32, topic: i32): i32 {
  const wanted = i32x4.splat(topic);
  let below = i32x4.splat(0);
  let at = list;
  const end = list + ((<usize>length) << 2);
  do {
    below = i32x4.sub(below, i32x4.lt_s(i32x4.shr_u(v128.load(at), 16), wanted));
    at += 16;
  } while (at < end);
  // Zeros behind the end look like topic 0, and so below every other topic.
  const numZeros = <i32>((at - list) >> 2) - length;
  return sumOfInts(below) - (topic > 0 ? numZeros : 0);
}
