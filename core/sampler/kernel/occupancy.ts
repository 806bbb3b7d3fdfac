/**
 * Which groups of 16 topics of each row may hold counts: u64 x ceil(K / 1024) a row. A group that is
 * marked although it holds nothing does no harm. Of rows that are lists it says nothing.
 *
 * Where rows are read whole, one occupancy, all bits set, serves them all.
 */
import { type Arena, uint32At } from '../../memory/arena.ts';
import type { Rows } from '../../memory/rows.ts';
import { isTopic } from '../layout.ts';
import { type Tally, tallyCells, tallyList } from '../tally.ts';
import { numMasks } from './storage.ts';

export interface OccupancyShape {
  readonly numRows: number;
  readonly numTopics: number;
  readonly wholeRows: boolean;
}

export class Occupancy {
  readonly address: number;
  readonly #shape: OccupancyShape;
  readonly #memory: WebAssembly.Memory;

  constructor(arena: Arena, shape: OccupancyShape) {
    const { numRows, numTopics, wholeRows } = shape;
    this.#shape = shape;
    this.#memory = arena.memory;
    this.address = arena.allocate(8 * numMasks(numTopics) * (wholeRows ? 1 : numRows));
    for (let topic = 0; wholeRows && topic < numTopics; topic += 16) this.#mark(0, topic);
  }

  /** The row holds the topic, or may come to. */
  add(row: number, topic: number): void {
    const { wholeRows, numTopics } = this.#shape;
    if (!wholeRows && isTopic(topic, numTopics)) this.#mark(row, topic);
  }

  /** Whatever the rows `first` to `end - 1` hold. */
  addRows(rows: Rows, { first, end }: { first: number; end: number }): void {
    if (this.#shape.wholeRows) return;
    for (let row = first; row < end; row++) {
      if (rows.listAt(row) !== undefined) continue; // says itself what it holds
      const counts = rows.at(row);
      for (let topic = 0; topic < counts.length; topic++) {
        if (counts[topic] === 0) continue;
        this.add(row, topic);
        topic |= 15; // the rest of the group
      }
    }
  }

  #mark(row: number, topic: number): void {
    const numHalves = 2 * numMasks(this.#shape.numTopics); // of 32 bits each
    const masks = uint32At(this.#memory, this.address, (row + 1) * numHalves);
    const group = topic >>> 4;
    masks[row * numHalves + (group >>> 5)] |= 1 << (group & 31);
  }
}

/** As tallyRows, without groups of 16 topics that hold no counts: most of them are so. */
export function tallyOccupied(
  memory: WebAssembly.Memory,
  { occupancyAddress, numTopics }: { occupancyAddress: number; numTopics: number },
  { rows, first, end }: { rows: Rows; first: number; end: number },
  into: Tally,
): void {
  const numHalves = 2 * numMasks(numTopics); // of 32 bits each
  const masks = uint32At(memory, occupancyAddress, end * numHalves);
  for (let row = first; row < end; row++) {
    const list = rows.listAt(row);
    if (list !== undefined) {
      tallyList(list, into);
      continue;
    }
    const counts = rows.at(row);
    for (let group = 0; group < counts.length / 16; group++) {
      if (((masks[row * numHalves + (group >>> 5)] >>> (group & 31)) & 1) === 0) continue;
      tallyCells(counts, { first: 16 * group, end: 16 * (group + 1) }, into);
    }
  }
}
