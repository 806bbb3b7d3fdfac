/** From place to place with the arrow keys. */

export type Direction = 'left' | 'right' | 'up' | 'down';

interface TopicPlace {
  readonly topic: number;
  readonly x: number;
  /** Grows downwards. */
  readonly y: number;
}

const steps: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The topic that is nearest in a direction, what lies to the side counted double; undefined at the edge. */
export function nextTopic(
  places: readonly TopicPlace[],
  from: number,
  direction: Direction,
): number | undefined {
  const start = places.find(({ topic }) => topic === from);
  if (start === undefined) return undefined;
  const [dx, dy] = steps[direction];
  let best: { topic: number; cost: number } | undefined;
  for (const { topic, x, y } of places) {
    const along = (x - start.x) * dx + (y - start.y) * dy;
    const across = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    if (topic === from || along <= 0) continue;
    const cost = along + 2 * across;
    if (best === undefined || cost < best.cost) best = { topic, cost };
  }
  return best?.topic;
}
