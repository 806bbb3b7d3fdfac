/** t-SNE, every pair of points counted: near points stay near. */
import { decay } from '../../special-functions/exponential.ts';
import { ln } from '../../special-functions/logarithm.ts';
import type { Plane } from './classical-scaling.ts';

/** About how many neighbours a point attends to. */
const mostPerplexity = 8;
/** In the first part of the descent neighbours attract each other more strongly. */
const exaggeration = 4;
const exaggeratedPart = 0.2;
/** The spread of the points at the start. */
const startSpread = 1e-2;

/**
 * Moves points so that their neighbours are those of the given distances. It uses no random
 * numbers: the same distances give the same places, to the last bit on every machine.
 *
 * Source: van der Maaten and Hinton, "Visualizing data using t-SNE", JMLR 9 (2008); started from
 * classical scaling as Kobak and Berens advise (Nature Communications 10, 2019).
 *
 * @param distances n x n, symmetric; n at least 4.
 * @param start where the points begin; only their arrangement counts, not its size.
 * @param options.report told before each step how much is done, in [0, 1).
 */
export function embedNeighbours(
  distances: Float64Array,
  start: Plane,
  { numSteps, report }: { numSteps: number; report: (share: number) => void },
): Plane {
  const size = start.x.length;
  const affinities = symmetricAffinities(distances, size);
  const descent = new Descent(affinities, scaled(start, startSpread));
  for (let step = 0; step < numSteps; step++) {
    report(step / numSteps);
    const isEarly = step < numSteps * exaggeratedPart;
    descent.step({ attraction: isEarly ? exaggeration : 1, momentum: isEarly ? 0.5 : 0.8 });
  }
  return descent.places;
}

/** p_ij: how probable it is to take i and j for neighbours; all add up to 1. */
function symmetricAffinities(distances: Float64Array, size: number): Float64Array {
  const perplexity = Math.min(mostPerplexity, (size - 1) / 3);
  const conditional = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const ofRow = conditional.subarray(row * size, (row + 1) * size);
    fillAffinities(distances.subarray(row * size, (row + 1) * size), { row, perplexity }, ofRow);
  }
  const affinities = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = conditional[row * size + column] + conditional[column * size + row];
      affinities[row * size + column] = Math.max(1e-12, sum / (2 * size));
    }
  }
  return affinities;
}

/** The affinities of one point, with the precision at which it has `perplexity` neighbours. */
function fillAffinities(
  distances: Float64Array,
  { row, perplexity }: { row: number; perplexity: number },
  affinities: Float64Array,
): void {
  let least = 1e9;
  distances.forEach((distance, other) => {
    if (other !== row) least = Math.min(least, distance * distance);
  });
  const wanted = ln(perplexity);
  let [low, high] = [0, Infinity];
  let precision = 10;
  for (let round = 0; round < 60; round++) {
    let sum = 0;
    let weighted = 0;
    for (let other = 0; other < distances.length; other++) {
      const beyond = distances[other] * distances[other] - least;
      const value = other === row ? 0 : decay(precision * Math.max(0, beyond));
      affinities[other] = value;
      sum += value;
      weighted += value * beyond;
    }
    const entropy = ln(sum) + (precision * weighted) / sum;
    for (let other = 0; other < distances.length; other++) affinities[other] /= sum;
    if (entropy > wanted) low = precision;
    else high = precision;
    precision = high === Infinity ? precision * 2 : (low + high) / 2;
  }
}

function scaled({ x, y }: Plane, spread: number): Plane {
  const size = x.length;
  const squares = x.reduce((sum, value, place) => sum + value * value + y[place] * y[place], 0);
  const factor = squares > 0 ? spread / Math.sqrt(squares / size) : 0;
  // Points at one place would always stay together, so each starts slightly beside the others.
  return {
    x: x.map((value, place) => value * factor + (spread * place) / (1000 * size)),
    y: y.map((value, place) => value * factor + (spread * ((place * 7) % size)) / (1000 * size)),
  };
}

/** Gradient descent with momentum, and a rate of its own for every coordinate. */
class Descent {
  readonly places: Plane;
  readonly #affinities: Float64Array;
  readonly #rate: number;
  readonly #kernel: Float64Array;
  readonly #coordinates: readonly Coordinate[];

  constructor(affinities: Float64Array, start: Plane) {
    const size = start.x.length;
    this.places = start;
    this.#affinities = affinities;
    this.#rate = Math.max(size / (4 * exaggeration), 10);
    this.#kernel = new Float64Array(size * size);
    this.#coordinates = [start.x, start.y].map((values) => ({
      values,
      speeds: new Float64Array(size),
      gains: new Float64Array(size).fill(1),
      slopes: new Float64Array(size),
    }));
  }

  step({ attraction, momentum }: { attraction: number; momentum: number }): void {
    this.#findSlopes(attraction);
    for (const coordinate of this.#coordinates) move(coordinate, { rate: this.#rate, momentum });
  }

  #findSlopes(attraction: number): void {
    const [{ values: x, slopes: slopesX }, { values: y, slopes: slopesY }] = this.#coordinates;
    const size = x.length;
    const kernel = this.#kernel;
    let sum = 0;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < a; b++) {
        const [dx, dy] = [x[a] - x[b], y[a] - y[b]];
        const value = 1 / (1 + dx * dx + dy * dy);
        kernel[a * size + b] = value;
        sum += 2 * value;
      }
    }
    slopesX.fill(0);
    slopesY.fill(0);
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < a; b++) {
        const value = kernel[a * size + b];
        const pull = 4 * (attraction * this.#affinities[a * size + b] - value / sum) * value;
        const [dx, dy] = [pull * (x[a] - x[b]), pull * (y[a] - y[b])];
        slopesX[a] += dx;
        slopesX[b] -= dx;
        slopesY[a] += dy;
        slopesY[b] -= dy;
      }
    }
  }
}

interface Coordinate {
  readonly values: Float64Array;
  readonly speeds: Float64Array;
  readonly gains: Float64Array;
  readonly slopes: Float64Array;
}

function move(
  { values, speeds, gains, slopes }: Coordinate,
  { rate, momentum }: { rate: number; momentum: number },
): void {
  for (let place = 0; place < values.length; place++) {
    const goesOn = slopes[place] > 0 !== speeds[place] > 0;
    gains[place] = Math.max(0.01, goesOn ? gains[place] + 0.2 : gains[place] * 0.8);
    speeds[place] = momentum * speeds[place] - rate * gains[place] * slopes[place];
    values[place] += speeds[place];
  }
}
