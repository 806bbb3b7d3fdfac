// Where a run goes on from topics that its tokens have: counts them in the rows of their words. Whoever has
// a range counts all of it, block by block, so that nobody else adds to these rows meanwhile.

import { addTo } from './counts';
import { numTopics } from './model';
import {
  BYTE,
  LIST,
  SHORT,
  endOfRow,
  endRowAt,
  entryOf,
  firstOfRow,
  listTopic,
  rowOf,
  widthOf,
} from './narrow-rows';
import {
  TILE_BYTES,
  endOfRunsOf,
  endOfTilesOf,
  firstRunOf,
  firstTileOf,
  firstTokenOf,
  groupsOf,
} from './runs';
import { occupy } from './word';

/** @param topicTotals int32 x stride: to which they are added, too. */
export function countUnit(unit: i32, topicTotals: usize): void {
  const end = endOfTilesOf(unit);
  for (let tile = firstTileOf(unit); tile < end; tile += TILE_BYTES) countTile(tile, topicTotals);
}

function countTile(tile: usize, topicTotals: usize): void {
  const endOfRuns = endOfRunsOf(tile);
  let token = firstTokenOf(tile);
  for (let run = firstRunOf(tile); run < endOfRuns; run += 8) {
    const end = token + ((<usize>load<u32>(run, 4)) << 2);
    countRun(load<u32>(run), token, end, topicTotals);
    token = end;
  }
}

// @ts-ignore: decorator
@inline
function countRun(word: u32, first: usize, end: usize, topicTotals: usize): void {
  const row = rowOf(word);
  const width = widthOf(word);
  const groups = groupsOf(word);
  for (let token = first; token < end; token += 4) {
    const topic = <i32>load<u16>(token, 2);
    if (topic >= numTopics) continue; // it has none yet
    addTo(topicTotals, topic, 1);
    if (width == LIST) {
      addToRow(row, topic);
      continue;
    }
    addToCell(row, width, topic);
    occupy(groups, topic);
  }
}

// @ts-ignore: decorator
@inline
function addToCell(row: usize, width: i32, topic: i32): void {
  const cell = row + ((<usize>topic) << width);
  if (width == BYTE) store<u8>(cell, load<u8>(cell) + 1);
  else if (width == SHORT) store<u16>(cell, load<u16>(cell) + 1);
  else store<i32>(cell, load<i32>(cell) + 1);
}

/** One token more of a topic in a listed row. */
// @ts-ignore: decorator
@inline
function addToRow(row: usize, topic: i32): void {
  const first = firstOfRow(row);
  const end = endOfRow(row);
  let at = end;
  while (at > first && <i32>load<u16>(at - 2) > topic) at -= 4;
  if (at > first && <i32>load<u16>(at - 2) == topic) store<u32>(at - 4, load<u32>(at - 4) + 1);
  else endRowAt(row, listTopic(row, end, entryOf(topic, 1)));
}
