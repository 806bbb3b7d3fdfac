/** Pushes apart circles that cover each other. */
import type { Plane } from './classical-scaling.ts';

export interface Sheet {
  readonly width: number;
  readonly height: number;
}

/** Room that is left between two circles. */
const gap = 2;
const mostRounds = 300;

/** Moves circles, in place, until none covers another and all lie on the sheet. */
export function pushApart({ x, y }: Plane, radii: Float64Array, sheet: Sheet): void {
  for (let round = 0; round < mostRounds; round++) {
    let hasMoved = false;
    for (let a = 0; a < x.length; a++) {
      for (let b = 0; b < a; b++) {
        if (separate({ x, y }, { a, b, wanted: radii[a] + radii[b] + gap })) hasMoved = true;
      }
    }
    if (!hasMoved) return;
    keepOnSheet({ x, y }, radii, sheet);
  }
}

function separate(
  { x, y }: Plane,
  { a, b, wanted }: { a: number; b: number; wanted: number },
): boolean {
  let [dx, dy] = [x[a] - x[b], y[a] - y[b]];
  if (Math.abs(dx) >= wanted || Math.abs(dy) >= wanted) return false;
  let distance = Math.sqrt(dx * dx + dy * dy);
  if (distance >= wanted - 1e-6) return false;
  // Two at the same place move apart in a direction that their numbers decide.
  if (distance < 1e-9) [dx, dy, distance] = [(a % 3) - 1 || 0.5, (b % 2) - 0.5, 1];
  const share = (wanted - distance) / 2 / distance;
  x[a] += dx * share;
  y[a] += dy * share;
  x[b] -= dx * share;
  y[b] -= dy * share;
  return true;
}

function keepOnSheet({ x, y }: Plane, radii: Float64Array, { width, height }: Sheet): void {
  radii.forEach((radius, place) => {
    x[place] = Math.min(width - radius, Math.max(radius, x[place]));
    y[place] = Math.min(height - radius, Math.max(radius, y[place]));
  });
}
