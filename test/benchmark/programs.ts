/** All programs on one corpus: in a round each has its turn; of several rounds the median counts. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { referenceSamplerName } from '../../core/sampler/versions.ts';
import { type BenchmarkCorpus, sweepsOf } from './corpora.ts';
import { type Configuration, type Measured, type Stretch, measure } from './measure.ts';
import { measurePeers } from './peers.ts';
import { type ProgramRow, type Result, summaryOf } from './summary.ts';

/** A way to train, by this program or by another commit of it. */
export interface Way extends Omit<Configuration, 'numTopics'> {
  readonly name: string;
  readonly measure: typeof measure;
}

export interface Extent {
  readonly numRounds: number;
  readonly isQuick: boolean;
}

/** No new round of a corpus begins after this time. */
const secondsOfRounds = 60;

const ownWays: readonly Way[] = [
  { name: 'lockstep, 1 worker', numWorkers: 1, staleness: 0, measure },
  { name: 'lockstep, 2 workers', numWorkers: 2, staleness: 0, measure },
  { name: 'live, 1 worker', numWorkers: 1, staleness: 1, measure },
  { name: 'live, 2 workers', numWorkers: 2, staleness: 1, measure },
];

/** @param before a built checkout of another commit; without one this program stands alone. */
export async function waysBeside(before: string | undefined): Promise<readonly Way[]> {
  if (before === undefined) return ownWays;
  return [...ownWays, ...(await waysOf(before))];
}

/** Another commit of this program, with the sampler and the blocks that it takes by itself. */
async function waysOf(folder: string): Promise<Way[]> {
  const module = path.resolve(folder, 'dist/test/benchmark/measure.js');
  if (!existsSync(module)) throw new Error(`${folder} is not a checkout that was built`);
  const { measure } = (await import(pathToFileURL(module).href)) as Pick<Way, 'measure'>;
  return [1, 2].map((numWorkers) => ({
    name: `before, ${numWorkers} worker${numWorkers === 1 ? '' : 's'}`,
    ...{ numWorkers, staleness: 0, measure },
  }));
}

export async function measurePrograms(
  corpus: BenchmarkCorpus,
  source: TokenSource,
  numTopics: number,
  { ways, numRounds, isQuick }: Extent & { ways: readonly Way[] },
): Promise<ProgramRow[]> {
  const numSweeps = sweepsOf(corpus, source, { numTopics, isQuick });
  const every = Math.max(1, Math.round(numSweeps / 20));
  const start = performance.now();
  // Whose likelihood all are to reach: before, if that is measured.
  const setsTarget = ways.find(({ name }) => name === 'before, 1 worker') ?? ways[0];
  const first = await measureWay(setsTarget, source, { numTopics }, { numSweeps, every });
  const target = first.logLikelihood;
  const rounds: Result[][] = [];
  do {
    const round: Result[] = [];
    for (const way of ways) {
      const seed = 1 + rounds.length;
      const stretch = { numSweeps: 2 * numSweeps, every, target };
      // The run that set the target is that way's run of the first round.
      const isFirst = seed === 1 && way === setsTarget;
      const run = isFirst
        ? { ...first, secondsToTarget: first.seconds }
        : await measureWay(way, source, { numTopics, seed }, stretch);
      round.push({ program: way.name, ...run });
    }
    if (source.numTokens < 4e6)
      round.push(await measureApart(ways[0], source, { numTopics, numSweeps, every }));
    rounds.push([...round, ...(await measureOthers(corpus, source, numTopics))]);
  } while (rounds.length < numRounds && secondsSince(start) < secondsOfRounds);
  return rounds[0].map((_, index) => {
    const runs = rounds.map((round) => ({ run: round[index], base: round[0] }));
    return { corpus: corpus.name, numTopics, target, ...summaryOf(runs) };
  });
}

function measureWay(
  { measure, ...way }: Way,
  source: TokenSource,
  model: Pick<Configuration, 'numTopics' | 'seed'>,
  stretch: Stretch,
): Promise<Measured> {
  return measure(source, { ...way, ...model }, stretch);
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}

/**
 * Two runs that share nothing, at the same time: what this machine gives to two threads at this
 * hour, and so what two workers of one run can be measured by.
 */
async function measureApart(
  way: Way,
  source: TokenSource,
  { numTopics, ...stretch }: { numTopics: number; numSweeps: number; every: number },
): Promise<Result> {
  const runs = [1, 2].map((seed) => measureWay(way, source, { numTopics, seed }, stretch));
  const speeds = (await Promise.all(runs)).map(({ tokensPerSecond }) => tokensPerSecond);
  return {
    program: 'two runs at once, 1 worker each',
    tokensPerSecond: speeds[0] + speeds[1],
    secondsToTarget: undefined,
  };
}

/** What is too slow to be taken to the target is measured over a few sweeps. */
async function measureOthers(
  { name }: BenchmarkCorpus,
  source: TokenSource,
  numTopics: number,
): Promise<Result[]> {
  if (source.numTokens >= 4e6) return [];
  const reference = { numTopics, numWorkers: 1, staleness: 0, sampler: referenceSamplerName };
  const run = await measure(source, reference, { numSweeps: 3, every: 3 });
  const hasPeers = name === 'ap-blei' || name === 'planted-1M';
  return [
    {
      program: 'reference sampler (TypeScript), 1 worker',
      tokensPerSecond: run.tokensPerSecond,
      secondsToTarget: undefined,
    },
    ...(hasPeers ? measurePeers(source, numTopics) : []),
  ];
}
