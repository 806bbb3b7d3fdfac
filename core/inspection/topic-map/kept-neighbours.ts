/** How far a picture of distances can be trusted. */
import type { Plane } from './classical-scaling.ts';

/**
 * Of each point's closest others by distance, the share that is among its nearest on the plane: the
 * mean over all points, 0 to 1.
 *
 * @param distances n x n, symmetric.
 * @param numNeighbours how many are looked at, below n.
 */
export function keptNeighbours(
  distances: Float64Array,
  { x, y }: Plane,
  numNeighbours: number,
): number {
  const size = x.length;
  let kept = 0;
  for (let row = 0; row < size; row++) {
    const closest = nearest(distances.subarray(row * size, (row + 1) * size), row, numNeighbours);
    const onPlane = Float64Array.from(
      { length: size },
      (_, other) => (x[row] - x[other]) ** 2 + (y[row] - y[other]) ** 2,
    );
    const shown = new Set(nearest(onPlane, row, numNeighbours));
    kept += closest.filter((other) => shown.has(other)).length;
  }
  return kept / (size * numNeighbours);
}

function nearest(distances: Float64Array, self: number, limit: number): number[] {
  return [...distances.keys()]
    .filter((other) => other !== self)
    .sort((a, b) => distances[a] - distances[b] || a - b)
    .slice(0, limit);
}
