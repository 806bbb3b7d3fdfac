// The topics of the word at hand, one behind the other: what a token walks that is drawn by its word
// (by-word.ts). The places behind the last one up to a whole vector stand for no topic.

import { endOfCounts } from './expanded';
import { alpha, inverse, numMasks, wordAlphas, wordCells, wordPlaces, wordShares } from './model';
import { nonZeros } from './vectors';

/** How many topics the word has, or had since its run began. */
export let numOfWord: i32 = 0;

/** Lists the topics of a row. Groups that turn out to be empty lose their bit. */
export function openWordTopics(row: usize, groups: usize): void {
  numOfWord = 0;
  for (let mask = 0; mask < numMasks; mask++) {
    const bits = load<u64>(groups + ((<usize>mask) << 3));
    let rest = bits;
    let kept = bits;
    while (rest != 0) {
      const bit = <i32>ctz(rest);
      rest &= rest - 1;
      if (!listGroup(row, ((mask << 6) + bit) << 4)) kept &= ~((<u64>1) << bit);
    }
    if (kept != bits) store<u64>(groups + ((<usize>mask) << 3), kept);
  }
  closeList();
}

/** @returns whether any of the group's 16 topics has counts. */
// @ts-ignore: decorator
@inline
function listGroup(row: usize, first: i32): bool {
  let rest = nonZeros(row + ((<usize>first) << 2));
  if (rest == 0) return false;
  do {
    const topic = first + ctz(rest);
    rest &= rest - 1;
    const at = (<usize>topic) << 2;
    put(topic, <f32>load<i32>(row + at) * load<f32>(inverse + at));
  } while (rest != 0);
  return true;
}

// @ts-ignore: decorator
@inline
function put(topic: i32, share: f32): void {
  const at = (<usize>numOfWord) << 2;
  store<i32>(wordCells + at, topic << 1);
  store<f32>(wordShares + at, share);
  store<f32>(wordAlphas + at, load<f32>(alpha + ((<usize>topic) << 2)));
  store<u16>(wordPlaces + ((<usize>topic) << 1), <u16>numOfWord);
  numOfWord++;
}

// @ts-ignore: decorator
@inline
function closeList(): void {
  const at = (<usize>numOfWord) << 2;
  v128.store(wordCells + at, i32x4.splat(<i32>endOfCounts()));
  v128.store(wordShares + at, i32x4.splat(0));
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
  return load<i32>(wordCells + ((<usize>place) << 2)) >> 1;
}

/** Sets the share of a topic, which may be new to the word. */
// @ts-ignore: decorator
@inline
export function setShare(topic: i32, share: f32): void {
  const place = placeInWord(topic); // of any word before, if not of this one
  if (place < numOfWord && topicInWord(place) == topic) {
    store<f32>(wordShares + ((<usize>place) << 2), share);
  } else {
    put(topic, share);
    closeList();
  }
}
