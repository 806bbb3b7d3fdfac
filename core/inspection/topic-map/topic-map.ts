/** The map of topics: topics whose words are alike lie near each other. */
import { hellingerDistances, type TopicWordCounts } from '../../evaluation/topic-distance.ts';
import { classicalScaling, type Plane } from './classical-scaling.ts';
import { keptNeighbours } from './kept-neighbours.ts';
import { embedNeighbours } from './neighbour-embedding.ts';
import { pushApart, type Sheet } from './push-apart.ts';

/** A circle for each topic, on a sheet of `width` x `height`; y grows downwards. */
export interface TopicMap extends Sheet {
  readonly circles: readonly TopicCircle[];
  /** How many neighbours of each topic were looked at; 0 where there are too few topics. */
  readonly numNeighbours: number;
  /** Of a topic's closest ones by their words, how many are among its nearest here, on average. */
  readonly keptNeighbours: number;
}

export interface TopicCircle {
  readonly x: number;
  readonly y: number;
  /** Its area is in proportion to the topic's tokens. */
  readonly radius: number;
}

export const sheet: Sheet = { width: 1000, height: 800 };
/** The part of the sheet that all circles together cover. */
const coverage = 0.14;
/** A sheet without a margin would cut the names beside the circles. */
const margin = 50;
const leastRadius = 3;
const usualNeighbours = 5;
/** A step takes K x K: with more topics there are fewer. */
const [manySteps, fewSteps, manyTopics] = [600, 250, 300];
/** With more topics than this, distances alone would take gigabytes, and a map would show nothing. */
export const mostMappedTopics = 3000;

/**
 * Lays out topics by the Hellinger distances of their words: classical scaling as the start, t-SNE
 * from there, overlaps pushed apart. The same topics give the same map, to the last bit.
 *
 * Near topics share words; directions and large distances mean nothing. How many neighbours are kept
 * is measured on the finished map.
 *
 * @param topics their words and counts, K of them, at most `mostMappedTopics`.
 * @param numWords words are numbered below this.
 * @param report told how much is done, from 0 to 1.
 */
export function mapTopics(
  topics: readonly TopicWordCounts[],
  numWords: number,
  report: (share: number) => void = () => undefined,
): TopicMap {
  const numTopics = topics.length;
  const distances = topicDistances(topics, numWords);
  const places = numTopics <= 3 ? fixedPlaces(numTopics) : embedded(distances, report);
  const radii = radiiOf(topics);
  fitOnto(places, sheet);
  pushApart(places, radii, sheet);
  const numNeighbours = numTopics > usualNeighbours + 1 ? usualNeighbours : 0;
  return {
    ...sheet,
    circles: Array.from(radii, (radius, topic) => ({
      x: tenths(places.x[topic]),
      y: tenths(places.y[topic]),
      radius: tenths(radius),
    })),
    numNeighbours,
    keptNeighbours:
      numNeighbours === 0 ? 0 : numNeighbours * keptNeighbours(distances, places, numNeighbours),
  };
}

/** Distances of all pairs; 0 of a topic from itself, also where it has no token. */
function topicDistances(topics: readonly TopicWordCounts[], numWords: number): Float64Array {
  const { values } = hellingerDistances(topics, topics, numWords);
  for (let topic = 0; topic < topics.length; topic++) values[topic * (topics.length + 1)] = 0;
  return values;
}

function embedded(distances: Float64Array, report: (share: number) => void): Plane {
  const numTopics = Math.sqrt(distances.length);
  const numSteps = numTopics > manyTopics ? fewSteps : manySteps;
  return embedNeighbours(distances, classicalScaling(distances, numTopics), { numSteps, report });
}

/** Of so few topics, distances say nothing that a picture could show. */
function fixedPlaces(numTopics: number): Plane {
  const x = [[0.5], [0, 1], [0, 1, 0.5]][numTopics - 1] ?? [];
  const y = [[0.5], [0.5, 0.5], [1, 1, 0]][numTopics - 1] ?? [];
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}

function radiiOf(topics: readonly TopicWordCounts[]): Float64Array {
  const tokens = topics.map(({ counts }) => Array.from(counts).reduce((sum, n) => sum + n, 0));
  const total = tokens.reduce((sum, value) => sum + value, 0) || 1;
  const area = coverage * sheet.width * sheet.height;
  return Float64Array.from(tokens, (value) =>
    Math.max(leastRadius, Math.sqrt((value / total) * area * (1 / 3.141592653589793))),
  );
}

/** Stretches places, in place, over the sheet within its margin. */
function fitOnto({ x, y }: Plane, { width, height }: Sheet): void {
  stretch(x, width);
  stretch(y, height);
}

function stretch(values: Float64Array, length: number): void {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const spread = values.reduce((a, b) => Math.max(a, b), -Infinity) - least;
  for (let place = 0; place < values.length; place++) {
    const part = spread > 0 ? (values[place] - least) / spread : 0.5;
    values[place] = margin + part * (length - 2 * margin);
  }
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
