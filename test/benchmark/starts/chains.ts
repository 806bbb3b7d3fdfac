/** Chains of the sampler of before and of now, sweep by sweep in turns, on one thread. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultNumBlocks } from '../../../core/corpus/grid.ts';
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { startInlineWorker } from '../../../core/training/inline-worker.ts';
import type { Trainer } from '../../../core/training/trainer.ts';
import { withTrainer } from '../../fixtures/train.ts';
import { alpha, beta } from '../measure.ts';

/** Before: the sequential start, and half as many blocks. */
export const samplers = ['kernel-3', 'kernel-5'] as const;
export type SamplerName = (typeof samplers)[number];

export interface Point {
  readonly sweep: number;
  /** How often a token was sampled, on average. */
  readonly visits: number;
  readonly cpuSeconds: number;
  readonly likelihood: number;
}

export interface Chain {
  readonly commit: string;
  readonly corpus: string;
  readonly numTopics: number;
  readonly sampler: SamplerName;
  readonly seed: number;
  readonly points: readonly Point[];
}

export interface Pair {
  readonly commit: string;
  readonly corpus: string;
  readonly numTopics: number;
  readonly numSweeps: number;
}

const chainsPath = 'sample/bench/starts.jsonl';

/**
 * A pair of chains for each seed, from 1 to `numSeeds`. Each is kept as soon as it has come to its
 * end; those that were followed before, at the same commit, are not followed again.
 */
export async function followPairs(
  source: TokenSource,
  pair: Pair,
  numSeeds: number,
): Promise<Chain[]> {
  const chains = keptChains(pair);
  for (let seed = 1; seed <= numSeeds; seed++) {
    if (chains.some((chain) => chain.seed === seed)) continue;
    const followed = await followPair(source, pair, seed);
    mkdirSync(path.dirname(chainsPath), { recursive: true });
    appendFileSync(chainsPath, followed.map((chain) => `${JSON.stringify(chain)}\n`).join(''));
    chains.push(...followed);
  }
  return chains;
}

/** A chain of each sampler, in turns. */
async function followPair(source: TokenSource, pair: Pair, seed: number): Promise<Chain[]> {
  const chains: Chain[] = [];
  await withChain(source, { ...pair, seed, sampler: samplers[0] }, (before) =>
    withChain(source, { ...pair, seed, sampler: samplers[1] }, async (now) => {
      let isOdd = false;
      for (const sweep of marksTo(pair.numSweeps)) {
        // In turns also as to who begins: what the first leaves in the caches is not the other's.
        for (const chain of isOdd ? [now, before] : [before, now]) await chain.follow(sweep);
        isOdd = !isOdd;
      }
      chains.push(before.chain, now.chain);
    }),
  );
  return chains;
}

function keptChains({ commit, corpus, numTopics, numSweeps }: Pair): Chain[] {
  if (!existsSync(chainsPath)) return [];
  const lines = readFileSync(chainsPath, 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Chain)
    .filter(
      (chain) =>
        chain.commit === commit &&
        chain.corpus === corpus &&
        chain.numTopics === numTopics &&
        chain.points.at(-1)!.sweep === numSweeps,
    );
}

interface FollowedChain {
  readonly chain: Chain;
  follow(sweep: number): Promise<void>;
}

async function withChain(
  source: TokenSource,
  { commit, corpus, numTopics, seed, sampler }: Omit<Chain, 'points'>,
  work: (chain: FollowedChain) => Promise<void>,
): Promise<void> {
  const numBlocks =
    sampler === 'kernel-3' ? blocksOfBefore(source.numTokens) : defaultNumBlocks(source.numTokens);
  const settings = { numTopics, alpha, beta, seed, numBlocks, sampler };
  const inOneThread = { numWorkers: 1, startWorker: startInlineWorker };
  const points: Point[] = [];
  await withTrainer({ source, settings, ...inOneThread }, (trainer) =>
    work({
      chain: { commit, corpus, numTopics, sampler, seed, points },
      follow: async (sweep) => {
        const cpuSeconds = await cpuSecondsOf(() => trainer.sampleToSweep(sweep));
        points.push(await pointOf(trainer, source.numTokens, points, { sweep, cpuSeconds }));
      },
    }),
  );
}

async function pointOf(
  trainer: Trainer,
  numTokens: number,
  points: readonly Point[],
  { sweep, cpuSeconds }: Pick<Point, 'sweep' | 'cpuSeconds'>,
): Promise<Point> {
  return {
    sweep,
    visits: trainer.workerTotals()[0].numTokens / numTokens,
    cpuSeconds: (points.at(-1)?.cpuSeconds ?? 0) + cpuSeconds,
    likelihood: await trainer.measureLogLikelihood(),
  };
}

async function cpuSecondsOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function blocksOfBefore(numTokens: number): number {
  if (numTokens < 1_000_000) return 4;
  return numTokens < 48_000_000 ? 8 : 16;
}

/** Sweeps at which chains are measured: a fifth apart, and no more than 25, so that turns are short. */
function marksTo(numSweeps: number): number[] {
  const marks = new Set([0, 100, 200, 500, 1000].filter((mark) => mark <= numSweeps));
  for (let mark = 1; mark < numSweeps; mark = nextMark(mark)) marks.add(mark);
  return [...marks.add(numSweeps)].sort((a, b) => a - b);
}

function nextMark(mark: number): number {
  return Math.min(mark + 25, Math.max(mark + 1, Math.round(mark * 1.2)));
}
