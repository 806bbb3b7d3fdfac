/** What pairs of chains say. */
import { median } from '../median.ts';
import { type Chain, type Point, type SamplerName, samplers } from './chains.ts';

/** Pairs of chains of one corpus, with as many seeds; figures are means over them. */
export interface StartRow {
  readonly corpus: string;
  readonly numTopics: number;
  readonly numSeeds: number;
  /** What the start costs, in visits of each token. */
  readonly startVisits: number;
  /** Until the mean likelihood of before at each of `levels`; null where not all chains came to it. */
  readonly toLevels: readonly (TimeTo | null)[];
  /** The sweep after which all chains end. */
  readonly end: number;
  readonly before: Spread;
  readonly now: Spread;
  /** Tokens per CPU second beside before, from `settled` to the end, median of the seeds. */
  readonly speed: number;
}

interface TimeTo {
  readonly visits: number;
  /** CPU time, beside that of before. */
  readonly ofBefore: number;
}

interface Spread {
  readonly mean: number;
  /** Half of the range over the seeds. */
  readonly half: number;
}

/** Sweeps of before whose likelihood is to be reached. */
export const levels = [100, 200] as const;

/** A sweep from which on no document is new, and no list as long as in the beginning. */
export const settled = 100;

/** @param chains of one corpus and number of topics, of each seed a pair. */
export function startRowOf(chains: readonly Chain[]): StartRow {
  const of = (sampler: SamplerName) => chains.filter((chain) => chain.sampler === sampler);
  const [before, now] = samplers.map(of);
  const end = Math.min(...chains.map(({ points }) => points.at(-1)!.sweep));
  const speeds = now.map((chain) => {
    const other = before.find(({ seed }) => seed === chain.seed)!;
    return cpuPerToken(other.points, end) / cpuPerToken(chain.points, end);
  });
  const [ofBefore, ofNow] = [before, now].map((some) =>
    spreadOf(some.map(({ points }) => at(points, end).likelihood)),
  );
  return {
    corpus: chains[0].corpus,
    numTopics: chains[0].numTopics,
    numSeeds: now.length,
    startVisits: mean(now.map(({ points }) => points[0].visits)),
    toLevels: levels.map((sweep) => timeTo(sweep, before, now)),
    end,
    before: ofBefore,
    now: ofNow,
    speed: median(speeds),
  };
}

function timeTo(sweep: number, before: readonly Chain[], now: readonly Chain[]): TimeTo | null {
  const targets = before.map(({ points }) => at(points, sweep));
  const target = mean(targets.map(({ likelihood }) => likelihood));
  const reached = now.map(({ points }) => firstAt(points, target));
  if (reached.some((point) => point === undefined)) return null;
  const cpu = mean(reached.map((point) => point!.cpuSeconds));
  return {
    visits: mean(reached.map((point) => point!.visits)),
    ofBefore: cpu / mean(targets.map(({ cpuSeconds }) => cpuSeconds)),
  };
}

/** CPU seconds for one visit of each token, once the chain has settled. */
function cpuPerToken(points: readonly Point[], end: number): number {
  const [from, to] = [at(points, end > settled ? settled : 0), at(points, end)];
  return (to.cpuSeconds - from.cpuSeconds) / (to.visits - from.visits);
}

function at(points: readonly Point[], sweep: number): Point {
  return points.find((point) => point.sweep === sweep) ?? points.at(-1)!;
}

/** Where a chain first reaches a likelihood: between two measurements, in the logarithm of visits. */
function firstAt(points: readonly Point[], target: number): Point | undefined {
  const index = points.findIndex(({ likelihood }) => likelihood >= target);
  if (index <= 0) return points[index];
  const [from, to] = [points[index - 1], points[index]];
  const part = (target - from.likelihood) / (to.likelihood - from.likelihood);
  const between = (a: number, b: number) => a * (b / a) ** part;
  return {
    sweep: to.sweep,
    visits: between(from.visits, to.visits),
    cpuSeconds: between(from.cpuSeconds, to.cpuSeconds),
    likelihood: target,
  };
}

function spreadOf(values: readonly number[]): Spread {
  return { mean: mean(values), half: (Math.max(...values) - Math.min(...values)) / 2 };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
