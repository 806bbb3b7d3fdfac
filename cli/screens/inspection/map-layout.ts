/** The map of topics in cells: a block for each topic, and a name beside it where there is room. */
import type { TopicMap } from '../../../core/inspection/topic-map/topic-map.ts';
import { cellWidth } from '../../components/cells.ts';
import type { Size } from '../../components/line.ts';

export interface MappedTopic {
  readonly topic: number;
  readonly share: number;
  readonly name: string;
}

/** Cells of a topic, from the left and from the top. */
export interface Block {
  readonly topic: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedName {
  readonly topic: number;
  readonly left: number;
  readonly top: number;
  readonly text: string;
}

export interface MapLayout {
  readonly blocks: readonly Block[];
  readonly names: readonly PlacedName[];
}

/** A cell is about twice as high as it is wide. */
const cellHeight = 2;
/** How far a block may be moved from its place, in rows. */
const mostRowsAway = 6;

/**
 * Blocks first, the largest ones where they belong and the others as near as they find room; then the
 * names, that of `current` before those of larger topics.
 *
 * @param topics those that are shown.
 * @returns undefined where there is no room for all of them.
 */
export function layoutMap(
  map: TopicMap,
  topics: readonly MappedTopic[],
  { size, current }: { size: Size; current: number | undefined },
): MapLayout | undefined {
  const sheet = new Sheet(size);
  const byShare = topics.toSorted((a, b) => b.share - a.share || a.topic - b.topic);
  const blocks: Block[] = [];
  for (const { topic } of byShare) {
    const block = sheet.place(wantedBlock(map, topic, size));
    if (block === undefined) return undefined;
    blocks.push(block);
  }
  const order = byShare
    .map(({ name }, place) => ({ name, block: blocks[place]! }))
    .sort((a, b) => Number(b.block.topic === current) - Number(a.block.topic === current));
  const names = order.flatMap(({ name, block }) => sheet.nameBeside(block, name) ?? []);
  return { blocks, names };
}

/** As large a part of the screen as the circle is of the sheet, and as nearly square as cells allow. */
function wantedBlock(map: TopicMap, topic: number, { width, height }: Size): Block {
  const { x, y, radius } = map.circles[topic]!;
  const area = (Math.PI * radius * radius * width * height) / (map.width * map.height);
  const rows = Math.max(1, Math.round(Math.sqrt(area / cellHeight)));
  const columns = Math.max(String(topic).length, Math.round(area / rows));
  return {
    topic,
    left: Math.round((x / map.width) * width - columns / 2),
    top: Math.round((y / map.height) * height - rows / 2),
    width: columns,
    height: rows,
  };
}

/** Which cells of the screen are taken. */
class Sheet {
  readonly #size: Size;
  readonly #taken: Uint8Array;

  constructor(size: Size) {
    this.#size = size;
    this.#taken = new Uint8Array(size.width * size.height);
  }

  /** Takes the free place that is nearest to the wanted one. */
  place(wanted: Block): Block | undefined {
    for (const { right, down } of shifts) {
      const block = { ...wanted, left: wanted.left + right, top: wanted.top + down };
      if (!this.#isFree(block)) continue;
      this.#take(block);
      return block;
    }
    return undefined;
  }

  /** To its right or left, below or above it. */
  nameBeside({ topic, left, top, width, height }: Block, text: string): PlacedName | undefined {
    const long = cellWidth(text);
    const middle = top + Math.floor(height / 2);
    const centred = left + Math.floor((width - long) / 2);
    const places = [
      { left: left + width + 1, top: middle },
      { left: left - long - 1, top: middle },
      { left: centred, top: top + height },
      { left: centred, top: top - 1 },
    ];
    const found = places.find((place) => this.#isFree({ ...place, width: long, height: 1 }));
    if (found === undefined || long === 0) return undefined;
    this.#take({ ...found, width: long, height: 1 });
    return { topic, text, ...found };
  }

  /** With a free cell to its left and right. */
  #isFree({ left, top, width, height }: Omit<Block, 'topic'>): boolean {
    if (left < 0 || top < 0) return false;
    if (left + width > this.#size.width || top + height > this.#size.height) return false;
    for (let row = top; row < top + height; row++) {
      const start = row * this.#size.width;
      const from = start + Math.max(0, left - 1);
      const to = start + Math.min(this.#size.width, left + width + 1);
      if (this.#taken.subarray(from, to).includes(1)) return false;
    }
    return true;
  }

  #take({ left, top, width, height }: Omit<Block, 'topic'>): void {
    for (let row = top; row < top + height; row++) {
      const start = row * this.#size.width + left;
      this.#taken.fill(1, start, start + width);
    }
  }
}

/** Ways to move a block, the shortest first. */
const shifts = Array.from({ length: 2 * mostRowsAway + 1 }, (_, row) => row - mostRowsAway)
  .flatMap((down) =>
    Array.from({ length: 4 * mostRowsAway + 1 }, (_, column) => ({
      down,
      right: column - 2 * mostRowsAway,
    })),
  )
  .map((shift) => ({ ...shift, far: (shift.down * cellHeight) ** 2 + shift.right ** 2 }))
  .sort((a, b) => a.far - b.far);
