/** Has the workers lay out the corpus, part by part, and read the topics of its tokens back. */
import { startsOf } from '../corpus/document-sample.ts';
import type { Grid } from '../corpus/grid.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import { assert } from '../errors.ts';
import type { Arena } from '../memory/arena.ts';
import type { BlockStretch, TokenLayout } from '../sampler/layout.ts';
import { type PlacedPart, type TokenWindow, placeInSlot, tokensAt } from './token-window.ts';
import type { StoredState, TrainerOptions } from './trainer-options.ts';
import { untilOthersRan } from './until-others-ran.ts';

/** What is laid out, and how it reaches the workers. */
export interface Laying {
  readonly arena: Pick<Arena, 'memory'>;
  readonly grid: Grid;
  /** Those of this process. */
  readonly blocks: BlockStretch;
  readonly layout: TokenLayout;
  readonly window: TokenWindow;
}

/** Has a worker do with a part what is to be done. */
export type PerformPart = (worker: number, placed: PlacedPart) => Promise<unknown>;

export async function layParts(
  { source, start, signal, onProgress }: TrainerOptions,
  laying: Laying,
  perform: PerformPart,
): Promise<void> {
  const { layout, arena } = laying;
  const { parts } = layout;
  const give = giver(laying, source, start);
  let numTaken = 0;
  await dealParts(laying, { first: 0, end: parts.length }, async (worker, placed) => {
    signal?.throwIfAborted();
    give(placed);
    await perform(worker, placed);
    layout.take(placed.part, tokensAt(arena.memory, placed).words);
    onProgress?.(++numTaken / parts.length);
  });
}

/** @returns the topics of one block after the other, in document order. */
export async function* readTopics(
  source: TokenSource,
  laying: Laying,
  perform: PerformPart,
): AsyncGenerator<Uint16Array> {
  const { arena, layout } = laying;
  const give = giver(laying, source);
  for (const { first, end, tokensOfBlocks } of someBlocks(laying)) {
    const starts = startsOf(
      Uint32Array.from(layout.parts.slice(first, end), ({ numTokens }) => numTokens),
    );
    const topics = new Uint16Array(starts[end - first]);
    await dealParts(laying, { first, end }, async (worker, placed) => {
      give(placed);
      await perform(worker, placed);
      topics.set(tokensAt(arena.memory, placed).topics, starts[placed.part - first]);
    });
    let read = 0;
    for (const numTokens of tokensOfBlocks) yield topics.subarray(read, (read += numTokens));
  }
}

/** Blocks whose topics are read together: so many that each slot has a part. */
function* someBlocks({
  layout: { parts },
  window: { numSlots },
  blocks,
}: Laying): Generator<{ first: number; end: number; tokensOfBlocks: number[] }> {
  let [first, end] = [0, 0];
  let tokensOfBlocks: number[] = [];
  for (let block = blocks.first; block < blocks.end; block++) {
    let numTokens = 0;
    for (; end < parts.length && parts[end].block === block; end++)
      numTokens += parts[end].numTokens;
    tokensOfBlocks.push(numTokens);
    if (end - first < numSlots && block + 1 < blocks.end) continue;
    yield { first, end, tokensOfBlocks };
    [first, tokensOfBlocks] = [end, []];
  }
}

/**
 * Has something done for each of some parts, one at a time in each slot.
 *
 * @param perform what is done for a part that is to be in the slot of a worker; it begins in the order of
 *   the parts. When it fails for one, no other begins, and its error is thrown when none is under way.
 */
async function dealParts(
  { layout, window }: Laying,
  { first, end }: { first: number; end: number },
  perform: (worker: number, placed: PlacedPart) => Promise<void>,
): Promise<void> {
  assert(!window.isBusy, 'topics are read by one at a time');
  window.isBusy = true;
  let next = first;
  const serve = async (slot: number) => {
    for (;;) {
      await untilOthersRan();
      if (next >= end) return;
      const part = next++;
      await perform(slot, placeInSlot(window, { part, slot }, layout.parts[part]));
    }
  };
  const served = Array.from({ length: window.numSlots }, (_, slot) =>
    serve(slot).catch((error: unknown) => {
      next = end;
      throw error;
    }),
  );
  await Promise.allSettled(served);
  window.isBusy = false;
  await Promise.all(served); // throws what one has thrown
}

/** What puts the tokens of a part into the window; parts come in order. */
function giver(
  laying: Laying,
  source: TokenSource,
  start?: StoredState,
): (placed: PlacedPart) => void {
  const { layout, arena } = laying;
  const wordsOf = partReader(laying, {
    newRoom: (length): Uint32Array => new Uint32Array(length),
    read: (...documents) => source.readWords(...documents),
  });
  const topicsOf =
    start &&
    partReader(laying, {
      newRoom: (length): Uint16Array => new Uint16Array(length),
      read: (...documents) => start.readTopics(...documents),
    });
  return (placed) => {
    const { firstDocument, endDocument } = layout.parts[placed.part];
    const { words, lengths, topics } = tokensAt(arena.memory, placed);
    words.set(wordsOf(placed.part));
    lengths.set(source.documentLengths.subarray(firstDocument, endDocument));
    if (topicsOf !== undefined) topics.set(topicsOf(placed.part));
  };
}

/** How documents are read, into some room or elsewhere. */
interface Reading<Numbers> {
  readonly newRoom: (length: number) => Numbers;
  readonly read: (first: number, end: number, into: Numbers) => Numbers;
}

/**
 * What reads parts of blocks, in order: some sources can read no less than a block. One room serves all
 * blocks, for sources that use it: new arrays for each would set the peak memory of a large run.
 */
function partReader<Numbers extends Uint32Array | Uint16Array>(
  { grid: { blockStarts }, layout: { parts } }: Laying,
  { newRoom, read }: Reading<Numbers>,
): (part: number) => Numbers {
  const tokensOf = (block: number) =>
    parts.reduce((sum, part) => sum + (part.block === block ? part.numTokens : 0), 0);
  let room = newRoom(0);
  let opened: { readonly block: number; readonly numbers: Numbers; taken: number } | undefined;
  return (part) => {
    const { block, numTokens } = parts[part];
    if (opened?.block !== block) {
      const length = tokensOf(block);
      if (length > room.length) room = newRoom(length);
      const into = room.subarray(0, length) as Numbers;
      const numbers = read(blockStarts[block], blockStarts[block + 1], into);
      assert(numbers.length === length, 'a block is given all of its tokens');
      opened = { block, numbers, taken: 0 };
    }
    const first = opened.taken;
    opened.taken += numTokens;
    return opened.numbers.subarray(first, opened.taken) as Numbers;
  };
}
