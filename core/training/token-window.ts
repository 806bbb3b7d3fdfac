/**
 * The shared memory through which words and topics reach the workers that lay them out, and topics come
 * back: a slot for each of some workers, and in it one part of the corpus at a time.
 *
 *     slot   words u32 x room, lengths u32 x documents, topics u16 x tokens
 */
import { uint16At, uint32At } from '../memory/arena.ts';
import type { LayoutPart, TokensOfPart } from '../sampler/layout.ts';

export interface TokenWindow {
  readonly address: number;
  readonly numSlots: number;
  readonly bytesOfSlot: number;
  /** Parts are on their way: only in the thread that owns the memory. */
  isBusy: boolean;
}

/** How large it is. */
export type WindowShape = Pick<TokenWindow, 'numSlots' | 'bytesOfSlot'>;

/** A part in a slot. Plain data: it travels in a message. */
export interface PlacedPart {
  readonly part: number;
  readonly address: number;
  readonly room: number;
  readonly numDocuments: number;
  readonly numTokens: number;
}

/**
 * One thread reads the corpus, about twice as fast as a worker lays it out (7 and 13 ns a token of 21 million in
 * short documents, K = 20; 9 and 18 of arXiv, K = 100): more slots would be empty.
 */
const mostSlots = 4;

/** @param parts all that will be laid out. */
export function windowFor(parts: readonly LayoutPart[], numWorkers: number): WindowShape {
  const bytesOfSlot = parts.reduce((most, part) => Math.max(most, bytesOf(part)), 0);
  return { numSlots: Math.min(numWorkers, parts.length, mostSlots), bytesOfSlot };
}

export function windowBytes({ numSlots, bytesOfSlot }: WindowShape): number {
  return numSlots * bytesOfSlot;
}

/** What of it is used while the parts are laid out: few are the largest, and the others leave room in their slots. */
export function usedWindowBytes(parts: readonly LayoutPart[], numWorkers: number): number {
  const { numSlots } = windowFor(parts, numWorkers);
  const largest = parts.map(bytesOf).sort((a, b) => b - a);
  return largest.slice(0, numSlots).reduce((sum, bytes) => sum + bytes, 0);
}

export function placeInSlot(
  { address, bytesOfSlot }: TokenWindow,
  { part, slot }: { part: number; slot: number },
  { room, numTokens, firstDocument, endDocument }: LayoutPart,
): PlacedPart {
  const numDocuments = endDocument - firstDocument;
  return { part, address: address + slot * bytesOfSlot, room, numDocuments, numTokens };
}

export function tokensAt(
  memory: WebAssembly.Memory,
  { address, room, numDocuments, numTokens }: PlacedPart,
): TokensOfPart {
  return {
    words: uint32At(memory, address, room),
    lengths: uint32At(memory, address + 4 * room, numDocuments),
    topics: uint16At(memory, address + 4 * (room + numDocuments), numTokens),
  };
}

/** In whole cache lines: neighbours write to their slots at the same time. */
function bytesOf({ room, numTokens, firstDocument, endDocument }: LayoutPart): number {
  return Math.ceil((4 * (room + endDocument - firstDocument) + 2 * numTokens) / 64) * 64;
}
