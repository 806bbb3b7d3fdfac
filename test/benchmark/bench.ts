/**
 * `make bench`: tokens per second, and seconds to reach one likelihood, for both ways of reading,
 * one and two workers, next to the reference sampler and other JavaScript programs.
 *
 *     node dist/test/benchmark/bench.js [--corpus NAME]... [--topics K]... [--rounds 5] [--quick]
 *         [--beside FOLDER]
 *
 * FOLDER is a built checkout of another commit: it has its turn in every round, as "before", and sets
 * the likelihood that all others are to reach.
 *
 * Writes docs/benchmark.md and docs/benchmark/ (pages.ts).
 *
 * Everything is measured in one run. In a round all configurations of a corpus have their turn, and
 * the next round begins unless the corpus has had its time; of several rounds the median counts, for
 * ratios the median of the rounds' ratios. Ratios mean something, absolute times only on this machine
 * under its load of the moment.
 */
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { referenceSamplerName } from '../../core/sampler/versions.ts';
import { type CheckpointCost, measureCheckpoints } from './checkpoints.ts';
import { type BenchmarkCorpus, benchmarkCorpora } from './corpora.ts';
import { type Configuration, type Measured, type Stretch, measure } from './measure.ts';
import { type Row, checkpointLine, programLine, sizeLine, writePages } from './pages.ts';
import { measurePeers } from './peers.ts';
import { type SizeRow, measureSizes } from './sizes.ts';
import { followPair, readChains } from './starts/chains.ts';
import { writePage as writeStarts } from './starts/page.ts';
import { type Result, summaryOf } from './summary.ts';

/** A way to train, by this program or by another commit of it. */
interface Way extends Omit<Configuration, 'numTopics'> {
  readonly name: string;
  readonly measure: typeof measure;
}

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', multiple: true },
    topics: { type: 'string', multiple: true, default: ['20', '100', '1000'] },
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    out: { type: 'string', default: 'docs' },
    beside: { type: 'string' },
  },
});

const ways: readonly Way[] = [
  { name: 'lockstep, 1 worker', numWorkers: 1, staleness: 0, measure },
  { name: 'lockstep, 2 workers', numWorkers: 2, staleness: 0, measure },
  { name: 'live, 1 worker', numWorkers: 1, staleness: 1, measure },
  { name: 'live, 2 workers', numWorkers: 2, staleness: 1, measure },
  ...(options.beside === undefined ? [] : await waysOf(options.beside)),
];
/** Whose likelihood all are to reach: before, if that is measured. */
const setsTarget = ways.find(({ name }) => name === 'before, 1 worker') ?? ways[0];

/** Large corpora are measured beside it. */
const smallCorpus = 'ap-blei';

/** No new round of a corpus begins after this time. */
const secondsOfRounds = 60;

const rows: Row[] = [];
const checkpoints: CheckpointCost[] = [];
const sizes: SizeRow[] = [];
let small: TokenSource | undefined;
for (const corpus of benchmarkCorpora) {
  if (options.corpus && !options.corpus.includes(corpus.name)) continue;
  const source = await corpus.open();
  if (source === undefined) {
    console.error(`skipped: ${corpus.name} is not available here`);
    continue;
  }
  if (corpus.name === smallCorpus) small = source;
  for (const topics of options.topics) {
    await benchCorpus(corpus, source, Number(topics));
    if (corpus.path) await benchCheckpoints(corpus.name, corpus.path, Number(topics));
    if (source.numTokens < 4e6) await benchStart(corpus.name, source, Number(topics));
    if (small && source.numTokens > 1e7)
      await benchSizes(corpus, { source, small }, Number(topics));
  }
}
writeResults();

async function benchCorpus(
  corpus: BenchmarkCorpus,
  source: TokenSource,
  numTopics: number,
): Promise<void> {
  const numSweeps = numSweepsOf(corpus, source, numTopics);
  const every = Math.max(1, Math.round(numSweeps / 20));
  const start = performance.now();
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
      round.push(await measureApart(source, { numTopics, numSweeps, every }));
    rounds.push([...round, ...(await measureOthers(corpus, source, numTopics))]);
  } while (rounds.length < Number(options.rounds) && secondsSince(start) < secondsOfRounds);
  rounds[0].forEach((_, index) => {
    const runs = rounds.map((round) => ({ run: round[index], base: round[0] }));
    record({ corpus: corpus.name, numTopics, target, ...summaryOf(runs) });
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

/** Another commit of this program, with the sampler and the blocks that it takes by itself. */
async function waysOf(folder: string): Promise<Way[]> {
  const module = path.resolve(folder, 'dist/test/benchmark/measure.js');
  const { measure } = (await import(pathToFileURL(module).href)) as Pick<Way, 'measure'>;
  return [1, 2].map((numWorkers) => ({
    name: `before, ${numWorkers} worker${numWorkers === 1 ? '' : 's'}`,
    ...{ numWorkers, staleness: 0, measure },
  }));
}

/** Half as many where a sweep takes seconds, fewer with --quick. */
function numSweepsOf(corpus: BenchmarkCorpus, source: TokenSource, numTopics: number): number {
  const isSlow = source.numTokens > 1e7 && numTopics >= 1000;
  return Math.max(5, Math.round(corpus.numSweeps / (isSlow ? 2 : 1) / (options.quick ? 5 : 1)));
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}

/**
 * Two runs that share nothing, at the same time: what this machine gives to two threads at this
 * hour, and so what two workers of one run can be measured by.
 */
async function measureApart(
  source: TokenSource,
  { numTopics, ...stretch }: { numTopics: number; numSweeps: number; every: number },
): Promise<Result> {
  const runs = [1, 2].map((seed) => measureWay(ways[0], source, { numTopics, seed }, stretch));
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

/** Half as many sweeps as for the other table where a sweep takes seconds. */
async function benchSizes(
  corpus: BenchmarkCorpus,
  { source, small }: { source: TokenSource; small: TokenSource },
  numTopics: number,
): Promise<void> {
  const numSweeps = numSweepsOf(corpus, source, numTopics) / (numTopics >= 1000 ? 2 : 1);
  const found = await measureSizes({ name: corpus.name, source }, small, numTopics, numSweeps);
  for (const row of found) {
    sizes.push(row);
    console.log(sizeLine(row).join('  '));
  }
}

/** Beside the sampler of before kernel-4, to the end of both: another page (starts.ts). */
async function benchStart(name: string, source: TokenSource, numTopics: number): Promise<void> {
  const numSweeps = options.quick ? 200 : 1000;
  await followPair(source, { corpus: name, numTopics, seed: 1, numSweeps });
}

async function benchCheckpoints(name: string, path: string, numTopics: number): Promise<void> {
  const cost = await measureCheckpoints(name, path, numTopics);
  checkpoints.push(cost);
  console.log(checkpointLine(cost).join('  '));
}

function record(row: Row): void {
  rows.push(row);
  console.log(programLine(row).join('  '));
}

function writeResults(): void {
  const machine = `${cpus()[0].model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  writePages(options.out, { machine, commit, rows, sizes, checkpoints });
  writeStarts(readChains(), options.out);
}
